"""A volunteer's own page: their week, their days away, their telephone, their checks."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.members.models import CheckKind, CheckRecord, Member
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.pages import Page, Pages

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def margaret(pages: Pages) -> Member:
    member = MemberFactory(person=PersonFactory(name="Margaret Osei"))
    pages.sign_in(user_with(Role.VOLUNTEER, person=member.person).email)
    return member


def ticked(page: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in page.select("input[name=free][checked]")]


def typed(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def days_away(page: Page) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in page.select("#away li")]


def test_the_whole_week_is_saved_without_javascript(pages: Pages, margaret: Member) -> None:
    page = pages.submit("/members/me/week", free=["1-evening", "3-evening", "9-nonsense"])
    assert page.heading == "When I’m free"
    assert page.notices == ["Your usual week is saved."]
    assert ticked(page) == ["1-evening", "3-evening"]
    assert "Usually free: Tuesday evenings; Thursday evenings." in page.words
    assert ticked(pages.submit("/members/me/week")) == []


def test_a_tick_saves_itself_and_answers_with_its_own_cell(pages: Pages, margaret: Member) -> None:
    answer = pages.client.post(
        "/members/me/week/1/evening", data={"free": ["1-evening"]}, headers=HTMX
    )
    part = BeautifulSoup(answer.text, "html.parser")
    assert [tag["id"] for tag in part.select("[id]")] == ["c-1-evening", "progress", "said"]
    assert part.select_one("#progress").get_text() == "Saved. Usually free: Tuesday evenings."  # type: ignore[union-attr]  # it is there
    assert ticked(pages.get("/members/me")) == ["1-evening"]
    pages.post("/members/me/week/1/evening", free=["3-evening"])
    assert ticked(pages.get("/members/me")) == []
    pages.post("/members/me/week/7/evening", 404)
    pages.post("/members/me/week/1/night", 404)


def test_days_away_are_added_joined_and_removed(pages: Pages, margaret: Member) -> None:
    first = clock.today() + timedelta(10)
    page = pages.submit(
        "/members/me/away", starts_on=typed(first), ends_on=typed(first + timedelta(2))
    )
    assert len(days_away(page)) == 1
    page = pages.submit("/members/me/away", starts_on=typed(first + timedelta(3)))
    assert "They are joined with days you had already given." in page.notices[0]
    assert len(days_away(page)) == 1
    page = pages.submit(str(page.select("#away li form")[0]["action"]))
    assert page.notices[0].startswith("You are no longer away ")
    assert days_away(page) == []


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (10, 8, "The last day must not be before the first: change one of the two"),
        (-3, -1, "These days are over: enter days from today on"),
        (-1, None, "This day is over: enter a day from today on"),
    ],
)
def test_days_that_cannot_be_are_refused_and_stay_typed(
    pages: Pages, margaret: Member, starts: int, ends: int | None, sentence: str
) -> None:
    first = typed(clock.today() + timedelta(starts))
    last = typed(clock.today() + timedelta(ends)) if ends is not None else ["", "", ""]
    page = pages.post("/members/me/away", 422, starts_on=first, ends_on=last)
    assert page.problems == [sentence]
    boxes = [box.get("value", "") for box in page.select("#away input[type=text]")]
    assert boxes == [*first, *last]


def test_one_volunteer_cannot_remove_anothers_days(pages: Pages, margaret: Member) -> None:
    from portal.members.models import Away

    other = MemberFactory(
        away=[Away(starts_on=clock.today(), ends_on=clock.today() + timedelta(3))]
    )
    pages.post(f"/members/me/away/{other.away[0].id}/remove")
    session.expire_all()
    assert len(other.away) == 1


def test_a_telephone_is_shared_only_when_there_is_one(pages: Pages, margaret: Member) -> None:
    page = pages.submit("/members/me/contact", phone="07700 900555", phone_shared="y")
    assert page.select_one("#phone")["value"] == "07700 900555"  # type: ignore[index]  # it is there
    assert page.select_one("#phone_shared[checked]")
    page = pages.submit("/members/me/contact", phone="", phone_shared="y")
    assert page.select_one("#phone_shared[checked]") is None
    assert pages.post("/members/me/contact", 422, phone="0").problems == [
        "Enter a telephone number with its area code, like 01632 960001"
    ]


def test_they_see_their_own_checks_and_nobody_elses(pages: Pages, margaret: Member) -> None:
    issued = date(2024, 1, 2)
    again = clock.today() + timedelta(400)
    margaret.checks = [CheckRecord(kind=CheckKind.DBS, issued_on=issued, recheck_on=again)]
    other = MemberFactory(number="V999")
    session.commit()
    words = pages.get("/members/me").words
    assert "DBS: Tuesday 2 January 2024" in words
    pages.get(f"/members/{other.number}", 403)
    pages.get("/members/", 403)


@pytest.mark.parametrize("role", [Role.STAFF, Role.COORDINATOR, Role.VOLUNTEER])
def test_whoever_is_no_volunteer_goes_to_their_account(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    assert pages.get("/members/me", 303).response.headers["Location"] == "/account"
    pages.post("/members/me/week", 404)
