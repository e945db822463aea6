"""The pages of what volunteers say of themselves, and who may read it."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions
from portal.members.models import Member
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.pages import Pages

SAID = {
    "version": "0",
    "skills": "Beekeeping",
    "languages": "Polish",
    "reach": "text",
    "access_needs": "A room without steps",
}
CONTACT = {"name": "Kit Osei", "relation": "Brother", "phone": "01632 960777"}


@pytest.fixture
def ann(app: Flask) -> Member:
    return MemberFactory(person=PersonFactory(name="Ann Lee"), number="V012")


@pytest.fixture
def own(app: Flask, ann: Member) -> Pages:
    return Pages(app).sign_in(user_with(Role.VOLUNTEER, person=ann.person).email)


@pytest.fixture
def desk(app: Flask) -> Pages:
    return Pages(app).sign_in(user_with(Role.COORDINATOR, person=PersonFactory(name="Jo")).email)


@pytest.fixture
def manager(app: Flask) -> Pages:
    return Pages(app).sign_in(user_with(Role.MANAGER).email)


def picture(kind: str = "PNG") -> tuple[io.BytesIO, str]:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, kind)
    return io.BytesIO(made.getvalue()), f"me.{kind.lower()}"


def looks() -> list[str]:
    tag = "members:emergency_contact_seen"
    events = session.scalars(select(AuditEvent).where(AuditEvent.tag == tag))
    return [event.actor.name for event in events if event.actor]


def test_a_volunteer_says_what_they_like_and_a_coordinator_finds_it(
    own: Pages, desk: Pages
) -> None:
    assert own.submit("/members/me/details", **SAID).notices == ["Saved."]
    assert "Polish" in own.get("/members/me/held").words
    page = desk.get("/members/V012")
    assert "A room without steps" in page.words
    assert "Text message" in page.words
    for word in ("beekeep", "POLISH"):
        assert "Ann Lee" in desk.get(f"/members/?words={word}").words
    assert "Ann Lee" not in desk.get("/members/?words=steps").words


def test_a_manager_reads_the_register_and_not_what_somebody_needs(
    own: Pages, manager: Pages
) -> None:
    own.submit("/members/me/details", **SAID)
    own.submit("/members/me/emergency", **CONTACT)
    page = manager.get("/members/V012")
    assert "Beekeeping" in page.words
    assert "A room without steps" not in page.words
    assert "Kit Osei" not in page.words
    manager.get("/members/V012/emergency", 403)
    manager.get("/members/V012/details", 403)


def test_a_coordinator_notes_what_is_said_on_the_telephone(desk: Pages, own: Pages) -> None:
    desk.submit("/members/V012/details", **SAID)
    page = own.post("/members/me/details", 409, **{**SAID, "languages": "Welsh"})
    assert page.problems == [
        "Somebody changed this while you were typing. Compare the two, then save again."
    ]
    row = [cell.get_text() for cell in page.select("#both tbody tr > *")]
    assert row == ["Languages", "Polish", "Welsh"]
    fields = {**SAID, "languages": "Welsh", "version": page.select_one("#version")["value"]}  # type: ignore[index]  # it is there
    own.submit("/members/me/details", **fields)
    page = desk.post("/members/V012/details", 409, **SAID)
    assert "Welsh" in page.words
    page = desk.post("/members/V012/details", 422, **{**SAID, "skills": "x" * 4001})
    assert page.problems == ["Shorten this to 4,000 characters: it is 1 too many"]


def test_each_look_at_an_emergency_contact_is_recorded_and_shown(own: Pages, desk: Pages) -> None:
    assert "None is held" in desk.get("/members/V012/emergency").words
    assert looks() == []
    own.submit("/members/me/emergency", **CONTACT)
    desk.get("/members/V012")
    assert looks() == []
    for _ in range(2):
        assert "Kit Osei" in desk.get("/members/V012/emergency").words
    assert looks() == ["Jo", "Jo"]
    for page in ("/members/me/details", "/members/me/held"):
        assert own.get(page).words.count("Jo, ") == 2
    assert "Nobody has." not in own.get("/members/me/details").words


def test_an_emergency_contact_is_entered_by_either_and_removed(own: Pages, desk: Pages) -> None:
    page = own.post("/members/me/emergency", 422, **{**CONTACT, "phone": "12"})
    assert page.problems == ["Enter a telephone number with its area code, like 01632 960001"]
    assert page.select_one("#name")["value"] == "Kit Osei"  # type: ignore[index]  # it is there
    page = desk.post("/members/V012/emergency", 422, **{**CONTACT, "name": ""})
    assert page.problems == ["Enter the name of whom to ring"]
    desk.submit("/members/V012/emergency", **CONTACT)
    assert own.get("/members/me/details").select_one("#name")["value"] == "Kit Osei"  # type: ignore[index]  # it is there
    own.submit("/members/me/emergency/remove")
    assert "Kit Osei" not in own.get("/members/me/held").words


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Choose a picture"),
        ((io.BytesIO(b"%PDF-1.4 not a picture"), "me.jpg"), "This is no picture, whatever"),
        ((io.BytesIO(b""), "me.jpg"), "This file is empty."),
    ],
)
def test_a_file_that_is_no_picture_is_refused(own: Pages, file: Any, sentence: str) -> None:
    [problem] = own.post("/members/me/photo", 422, **({"file": file} if file else {})).problems
    assert problem.startswith(sentence)


def test_a_picture_is_made_anew_and_seen_by_who_keeps_the_register(
    own: Pages, desk: Pages, app: Flask
) -> None:
    own.submit("/members/me/photo", file=picture())
    for pages, path in ((own, "/members/me/photo"), (desk, "/members/V012/photo")):
        answer = pages.client.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert desk.get("/members/V012").select("img[src='/members/V012/photo']")
    other = MemberFactory()
    fellow = Pages(app).sign_in(user_with(Role.VOLUNTEER, person=other.person).email)
    fellow.get("/members/V012/photo", 403)
    fellow.get("/members/me/photo", 404)
    own.submit("/members/me/photo/remove")
    desk.get("/members/V012/photo", 404)


def test_who_can_see_me_is_read_off_the_permission_table(own: Pages, ann: Member) -> None:
    page = own.get("/members/me/seen")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    who = {what.split(";")[0].split(":")[0]: seen for what, seen in rows}
    assert who["My emergency contact"] == "Coordinators"
    assert who["My checks"] == "Coordinators, Managers"
    assert who["That something was changed about me, by whom and when"] == "Council IT"
    assert "They do not see your telephone number." in page.words
    with changing():
        actions.change_contact(member=ann, actor=ann.person, phone="01632 960001", shared=True)
    assert "You let fellow volunteers see your telephone number." in (
        own.get("/members/me/seen").words
    )
