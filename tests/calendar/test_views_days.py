"""A day hour by hour, the rooms of a day, and where “now” stands."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.models import User, UserArea
from portal.calendar.models import Kind
from portal.database import session
from tests.calendar.conftest import NOW, SIX, publish, text, value
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

pytestmark = pytest.mark.usefixtures("on_monday")


def hour(page: BeautifulSoup, label: str) -> list[str]:
    """Return what begins in an hour of a day."""
    [row] = [row for row in page.select(".app-hours tbody tr") if text(row, "th").startswith(label)]
    return [" ".join(link.get_text(" ").split()) for link in row.select("a.app-ev")]


def line(page: BeautifulSoup, room: str) -> list[str]:
    """Return the parts of a room's day."""
    [row] = [row for row in page.select(".app-rooms tbody tr") if room in text(row, "th")]
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]


def limit(user: User, *areas: str) -> None:
    """Let somebody look after these areas alone."""
    made = [AreaFactory(name=name) for name in areas]
    session.add_all(UserArea(user_id=user.id, area_id=area.id) for area in made)
    session.commit()


class TestDay:
    """Hour by hour."""

    def test_what_begins_stands_in_its_hour(self, at: Pages) -> None:
        publish(room=RoomFactory(venue=VenueFactory(name="Library"), name="Room 2"))
        publish(
            kind=Kind.LEAVE,
            title="Imran away",
            all_day=True,
            path=None,
            starts_at=datetime(2026, 3, 9, tzinfo=UTC),
            ends_at=datetime(2026, 3, 12, tzinfo=UTC),
        )
        publish(title="Night watch", starts_at=SIX - 12 * HOUR, ends_at=SIX - 11 * HOUR)
        page = at.get("/calendar/day/2026-03-10")
        assert page.heading == "Tuesday 10 March"
        assert hour(page, "All day") == ["Leave, all day Imran away"]
        assert hour(page, "6pm") == [
            "Panel, 6pm to 7:15pm Panel at Northmere Library Library, Room 2"
        ]
        assert hour(page, "6am") == ["Panel, 6am to 7am Night watch"]
        assert hour(page, "Midday") == []
        assert text(page, "#view-said") == "Tuesday 10 March, 3 entries"

    @pytest.mark.parametrize("areas", [0, 1])
    def test_a_meeting_is_added_from_the_day_itself(self, at: Pages, jo: User, areas: int) -> None:
        limit(jo, *("Northmere",)[:areas])
        page = at.get("/calendar/day/2026-03-10")
        [form] = page.select("form[action='/calendar/entries/add']")
        assert text(form, "button") == "Add it on Tuesday 10 March"
        fields: dict[str, Any] = {}
        for box in form.select("input[name]"):
            fields.setdefault(str(box["name"]), []).append(box.get("value", ""))
        added = at.submit(
            str(form["action"]),
            **{**fields, "title": "Team briefing", "starts": "9:30am", "ends": "11am"},
        )
        assert added.heading == "Team briefing"
        assert "When Tuesday 10 March, 9:30am to 11am" in added.words
        assert ("Area Northmere" in added.words) is bool(areas)

    def test_a_day_that_is_over_and_several_areas_need_more_than_a_title(
        self, app: Flask, at: Pages, jo: User
    ) -> None:
        forms = "form[action='/calendar/entries/add']"
        assert at.get("/calendar/day/2026-03-01").select(forms) == []
        limit(jo, "Northmere", "Castlebeck")
        assert at.get("/calendar/day/2026-03-10").select(forms) == []
        staff = Pages(app).sign_in(user_with(Role.STAFF).email)
        assert staff.get("/calendar/day/2026-03-10").select(forms) == []

    def test_it_moves_by_real_links_that_keep_the_filters(self, at: Pages) -> None:
        page = at.get("/calendar/day/2026-03-01?kind=panel")
        assert [value(page, f"#{name}", "href") for name in ("earlier", "today", "later")] == [
            "/calendar/day/2026-02-28?kind=panel",
            "/calendar/day?kind=panel",
            "/calendar/day/2026-03-02?kind=panel",
        ]

    def test_another_days_things_are_not_in_it(self, at: Pages) -> None:
        publish(starts_at=SIX + DAY, ends_at=SIX + DAY + HOUR)
        page = at.get("/calendar/day/2026-03-10")
        assert not page.select("a.app-ev")
        assert "Nothing is in the calendar here that you may see." in page.words

    def test_today_and_now_are_said_in_words(self, at: Pages) -> None:
        page = at.get("/calendar/day")
        assert text(page, "#view > p.govuk-body") == "Today"
        assert text(page, "tr[aria-current=time] th") == "9amNow, 9am"
        assert not at.get("/calendar/day/2026-03-03").select("[aria-current=time]")

    def test_a_bank_holiday_is_named(self, at: Pages) -> None:
        assert "Good Friday, bank holiday" in at.get("/calendar/day/2026-04-03").words

    def test_an_hour_leads_to_a_form_that_knows_it(self, at: Pages) -> None:
        page = at.get("/calendar/day/2026-03-10")
        [link] = [a for a in page.select("a.app-add") if a.get_text() == "Add at 2pm"]
        form = at.get(str(link["href"]))
        assert [box["value"] for box in form.select("#day input")] == ["10", "3", "2026"]
        assert value(form, "#starts") == "2:00pm"
        assert not at.get("/calendar/day/2026-03-01").select("a.app-add")

    def test_who_may_not_add_is_not_asked_to(self, app: Flask) -> None:
        page = Pages(app).sign_in(user_with(Role.STAFF).email).get("/calendar/day/2026-03-10")
        assert not page.select("a.app-add")

    @pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
    def test_a_day_on_which_the_clocks_change_has_its_hours(self, at: Pages, day: date) -> None:
        night = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
        publish(
            room=RoomFactory(name="Attic"),
            starts_at=night,
            ends_at=night + 45 * timedelta(minutes=1),
        )
        page = at.get(f"/calendar/day/{day}")
        assert len(page.select("a.app-ev")) == 1
        assert len(at.get(f"/calendar/rooms/{day}").select("a.app-ev")) == 1


class TestWeek:
    """The same days beside each other."""

    def test_now_stands_between_what_has_begun_and_what_has_not(self, at: Pages) -> None:
        publish(title="Before", starts_at=SIX - 8 * DAY - 10 * HOUR, ends_at=SIX - 8 * DAY)
        publish(title="After", starts_at=SIX - 8 * DAY, ends_at=SIX - 8 * DAY + HOUR)
        words = " ".join(text(at.get("/calendar/week"), "td.is-today").split())
        assert words == "2 Mar Today Monday Panel 8amBefore Now, 9amPanel 6pmAfter"
        assert not at.get("/calendar/week/2026-03-10").select(".app-now")
        assert not at.get("/calendar/month").select(".app-now")


class TestRooms:
    """Every room, and what has it when."""

    def test_a_room_says_when_it_is_free_and_what_has_it(self, at: Pages) -> None:
        room = RoomFactory(
            venue=VenueFactory(name="Library", opening="Tuesday 9am to 8pm"), name="Room 2"
        )
        publish(room=room)
        page = at.get("/calendar/rooms/2026-03-10")
        assert page.heading == "Rooms on Tuesday 10 March"
        assert line(page, "Library, Room 2") == [
            "Closed 8am to 9am",
            "Free 9am to 6pm : add something in Library, Room 2",
            "Panel 6pm to 7:15pm Panel at Northmere Library",
            "Free 7:15pm to 8pm : add something in Library, Room 2",
            "Closed 8pm to 9pm",
        ]
        widths = [int(str(cell["colspan"])) for cell in page.select(".app-rooms tbody td")]
        assert widths == [4, 36, 5, 3, 4]
        assert sum(widths) == 4 * (len(page.select(".app-rooms thead th")) - 1)

    def test_a_free_time_leads_to_a_form_that_knows_it(self, at: Pages) -> None:
        room = RoomFactory(venue=VenueFactory(name="Library"))
        publish(room=room)
        page = at.get("/calendar/rooms/2026-03-10")
        form = at.get(str(page.select(".app-rooms td a[href*=add]")[-1]["href"]))
        assert value(form, "#starts") == "7:15pm"
        assert value(form, "#room option[selected]") == str(room.id)
        assert not at.get("/calendar/rooms/2026-03-01").select(".app-rooms td a")

    def test_what_the_reader_may_not_see_is_only_taken(self, app: Flask) -> None:
        publish(room=RoomFactory(name="Attic"), audience=["role:coordinator"])
        staff = Pages(app).sign_in(user_with(Role.STAFF).email)
        assert line(staff.get("/calendar/rooms/2026-03-10"), "Attic") == [
            "Free 8am to 6pm",
            "Taken 6pm to 7:15pm",
            "Free 7:15pm to 9pm",
        ]

    def test_what_lasts_over_midnight_has_the_room_on_both_days(self, at: Pages) -> None:
        publish(room=RoomFactory(name="Hall"), ends_at=SIX + 14 * HOUR)
        first, second = (at.get(f"/calendar/rooms/2026-03-{day}") for day in (10, 11))
        assert [len(line(page, "Hall")) for page in (first, second)] == [2, 2]
        assert text(first, ".app-rooms thead th:last-child") == "11pm"
        assert text(second, ".app-rooms thead th:nth-child(2)") == "Midnight"

    def test_it_says_now_and_moves_from_day_to_day(self, at: Pages) -> None:
        RoomFactory()
        page = at.get("/calendar/rooms")
        assert text(page, "th[aria-current=time]") == "9amNow"
        assert [value(page, f"#{name}", "href") for name in ("earlier", "later")] == [
            "/calendar/rooms/2026-03-01",
            "/calendar/rooms/2026-03-03",
        ]
        part = at.fragment("/calendar/rooms/2026-03-03")
        assert text(part, "h1") == "Rooms on Tuesday 3 March"

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_however_many_rooms(self, at: Pages, number: int) -> None:
        for _ in range(number):
            publish(room=RoomFactory())
        with count_statements() as sent:
            at.get("/calendar/rooms/2026-03-10")
        assert len([one for one in sent if one != "BEGIN"]) == 5

    def test_without_rooms_it_says_who_adds_them(self, at: Pages) -> None:
        assert "There are no rooms yet." in at.get("/calendar/rooms").words

    def test_rooms_are_the_business_of_the_employed(self, app: Flask) -> None:
        pages = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
        pages.get("/calendar/rooms", 403)
        assert "Rooms" not in pages.get("/calendar/agenda").words


def test_now_moves_with_the_clock(at: Pages) -> None:
    with clock.frozen(NOW + 80 * timedelta(minutes=1)):
        page = at.get("/calendar/day")
    assert text(page, "tr[aria-current=time] th") == "10amNow, 10:20am"
