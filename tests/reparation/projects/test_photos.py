"""Photos of projects: what is taken, who sees which, and nothing of where they were taken."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from portal.access.rules import Role
from portal.database import changing, session
from portal.notifications.models import Document, DocumentBody, Mail
from portal.people.models import Person
from portal.reparation.actions import photos
from portal.reparation.models import Partner, PartnerPerson, Project, ProjectPhoto
from portal.reparation.queries import projects as queries
from portal.reparation.queries.projects import Search
from portal.reparation.rules.photos import MOST_PHOTOS, kept
from portal.reparation.rules.refusals import Refused
from portal.site.forms import AGAIN
from tests.factories import user_with
from tests.pages import Page, Pages
from tests.reparation.projects import scenes

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PICTURE = "This is no picture, whatever its name says. Choose a photograph as JPEG, PNG or WebP."


def add(
    browser: Pages, project: Project, status: int = 303, *, at: str = "mine/", **fields: Any
) -> Page:
    """Send a photo in, as the partner or at the coordinator's address."""
    sent = {
        "file": (io.BytesIO(scenes.PICTURE), "bike.jpg"),
        "alt": "A bike on a stand",
        "shows_nobody": "y",
        **fields,
    }
    return browser.post(f"/reparation/{at}projects/{project.uuid}/photos", status, **sent)


def held() -> ProjectPhoto:
    session.expire_all()
    return session.query(ProjectPhoto).one()


def test_a_photo_is_made_anew_and_says_nothing_of_where_it_was_taken() -> None:
    assert scenes.GPS in Image.open(io.BytesIO(scenes.PICTURE)).getexif()
    for kind in ("JPEG", "PNG", "WEBP"):
        made = Image.open(io.BytesIO(kept(scenes.picture(kind), "IMG_1").content))
        assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (80, 60), {})


@pytest.mark.parametrize("content", [SVG, b"%PDF-1.4", b"GIF89a", b"hello"])
def test_what_is_no_photograph_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        kept(content, "bike.jpg")
    assert (refused.value.sentence, refused.value.field) == (NO_PICTURE, "file")


def test_a_partners_photo_waits_until_a_coordinator_approves_it(
    app: Flask, shed: Pages, desk: Pages, jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    add(shed, project)
    photo = held()
    address = f"/reparation/photos/{photo.uuid}"
    staff = Pages(app).sign_in(user_with(Role.STAFF).email)
    staff.get(address, 404)
    assert "Photos" not in staff.get(f"/reparation/projects/{project.uuid}").words
    assert (
        "Waits for the coordinator" in shed.get(f"/reparation/mine/projects/{project.uuid}").words
    )
    for browser in (shed, desk):
        answer = browser.client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    page = desk.submit(f"{address}/approve")
    assert "Staff see the photo now." in page.notices[0]
    page = staff.get(f"/reparation/projects/{project.uuid}")
    image = page.select_one("img.app-photo")
    assert image is not None
    assert (image["src"], image["alt"]) == (address, "A bike on a stand")
    assert staff.client.get(address).data == shed.client.get(address).data
    staff.post(f"{address}/remove", 403)


def test_a_photo_of_what_was_looked_at_before_is_told_of_once_a_day(
    shed: Pages, desk: Pages, jo: Person, kitchen: Partner
) -> None:
    draft, listed = scenes.draft(kitchen), scenes.listed(kitchen, jo, title="Bike wash")
    add(shed, draft)
    for color in ("red", "blue"):
        add(shed, listed, file=(io.BytesIO(scenes.picture(color=color)), "bike.jpg"))
    add(desk, listed, at="", file=(io.BytesIO(scenes.picture(color="white")), "bike.jpg"))
    asked = [mail for mail in session.query(Mail) if mail.template.endswith("photos_sent")]
    assert [(mail.to_person, mail.context) for mail in asked] == [(jo, {"project": listed.id})]
    found = queries.managed(Search(state=queries.PHOTOS), frozenset()).items
    assert [project.title for project in found] == ["Bike repair", "Bike wash"]


def test_what_a_coordinator_adds_is_approved_and_taken_off_with_its_file(
    desk: Pages, jo: Person, kitchen: Partner
) -> None:
    project = scenes.draft(kitchen)
    add(desk, project, at="")
    assert held().approved_at is not None
    page = desk.submit(f"/reparation/photos/{held().uuid}/remove")
    assert page.notices[-1] == "The photo is taken off."
    session.expire_all()
    for table in (ProjectPhoto, Document, DocumentBody):
        assert session.query(table).count() == 0


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"file": (io.BytesIO(SVG), "bike.svg")}, {NO_PICTURE}),
        ({"alt": ""}, {"Say what the photo shows, for people who do not see it", AGAIN}),
        (
            {"shows_nobody": ""},
            {"Confirm that no person can be seen in the photo, or choose another one", AGAIN},
        ),
        ({"file": ""}, {"Choose a photo"}),
    ],
)
def test_what_will_not_do_is_said_and_adds_nothing(
    shed: Pages, kitchen: Partner, fields: dict[str, Any], problems: set[str]
) -> None:
    page = add(shed, scenes.draft(kitchen), 422, **fields)
    assert set(page.problems) == problems
    assert session.query(ProjectPhoto).count() == 0


def test_the_same_photo_is_added_once_and_there_is_an_end_to_them(
    shed: Pages, kitchen: Partner
) -> None:
    project = scenes.draft(kitchen)
    for _ in range(2):
        add(shed, project)
    assert session.query(ProjectPhoto).count() == 1
    for number in range(1, MOST_PHOTOS):
        shade = scenes.picture(color=f"rgb({number * 40}, 0, 0)")
        add(shed, project, file=(io.BytesIO(shade), "bike.jpg"))
    last = scenes.picture(color="white")
    page = add(shed, project, 422, file=(io.BytesIO(last), "bike.jpg"))
    assert page.problems == ["A project has at most 6 photos. Take another one off first."]


def test_another_partners_photo_is_not_found(shed: Pages, desk: Pages, jo: Person) -> None:
    project = scenes.listed(scenes.kitchen("Growing Together"), jo)
    add(desk, project, at="")
    address = f"/reparation/photos/{held().uuid}"
    shed.get(address, 404)
    shed.post(f"{address}/remove", 404)
    add(shed, project, 404)


def test_a_colleague_who_is_of_a_partner_too_takes_off_its_photos_alone(
    app: Flask, desk: Pages, jo: Person, kitchen: Partner
) -> None:
    project = scenes.listed(scenes.kitchen("Growing Together"), jo)
    add(desk, project, at="")
    robin = user_with(Role.STAFF, Role.PARTNER)
    session.add(PartnerPerson(partner=kitchen, person=robin.person))
    session.commit()
    both = Pages(app).sign_in(robin.email)
    address = f"/reparation/photos/{held().uuid}"
    assert both.client.get(address).status_code == 200
    both.post(f"{address}/remove", 404)
    ours = scenes.listed(kitchen, jo, title="Bike wash")
    add(both, ours)
    mine = session.query(ProjectPhoto).filter_by(project_id=ours.id).one()
    both.post(f"/reparation/photos/{mine.uuid}/remove", 303)


def test_a_photo_that_somebody_has_just_taken_off_is_off(
    desk: Pages, jo: Person, kitchen: Partner
) -> None:
    add(desk, scenes.listed(kitchen, jo), at="")
    photo = held()
    with changing():
        photos.remove_photo(photo=photo, actor=jo)
        photos.remove_photo(photo=photo, actor=jo)
    assert session.query(ProjectPhoto).count() == 0
