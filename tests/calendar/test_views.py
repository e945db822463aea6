"""The calendar's pages, as people read them."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import clock
from portal.access import Role
from portal.calendar import actions
from portal.calendar.models import Kind
from portal.database import session
from tests.calendar.conftest import NOW, SIX, duty, offered, publish, text, value
from tests.factories import AreaFactory, PersonFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


pytestmark = pytest.mark.usefixtures("on_monday")


def cell(page: BeautifulSoup, day: str) -> list[str]:
    """Return what stands in a day of the month."""
    link = page.select(f"td a.app-day[href='/calendar/day/{day}']")[0]
    td = link.find_parent("td")
    assert td
    return [" ".join(a.get_text(" ").split()) for a in td.select("a.app-ev")]


class TestMonth:
    """One real table."""

    def test_each_entry_starts_with_its_kind_and_time(self, at: Pages) -> None:
        publish()
        publish(
            kind=Kind.LEAVE,
            title="Imran away",
            all_day=True,
            path=None,
            starts_at=datetime(2026, 3, 9, tzinfo=UTC),
            ends_at=datetime(2026, 3, 11, tzinfo=UTC),
        )
        page = at.get("/calendar/month/2026-03")
        assert page.heading == "March 2026"
        assert cell(page, "2026-03-09") == ["Leave Imran away"]
        assert cell(page, "2026-03-10") == [
            "Leave Imran away",
            "Panel 6pm Panel at Northmere Library",
        ]
        assert text(page, "#view-said") == "March 2026, 2 entries"

    def test_it_moves_in_time_by_real_links_that_keep_the_filters(self, at: Pages) -> None:
        page = at.get("/calendar/month/2026-12?kind=panel")
        assert [
            (text(page, f"#{name}"), value(page, f"#{name}", "href"))
            for name in ("earlier", "today", "later")
        ] == [
            ("November", "/calendar/month/2026-11?kind=panel"),
            ("Today", "/calendar/month?kind=panel"),
            ("January 2027", "/calendar/month/2027-01?kind=panel"),
        ]

    def test_htmx_gets_the_region_alone_with_its_heading_and_title(self, at: Pages) -> None:
        part = at.fragment("/calendar/month/2026-04")
        [root] = [tag for tag in part.find_all(recursive=False) if tag.get("id") != "said"]
        assert root["id"] == "view"
        assert text(root, "h1") == "April 2026"
        assert "April 2026" in text(root, "title")

    def test_bank_holidays_and_today_are_shown(self, at: Pages) -> None:
        page = at.get("/calendar/month/2026-04")
        assert "Good Friday, bank holiday" in page.words
        assert [
            a.get_text() for a in at.get("/calendar/month").select(".is-today > a.app-day")
        ] == ["2 Today Monday"]

    def test_a_day_that_is_too_full_says_how_many_more(self, at: Pages) -> None:
        for number in range(14):
            publish(starts_at=SIX + number * timedelta(minutes=1), title=f"Number {number}")
        page = at.get("/calendar/month/2026-03")
        assert len(cell(page, "2026-03-10")) == 11
        assert "3 more" in page.words
        assert len(cell(at.get("/calendar/week/2026-03-10"), "2026-03-10")) == 14

    def test_links_lead_where_the_reader_may_go(self, app: Flask) -> None:
        member = user_with(Role.VOLUNTEER)
        entry = publish(duties=[duty(member.person)])
        hrefs = {}
        for role in (Role.COORDINATOR, Role.STAFF):
            page = Pages(app).sign_in(user_with(role).email).get("/calendar/month/2026-03")
            hrefs[role] = value(page, "a.app-ev", "href")
        mine = Pages(app).sign_in(member.email).get("/calendar/month/2026-03")
        assert hrefs == {
            Role.COORDINATOR: "/panels/sittings/1",
            Role.STAFF: f"/calendar/entries/{entry.uuid}",
        }
        assert value(mine, "a.app-ev", "href") == "/panels/sittings/1"
        assert cell(mine, "2026-03-10") == ["Panel 6pm Panel – member You said yes"]

    def test_everybody_who_sees_a_course_may_open_its_page(self, app: Flask) -> None:
        publish(
            kind=Kind.TRAINING,
            path="/training/sessions/1",
            area=AreaFactory(),
            audience=["role:staff", "role:volunteer"],
        )
        for role in (Role.STAFF, Role.VOLUNTEER):
            page = Pages(app).sign_in(user_with(role).email).get("/calendar/month/2026-03")
            assert value(page, "a.app-ev", "href") == "/training/sessions/1"

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_costs_the_same_however_full(self, at: Pages, number: int) -> None:
        for _ in range(number):
            publish(area=AreaFactory())
        with count_statements() as sent:
            at.get("/calendar/month/2026-03")
        assert len([one for one in sent if one != "BEGIN"]) == 7

    @pytest.mark.parametrize(
        "url",
        [
            "month/2026-13",
            "month/2026-00",
            "month/1999-12",
            "week/2026-02-30",
            "week/1999-01-01",
            "agenda?from=1066-10-14",
            "entries/00000000-0000-4000-8000-000000000000",
        ],
    )
    def test_what_is_in_no_calendar_is_not_found(self, at: Pages, url: str) -> None:
        at.get(f"/calendar/{url}", 404)

    @pytest.mark.parametrize(
        "query",
        [
            *(
                "kind=nonsense",
                "area=x",
                "area=99999999999999999999",
                "area=7",
                "area=,,",
                "who=all",
            ),
            *("venue=7", "venue=-1", "kind=panel,panel&kind=team", f"area={','.join('12345')}"),
        ],
    )
    def test_filters_that_make_no_sense_are_harmless(self, at: Pages, query: str) -> None:
        at.get(f"/calendar/month?{query}")


class TestAgenda:
    """What is coming up, day by day."""

    def test_it_says_what_each_thing_is_and_how_one_stands(self, app: Flask) -> None:
        user = user_with(Role.VOLUNTEER)
        room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
        publish(duties=[offered(user.person)], room=room)
        page = Pages(app).sign_in(user.email).get("/calendar/agenda")
        [card] = page.select(".app-agenda")
        assert card.get_text(" ", strip=True) == (
            "Panel , 6pm to 7:15pm Panel – member Library, Room 2 Not answered yet"
        )
        assert text(page, "h2") == "Tuesday 10 March"
        assert "Today is Monday 2 March. 1 thing to come." in page.words

    def test_it_goes_on_where_it_stopped(self, at: Pages) -> None:
        for number in range(45):
            publish(starts_at=SIX + number * DAY, ends_at=SIX + number * DAY + HOUR)
        page = at.get("/calendar/agenda?kind=panel")
        later = value(page, "#later", "href")
        assert later == "/calendar/agenda?from=2026-04-19&kind=panel"
        after = at.get(later)
        assert after.heading == "From Sunday 19 April"
        assert len(after.select(".app-agenda")) == 5
        part = at.fragment("/calendar/agenda?from=2026-04-19")
        assert part.select_one("h2[tabindex='-1']")

    def test_an_empty_one_says_why(self, at: Pages) -> None:
        assert (
            "Nothing is in the calendar here that you may see." in at.get("/calendar/agenda").words
        )
        assert "Choose fewer of them" in at.get("/calendar/agenda?who=mine").words


class TestEntry:
    """The page of one entry."""

    def test_it_tells_what_when_where_and_who(self, app: Flask) -> None:
        venue = VenueFactory(
            name="Library",
            address="1 High St",
            phone="01632 960005",
            step_free=True,
            transport="Bus 41",
            panel_notes="Families wait upstairs",
        )
        entry = publish(
            room=RoomFactory(venue=venue, name="Room 2"),
            duties=[duty(PersonFactory(name="Margaret Osei")), offered(PersonFactory(name="Ann"))],
        )
        page = (
            Pages(app).sign_in(user_with(Role.STAFF).email).get(f"/calendar/entries/{entry.uuid}")
        )
        assert page.words.startswith(
            "Panel Panel at Northmere Library When Tuesday 10 March, 6pm to 7:15pm "
            "Where Library, Room 2 1 High St 01632 960005 Bus 41 Step-free Families wait upstairs "
            "Area The whole service "
            "Who Margaret Osei Put this one event"
        )
        assert page.select_one("a[href='tel:01632960005']")

    def test_it_keeps_to_itself_who_booked_a_course(self, app: Flask) -> None:
        entry = publish(kind=Kind.TRAINING, duties=[duty(PersonFactory(name="Margaret Osei"))])
        page = (
            Pages(app).sign_in(user_with(Role.STAFF).email).get(f"/calendar/entries/{entry.uuid}")
        )
        assert "Margaret" not in page.words

    def test_who_supervises_reparation_is_for_colleagues_and_those_on_it(self, app: Flask) -> None:
        users = [user_with(role) for role in (Role.PARTNER, Role.STAFF, Role.VOLUNTEER)]
        entry = publish(
            kind=Kind.REPARATION,
            audience=["all"],
            duties=[duty(PersonFactory(name="Margaret Osei")), duty(users[2].person)],
        )
        pages = [
            Pages(app).sign_in(user.email).get(f"/calendar/entries/{entry.uuid}") for user in users
        ]
        assert ["Margaret" in page.words for page in pages] == [False, True, True]

    def test_its_file_has_the_uid_of_the_feed_and_the_reader_s_own_words(self, app: Flask) -> None:
        user = user_with(Role.VOLUNTEER)
        entry = publish(duties=[duty(user.person)])
        answer = Pages(app).sign_in(user.email).client.get(f"/calendar/entries/{entry.uuid}.ics")
        assert answer.content_type == "text/calendar; charset=utf-8"
        assert f"UID:amends-{entry.uuid}\r\n" in answer.text
        assert "SUMMARY:Panel – member\r\n" in answer.text

    def test_its_file_is_no_calendar_of_its_own(self, at: Pages) -> None:
        answer = at.client.get(f"/calendar/entries/{publish().uuid}.ics")
        assert "CALNAME" not in answer.text
        assert "REFRESH" not in answer.text

    def test_programs_on_the_web_are_told_all_of_it(self, at: Pages) -> None:
        entry = publish(place="Tŷ Gwyn; A & B")
        page = at.get(f"/calendar/entries/{entry.uuid}")
        google, outlook = (
            dict(parse_qsl(urlsplit(str(link["href"])).query))
            for link in page.select("a[rel=noreferrer]")
        )
        assert google["dates"] == "20260310T180000Z/20260310T191500Z"
        assert (outlook["startdt"], outlook["enddt"]) == (
            "2026-03-10T18:00:00+00:00",
            "2026-03-10T19:15:00+00:00",
        )
        assert google["text"] == outlook["subject"] == "Panel at Northmere Library"
        assert google["location"] == outlook["location"] == "Tŷ Gwyn; A & B"

    def test_a_whole_day_is_told_as_days(self, at: Pages) -> None:
        days = clock.day_bounds(date(2026, 3, 28), date(2026, 3, 29))
        entry = publish(all_day=True, starts_at=days[0], ends_at=days[1])
        google, outlook = (
            str(link["href"])
            for link in at.get(f"/calendar/entries/{entry.uuid}").select("a[rel=noreferrer]")
        )
        assert "dates=20260328%2F20260330" in google
        assert "startdt=2026-03-28&enddt=2026-03-30" in outlook
        assert "allday=true" in outlook

    def test_what_is_cancelled_or_over_is_offered_to_none(self, at: Pages) -> None:
        off, over = publish(), publish(starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR)
        actions.cancel(entry=off, actor=None)
        session.commit()
        for entry in (off, over):
            page = at.get(f"/calendar/entries/{entry.uuid}")
            assert page.select("a[rel=noreferrer]") == []

    def test_somebody_who_may_not_see_it_finds_nothing(self, app: Flask) -> None:
        entry = publish()
        other = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
        other.get(f"/calendar/entries/{entry.uuid}", 404)
        other.get(f"/calendar/entries/{entry.uuid}.ics", 404)


def test_the_first_page_suits_who_comes(app: Flask) -> None:
    for role, view in ((Role.VOLUNTEER, "agenda"), (Role.COORDINATOR, "month")):
        answer = Pages(app).sign_in(user_with(role).email).client.get("/calendar/")
        assert answer.headers["Location"] == f"/calendar/{view}"


def test_a_phone_opens_the_agenda_first(app: Flask) -> None:
    client = Pages(app).sign_in(user_with(Role.COORDINATOR).email).client
    phone = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) Mobile/15E148 Safari/604.1"}
    assert client.get("/calendar/", headers=phone).headers["Location"] == "/calendar/agenda"


def test_a_print_of_a_past_month_works_on_any_day(at: Pages) -> None:
    assert at.get(f"/calendar/month/{date(2026, 1, 1):%Y-%m}").heading == "January 2026"


def test_an_entry_called_off_says_so_in_the_month(at: Pages) -> None:
    actions.cancel(entry=publish(), actor=None)
    session.commit()
    page = at.get("/calendar/month/2026-03")
    assert cell(page, "2026-03-10") == ["Panel 6pm Panel at Northmere Library Cancelled"]
