"""A volunteer's own page: their week, their days away, their telephone, their checks."""

from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup

from portal import clock
from portal.access.rules import Role
from portal.calendar import actions as calendar
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, Kind
from portal.database import session
from portal.members.models import CheckKind, CheckRecord, Member
from tests.factories import AreaFactory, MemberFactory, PersonFactory, user_with
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
    assert [tag["id"] for tag in part.select("[id]")] == [
        "c-1-evening",
        "progress",
        "promised",
        "said",
    ]
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
    assert boxes == [*first, *last, "", "", ""]


def test_days_that_come_again_are_added_and_removed_whole(pages: Pages, margaret: Member) -> None:
    first, until = clock.today() + timedelta(10), clock.today() + timedelta(90)
    page = pages.submit(
        "/members/me/away", starts_on=typed(first), repeats="weekly", repeats_until=typed(until)
    )
    [told] = days_away(page)
    assert ", then every week until " in told
    assert ", then every week until " in page.notices[0]
    page = pages.submit(str(page.select("#away li form")[0]["action"]))
    assert days_away(page) == []


@pytest.mark.parametrize(
    ("typed_in", "sentence"),
    [
        (
            {"ends_on": 8, "repeats": "weekly"},
            "Days that come again every week can be 7 at most: enter fewer, or say that they do "
            "not come again",
        ),
        ({"repeats_until": 20}, "Choose how often the days come again, or leave this empty"),
        (
            {"repeats": "monthly", "repeats_until": 0},
            "This must not be before the first day away",
        ),
        ({"repeats": "hourly"}, "Choose one of the answers in the list"),
    ],
)
def test_repeats_that_cannot_be_are_refused(
    pages: Pages, margaret: Member, typed_in: dict[str, object], sentence: str
) -> None:
    values = {
        name: typed(clock.today() + timedelta(value)) if isinstance(value, int) else value
        for name, value in typed_in.items()
    }
    first = typed(clock.today() + timedelta(1))
    page = pages.post("/members/me/away", 422, starts_on=first, **values)
    assert page.problems == [sentence]


def test_days_that_began_before_today_may_come_again_until_a_day_to_come(
    pages: Pages, margaret: Member
) -> None:
    began = typed(clock.today() - timedelta(3))
    page = pages.submit("/members/me/away", starts_on=began, repeats="weekly")
    assert len(days_away(page)) == 1
    over = typed(clock.today() - timedelta(1))
    page = pages.post(
        "/members/me/away", 422, starts_on=began, repeats="monthly", repeats_until=over
    )
    assert page.problems == ["This day is over: enter a day from today on"]


def promise(member: Member, day: date, title: str = "Panel") -> Entry:
    entry = calendar.publish(
        actor=None,
        kind=Kind.PANEL,
        title=title,
        path="/panels/sittings/x",
        starts_at=clock.at(day, time(18)),
        ends_at=clock.at(day, time(19)),
        audience={"role:staff"},
        duties=[Duty(member.person, title, AttendeeState.ACCEPTED, "/panels/duties")],
    )
    session.commit()
    return entry


def asked_about(page: Page) -> list[str]:
    return [item.get_text() for item in page.select("#promised li strong")]


def test_days_away_over_a_duty_ask_whether_cover_is_wanted(pages: Pages, margaret: Member) -> None:
    later = clock.today() + timedelta(24)
    promise(margaret, clock.today() + timedelta(10))
    promise(margaret, later)
    promise(margaret, later + timedelta(1))
    page = pages.submit(
        "/members/me/away", starts_on=typed(later - timedelta(14)), repeats="fortnightly"
    )
    assert page.heading == "What you have promised"
    assert len(asked_about(page)) == 2
    cover, stays = page.select("#promised li")[0].select("a")
    assert cover["href"] == "/panels/duties"
    assert cover.get_text().startswith("Ask for cover")
    page = pages.get(str(stays["href"]))
    assert len(asked_about(page)) == 1
    last = page.select("#promised li a")[1]
    assert last["href"] == "/members/me"


def test_a_part_of_the_week_taken_back_asks_about_duties_in_it(
    pages: Pages, margaret: Member
) -> None:
    entry = promise(margaret, clock.today() + timedelta(10))
    weekday = entry.first_day.weekday()
    pages.submit("/members/me/week", free=[f"{weekday}-evening"])
    answer = pages.client.post(f"/members/me/week/{weekday}/evening", data={}, headers=HTMX)
    part = BeautifulSoup(answer.text, "html.parser")
    assert len(part.select("#promised[hx-swap-oob] li")) == 1
    pages.submit("/members/me/week", free=[f"{weekday}-evening"])
    page = pages.submit("/members/me/week", free=[f"{weekday}-morning"])
    assert page.heading == "What you have promised"
    fragment = pages.client.get(f"/members/me/promised?duty={entry.uuid}", headers=HTMX)
    assert fragment.text.count("<li>") == 1


def test_nobody_is_asked_about_the_duties_of_others_nor_about_nonsense(
    pages: Pages, margaret: Member
) -> None:
    entry = promise(MemberFactory(), clock.today() + timedelta(10))
    page = pages.get(f"/members/me/promised?duty={entry.uuid}&duty=nonsense")
    assert asked_about(page) == []
    assert "Nothing that you have promised is at a time that does not suit." in page.words


def test_wishes_are_saved_and_a_most_below_the_least_is_refused(
    pages: Pages, margaret: Member
) -> None:
    area, margaret.may_chair = AreaFactory(name="Northmere"), True
    session.commit()
    page = pages.submit("/members/me/wishes", min_month="1", max_month="3", areas=[str(area.id)])
    assert page.notices == ["Your wishes are saved."]
    session.refresh(margaret)
    assert (margaret.min_month, margaret.max_month, margaret.willing_chair) == (1, 3, False)
    assert [row.area_id for row in margaret.area_rows] == [area.id]
    page = pages.post("/members/me/wishes", 422, min_month="4", max_month="3")
    assert page.problems == ["The most must not be below the least"]


def test_who_may_not_chair_is_not_asked_whether_they_would(pages: Pages, margaret: Member) -> None:
    assert pages.get("/members/me").select_one("#chairs") is None
    pages.submit("/members/me/wishes", min_month="0", max_month="2", chairs="")
    session.refresh(margaret)
    assert margaret.willing_chair


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
