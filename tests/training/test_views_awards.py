"""Records and certificates: given, extended, taken back, sent in, approved."""

import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.members.models import MemberArea
from portal.notifications.models import Document, DocumentBody
from portal.people.models import Person
from portal.training.models import Award, Certificate, Course
from tests.factories import AreaFactory, user_with
from tests.pages import Page, Pages
from tests.training import scenes

SCRIPT = b"%PDF-1.4 << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"


def photograph() -> bytes:
    """Return a photograph as a telephone makes it."""
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(made, "JPEG")
    return made.getvalue()


def award_form(of: Course, **values: Any) -> dict[str, Any]:
    return {
        "course": of.id,
        "taken_on": ["2", "2", "2026"],
        "source": "prior_learning",
        "reason": "Led it elsewhere for years",
        "form_key": uuid4().hex,
        **values,
    }


def url_of(person: Person, more: str = "") -> str:
    return f"/training/people/{person.uuid}{more}"


def test_a_record_shows_what_to_do_and_all_that_was(desk: Pages, jo: Person) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann Lee").person
    scenes.until(ann, course, scenes.TENTH)
    scenes.panel(ann, date(2026, 3, 12))
    scenes.planned(course, date(2026, 3, 6))
    page = desk.get(url_of(ann))
    assert page.heading == "Training of Ann Lee"
    for words in (
        "Child safeguarding Lapses before 12 March To the end of Tuesday 10 March. "
        "To do: book Friday 6 March, 4 places left.",
        "Granted with a reason. To the end of Tuesday 10 March 2026.",
    ):
        assert words in page.words


def test_an_award_is_recorded_with_its_reason_once(desk: Pages) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann Lee").person
    form = award_form(course)
    desk.submit(url_of(ann, "/awards/new"), **form)
    page = desk.submit(url_of(ann, "/awards/new"), **form)
    assert "Prior learning. To the end of Friday 2 February 2029. By Jo Hartley." in page.words
    assert "Led it elsewhere for years" in page.words
    assert session.query(Award).count() == 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"reason": ""}, "Enter the reason: it stays with the award"),
        (
            {"taken_on": ["3", "3", "2026"]},
            "3 March is still to come. Enter the day on which the course was taken.",
        ),
        (
            {"taken_on": ["1", "1", "2019"]},
            "Child safeguarding was first given on 1 January 2020. "
            "Enter a day from then on, or correct that day on the course’s page.",
        ),
        (
            {"awarded_on": ["1", "2", "2026"]},
            "The certificate would be older than the course. "
            "Enter the day on the certificate, or leave it empty.",
        ),
        ({"course": "999"}, "Choose the course"),
        ({"taken_on": ["31", "2", "2026"]}, "Enter a real date, like 27 3 2026"),
    ],
)
def test_what_cannot_have_been_awarded_is_refused_and_stays_typed(
    desk: Pages, values: dict[str, Any], problem: str
) -> None:
    course = scenes.safeguarding(started_on=date(2020, 1, 1))
    ann = scenes.volunteer("Ann Lee").person
    form = award_form(course, provider="Somewhere", **values)
    page = desk.post(url_of(ann, "/awards/new"), 422, **form)
    assert page.problems == [problem]
    provider = page.select_one("#provider")
    assert provider is not None
    assert provider["value"] == "Somewhere"
    assert session.query(Award).count() == 0


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"\xff\xd8\xff" + b"x" * 20_000_000,
            "This file has 20 MB: at most 5 MB can be kept. "
            "Choose a smaller one: a photograph of one page is enough.",
        ),
        (
            b"MZ\x90\x00",
            "This is neither a PDF nor a picture, whatever its name says. "
            "Choose a PDF, or a photograph as JPEG, PNG or WebP.",
        ),
    ],
)
def test_a_file_that_will_not_do_loses_nothing_typed(
    desk: Pages, content: bytes, problem: str
) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann Lee").person
    form = award_form(course, file=FileStorage(io.BytesIO(content), "certificate.pdf"))
    boundary, body = encode_multipart(form)
    answer = desk.client.post(
        url_of(ann, "/awards/new"),
        data=body,
        content_type=f'multipart/form-data; boundary="{boundary}"',
    )
    page = Page(answer.text, "html.parser")
    assert answer.status_code == 422
    assert page.problems == [problem]
    assert "Led it elsewhere for years" in page.words
    assert session.query(Document).count() == 0


def test_an_award_is_extended_and_taken_back_with_reasons(desk: Pages) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann Lee").person
    award = scenes.until(ann, course, scenes.TENTH)
    extend = f"/training/awards/{award.uuid}/extend"
    page = desk.post(extend, 422, until=["9", "3", "2026"], reason="Ill")
    assert page.problems == ["It lasts until 10 March already. Enter a later day."]
    page = desk.submit(extend, until=["31", "3", "2026"], reason="Venue closed")
    assert "from Tuesday 10 March 2026 to Tuesday 31 March 2026, by Jo Hartley" in page.words
    revoke = f"/training/awards/{award.uuid}/revoke"
    assert desk.post(revoke, 422, reason="").problems == ["Enter the reason"]
    page = desk.submit(revoke, reason="Entered for the wrong person")
    assert "Taken back on Monday 2 March 2026 by Jo Hartley" in page.words
    assert "Child safeguarding Never held" in page.words


def test_an_exemption_is_recorded_and_ended(desk: Pages) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann Lee").person
    form: dict[str, Any] = {
        "course": course.id,
        "since": ["2", "3", "2026"],
        "until": ["30", "6", "2026"],
        "reason": "On leave",
        "form_key": uuid4().hex,
    }
    url = url_of(ann, "/exemptions/new")
    page = desk.post(url, 422, **{**form, "until": ["1", "3", "2026"]})
    assert page.problems == ["The last day must not be before the first"]
    page = desk.submit(url, **form)
    assert "Child safeguarding Exempt On leave. To the end of Tuesday 30 June." in page.words
    page = desk.submit("/training/exemptions/1/end")
    assert "Ended Monday 2 March" in page.words


def test_a_coordinator_of_other_areas_changes_nothing(pages: Pages, jo: Person) -> None:
    mine, theirs = AreaFactory(), AreaFactory()
    limited = user_with(Role.COORDINATOR)
    limited.area_rows = [UserArea(area=mine)]
    ann = scenes.volunteer("Ann Lee", area_rows=[MemberArea(area=theirs)]).person
    award = scenes.held(ann, scenes.safeguarding(), date(2026, 1, 1))
    pages.sign_in(limited.email)
    pages.get(url_of(ann), 404)
    pages.get(url_of(ann, "/awards/new"), 403)
    pages.post(f"/training/awards/{award.uuid}/revoke", 403, reason="x")


def certificate_form(course: Course, content: bytes = SCRIPT, **values: Any) -> dict[str, Any]:
    return {
        "course": course.id,
        "taken_on": ["2", "2", "2026"],
        "provider": "Lakes First Aid",
        "file": (io.BytesIO(content), "my certificate.pdf"),
        "form_key": uuid4().hex,
        **values,
    }


def test_a_certificate_is_sent_in_looked_at_and_counts(app: Flask, jo: Person) -> None:
    course = scenes.safeguarding()
    ann = user_with(Role.VOLUNTEER, person=scenes.volunteer("Ann Lee").person)
    hers = Pages(app).sign_in(ann.email)
    page = hers.submit("/training/certificates/new", **certificate_form(course))
    assert page.heading == "Certificate of Ann Lee"
    assert "A coordinator has it" in page.words
    assert "Approve" not in page.words
    certificate = session.query(Certificate).one()
    url = f"/training/certificates/{certificate.uuid}"
    hers.post(f"{url}/approve", 403)
    answer = hers.client.get(f"{url}/file")
    assert answer.data == SCRIPT
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert jo.email
    desk = Pages(app).sign_in(jo.email)
    assert (
        "Ann Lee Child safeguarding Mon 2 February today"
        in desk.get("/training/certificates").words
    )
    page = desk.submit(f"{url}/approve")
    assert page.notices == ["Child safeguarding is awarded to Ann Lee."]
    assert "None waits" in page.words
    assert "It counts to the end of Friday 2 February 2029" in hers.get(url).words
    award = session.query(Award).one()
    assert hers.client.get(f"/training/awards/{award.uuid}/file").data == SCRIPT


def test_nobody_sees_another_persons_certificate(app: Flask, jo: Person) -> None:
    course = scenes.safeguarding()
    ann = user_with(Role.VOLUNTEER, person=scenes.volunteer("Ann Lee").person)
    Pages(app).sign_in(ann.email).submit(
        "/training/certificates/new", **certificate_form(course, photograph())
    )
    url = f"/training/certificates/{session.query(Certificate).one().uuid}"
    assert session.query(DocumentBody).one().content[:3] == b"\xff\xd8\xff"
    other = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
    other.get(url, 404)
    other.get(f"{url}/file", 404)


def test_nobody_approves_their_own(desk: Pages, jo: Person) -> None:
    course = scenes.safeguarding()
    page = desk.submit("/training/certificates/new", **certificate_form(course))
    assert "nobody approves their own" in page.words
    url = f"/training/certificates/{session.query(Certificate).one().uuid}"
    desk.post(f"{url}/approve", 403)


def test_a_refusal_asks_for_its_reason(app: Flask, desk: Pages) -> None:
    course = scenes.safeguarding()
    ann = user_with(Role.VOLUNTEER, person=scenes.volunteer("Ann Lee").person)
    hers = Pages(app).sign_in(ann.email)
    hers.submit("/training/certificates/new", **certificate_form(course))
    url = f"/training/certificates/{session.query(Certificate).one().uuid}"
    assert desk.post(f"{url}/refuse", 422, reason="").problems == ["Enter the reason"]
    assert desk.submit(f"{url}/refuse", reason="No name on it").notices == ["Ann Lee is told why."]
    assert "It could not be taken No name on it" in hers.get(url).words


def test_a_certificate_of_a_day_held_already_is_said_at_the_top(app: Flask, desk: Pages) -> None:
    course, member = scenes.safeguarding(), scenes.volunteer("Ann Lee")
    hers = Pages(app).sign_in(user_with(Role.VOLUNTEER, person=member.person).email)
    hers.submit("/training/certificates/new", **certificate_form(course))
    scenes.held(member.person, course, date(2026, 2, 2))
    url = f"/training/certificates/{session.query(Certificate).one().uuid}"
    page = desk.submit(f"{url}/approve")
    assert page.notices[0].startswith("Ann Lee already holds Child safeguarding from that day.")
