"""The pages of what volunteers sign."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.members.models import AgreementKind, AgreementText, Member
from portal.members.queries import agreements as queries
from portal.people.models import Person
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.members.agreements import scenes
from tests.pages import Pages

SIGN = "/members/me/agreements/conduct/1"


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


@pytest.fixture
def text(jo: Person) -> AgreementText:
    return scenes.published(jo, body="Be kind.\n\nCome on time,\nand say when you cannot.")


@pytest.fixture
def ann(app: Flask, text: AgreementText) -> Member:
    return MemberFactory(person=PersonFactory(name="Ann Lee"), number="V012")


@pytest.fixture
def own(pages: Pages, ann: Member) -> Pages:
    return pages.sign_in(user_with(Role.VOLUNTEER, person=ann.person).email)


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    assert jo.email
    return Pages(app).sign_in(jo.email)


def test_a_volunteer_reads_and_signs_on_screen(own: Pages) -> None:
    page = own.get("/members/me/agreements")
    assert [tag.get_text() for tag in page.select(".app-state")] == ["To sign"]
    page = own.get(SIGN)
    assert [part.get_text("/") for part in page.select(".app-text p")] == [
        "Be kind.",
        "Come on time,/and say when you cannot.",
    ]
    page = own.post(SIGN, 422, name="Ann Lee")
    assert page.problems == ["Tick that you have read this"]
    assert page.select_one("#name")["value"] == "Ann Lee"  # type: ignore[index]  # it is there
    page = own.post(SIGN, 422, name="Mickey Mouse", agreed="y")
    assert page.problems == [
        "This is not your name as we hold it: Ann Lee. "
        "Sign with it, or ring us if we have it wrong."
    ]
    assert page.select("[name=agreed][checked]")
    page = own.submit(SIGN, name="Ann Lee", agreed="y")
    assert page.notices == ["Code of conduct: signed. Thank you."]
    assert "as Ann Lee" in page.words
    assert not own.get(SIGN).select("main form")
    own.post(SIGN, 303, name="")
    assert "Version 1 as Ann Lee, signed on" in own.get("/members/me/held").words
    assert "Be kind." in own.get("/members/agreements/conduct/1").words


def test_what_is_still_to_sign_stands_first(own: Pages, jo: Person) -> None:
    own.submit(SIGN, name="Ann Lee", agreed="y")
    scenes.published(jo, AgreementKind.DATA)
    headings = [each.get_text() for each in own.get("/members/me/agreements").select("main h2")]
    assert headings == ["Data notice", "Code of conduct", "What I have signed"]


def test_a_version_replaced_meanwhile_is_shown_and_nothing_is_signed(
    own: Pages, jo: Person
) -> None:
    scenes.published(jo, body="Be kinder.")
    page = own.post(SIGN, 422, name="Ann Lee")
    assert "Be kinder." in page.words
    assert page.select_one("#name")["value"] == "Ann Lee"  # type: ignore[index]  # it is there
    page = own.post(SIGN, 409, name="Ann Lee", agreed="y")
    assert page.problems == [
        "A newer version was published while you were reading. Read that one, then sign it."
    ]
    assert "Be kinder." in page.words
    assert not page.select("#agreed[checked]")
    own.get("/members/me/agreements/conduct/3", 404)
    own.get("/members/me/agreements/nonsense/1", 404)


def test_a_coordinator_publishes_and_sees_who_has_not_signed(
    desk: Pages, ann: Member, text: AgreementText
) -> None:
    page = desk.get("/members/agreements")
    assert "Ann Lee Code of conduct" in page.words
    assert "0 volunteers have signed it." in page.words
    new = "/members/agreements/conduct/new"
    assert "Be kind." in desk.get(new).words
    page = desk.post(new, 422, version="1", body="")
    assert page.problems == ["Enter the text"]
    page = desk.submit(new, version="1", body="Be kinder.")
    assert "Version 2, asked for since" in page.words
    page = desk.post(new, 409, version="1", body="Be kindest.")
    assert "Version 2, published meanwhile by Jo Hartley" in page.words
    assert page.select_one("textarea").get_text(strip=True) == "Be kindest."  # type: ignore[union-attr]  # it is there
    desk.submit(new, version=page.select_one("#version")["value"], body="Be kindest.")  # type: ignore[index]  # it is there
    assert [each.number for each in queries.newest_texts()] == [3]
    desk.get("/members/agreements/nonsense/new", 404)


def test_who_is_overdue_is_reminded_from_the_page(desk: Pages, jo: Person, ann: Member) -> None:
    desk_email = jo.email
    page = desk.get("/members/agreements")
    assert not page.select("main form")
    with clock.frozen(clock.now() + timedelta(days=15)):
        desk.sign_in(str(desk_email))
        page = desk.get("/members/agreements")
        assert "reminded by email then, and every 14 days after, 2 times in all." in page.words
        page = desk.submit("/members/agreements/remind")
        assert page.notices == ["1 volunteer is being reminded."]
        page = desk.submit("/members/agreements/remind")
        assert page.notices == ["Everybody was reminded today already."]


def test_a_volunteers_page_says_what_is_signed(
    desk: Pages, ann: Member, text: AgreementText
) -> None:
    assert "Code of conduct Not signed" in desk.get("/members/V012").words
    scenes.signed(ann, text)
    assert "Code of conduct Signed on" in desk.get("/members/V012").words


def test_a_coordinator_notes_what_was_signed_on_paper(
    desk: Pages, ann: Member, text: AgreementText
) -> None:
    page = desk.get("/members/V012")
    [link] = [tag["href"] for tag in page.select("main a[href$='/paper']")]
    tomorrow = clock.today() + timedelta(1)
    day = {"signed_on": [str(tomorrow.day), str(tomorrow.month), str(tomorrow.year)]}
    page = desk.post(str(link), 422, **day)
    assert page.problems == [
        "Choose what they signed",
        "Enter a day that is not in the future",
    ]
    page = desk.submit(str(link), texts=str(text.id), signed_on=["2", "3", "2026"])
    assert page.notices == ["The signature on paper is noted."]
    assert "Signed on Monday 2 March 2026 on paper, noted by Jo Hartley" in page.words
    assert not page.select("main a[href$='/paper']")
    assert "Ann has nothing to sign." in desk.get(str(link)).words
    desk.post(str(link), 303)
    desk.sign_in(user_with(Role.VOLUNTEER, person=ann.person).email)
    for path in ("/members/me/held", "/members/me/agreements", SIGN):
        words = desk.get(path).words
        assert "on paper" in words
        assert "Jo Hartley" in words


def test_who_is_no_volunteer_has_nothing_to_sign(pages: Pages, text: AgreementText) -> None:
    pages.sign_in(user_with(Role.STAFF).email)
    pages.get("/members/me/agreements", 404)
    pages.get("/members/agreements/conduct/1", 404)
