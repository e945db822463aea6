"""Finding a free room, as people ask for it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from portal.access import Role
from portal.calendar.models import Kind, Room
from tests.calendar.conftest import SIX, publish, text, value
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("on_monday")

HOUR = timedelta(hours=1)


def asking(**values: Any) -> str:
    """Return the address of a search for Tuesday 10 March, 5:30pm to 7:30pm."""
    told = {"day": ["10", "3", "2026"], "starts": "5:30pm", "ends": "7:30pm", **values}
    return f"/calendar/venues/find?{urlencode(told, doseq=True)}"


def room(venue: str = "Library", name: str = "Room 2", **values: Any) -> Room:
    """Return a room of a venue of which these things hold."""
    capacity = values.pop("capacity", None)
    return RoomFactory(venue=VenueFactory(name=venue, **values), name=name, capacity=capacity)


def rooms(page: Any, part: str = "free-h") -> list[str]:
    """Return the rooms under a heading, in order."""
    return [found.get_text() for found in page.select(f"section[aria-labelledby={part}] h3")]


class TestFinding:
    """One search: what it must be, and when."""

    def test_it_answers_with_the_rooms_that_are_free_and_as_they_must_be(self, at: Pages) -> None:
        room("Library", step_free=True, separate_waiting=True)
        room("Hall", step_free=True)
        page = at.get(asking(needs=["step_free", "separate_waiting"]))
        assert rooms(page) == ["Library, Room 2"]
        assert "1 room free on Tuesday 10 March, 5:30pm to 7:30pm" in page.words
        assert rooms(at.get(asking(needs=["step_free"]))) == ["Hall, Room 2", "Library, Room 2"]

    def test_the_areas_own_come_first_and_then_the_smallest_that_holds_them(
        self, at: Pages
    ) -> None:
        north, south = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
        room("County Offices", capacity=10)
        room("Library", capacity=60, area=north)
        room("Annexe", capacity=12, area=north)
        room("Attic", capacity=4, area=north)
        room("Loft", area=north)
        room("Quay", capacity=20, area=south)
        assert rooms(at.get(asking(area=north.id, people=8))) == [
            "Annexe, Room 2",
            "Library, Room 2",
            "Loft, Room 2",
            "County Offices, Room 2",
        ]

    def test_what_is_taken_says_by_what(self, at: Pages) -> None:
        taken, free = room("Library"), room("Hall")
        entry = publish(room=taken)
        publish(room=free, starts_at=SIX + 2 * HOUR, ends_at=SIX + 3 * HOUR)
        page = at.get(asking())
        assert rooms(page) == ["Hall, Room 2"]
        assert rooms(page, "others-h") == ["Library, Room 2"]
        assert "Taken 6pm to 7:15pm, panel: Panel at Northmere Library" in page.words
        assert page.select_one(f"a[href='/calendar/entries/{entry.uuid}']")

    def test_what_the_reader_may_not_see_is_only_taken(self, app: Flask) -> None:
        publish(room=room(), audience=["role:coordinator"], kind=Kind.PANEL)
        page = Pages(app).sign_in(user_with(Role.STAFF).email).get(asking())
        assert page.words.endswith("Not free then Library, Room 2 Taken 6pm to 7:15pm")

    def test_opening_times_are_respected(self, at: Pages) -> None:
        room("Library", opening="Tuesday 9am to 7pm")
        room("Hall", opening="Tuesday 9am to 7:30pm")
        page = at.get(asking())
        assert rooms(page) == ["Hall, Room 2"]
        assert "Library, Room 2 Closed then Tuesday 9am to 7pm" in page.words

    def test_a_closed_venue_is_not_offered(self, at: Pages) -> None:
        room(closed=True)
        page = at.get(asking())
        assert "No room is free on Tuesday 10 March, 5:30pm to 7:30pm" in page.words
        assert "Choose another time, or fewer things that it must have." in page.words

    def test_a_free_room_leads_to_what_happens_in_it(self, at: Pages) -> None:
        found = room()
        page = at.get(asking())
        for start, fields in (
            ("/panels/sittings/new", {"#time": "5:30pm"}),
            ("/calendar/entries/add", {"#starts": "5:30pm", "#ends": "7:30pm"}),
        ):
            form = at.get(value(page, f"#found a[href^='{start}']", "href"))
            assert value(form, "#room option[selected]") == str(found.id)
            assert {field: value(form, field) for field in fields} == fields
            assert [box["value"] for box in form.select("input[inputmode=numeric]")[:3]] == [
                "10",
                "3",
                "2026",
            ]

    def test_a_venue_for_no_panels_is_offered_for_none(self, at: Pages) -> None:
        room(for_panels=False)
        assert "Arrange a sitting" not in at.get(asking()).words
        assert "No room is free" in at.get(asking(use="for_panels")).words

    def test_a_bank_holiday_is_told(self, at: Pages) -> None:
        room()
        assert "It is Good Friday, a bank holiday" in at.get(asking(day=["3", "4", "2026"])).words

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"day": ["", "", ""]}, "Enter the date, like 27 3 2026"),
            ({"day": ["30", "2", "2026"]}, "Enter a real date, like 27 3 2026"),
            ({"starts": "later"}, "Enter a time, like 5:30pm or 17:30"),
            ({"ends": "5:30pm"}, "Enter an end that is after the start"),
            ({"people": "lots"}, "Enter a whole number from 1 to 1,000"),
            ({"area": "77"}, "Choose one of the answers in the list"),
            ({"needs": "version"}, "Choose one of the answers in the list"),
        ],
    )
    def test_what_will_not_do_comes_back_with_a_sentence(
        self, at: Pages, wrong: dict[str, Any], sentence: str
    ) -> None:
        assert at.get(asking(**wrong)).problems == [sentence]
        assert sentence in text(at.fragment(asking(**wrong)), "#found")

    def test_htmx_gets_the_answer_alone(self, at: Pages) -> None:
        room()
        part = at.fragment(asking())
        assert not part.select("form")
        assert rooms(part) == ["Library, Room 2"]

    def test_a_day_alone_is_asked_for_its_evening(self, at: Pages) -> None:
        room()
        page = at.get("/calendar/venues/find?day=2026-03-12")
        assert "1 room free on Thursday 12 March, 5:30pm to 7:30pm" in page.words
        at.get("/calendar/venues/find?day=9999-12-31", 404)

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_however_many_rooms(self, at: Pages, number: int) -> None:
        for each in range(number):
            publish(room=room(f"Library {each}"))
        with count_statements() as sent:
            at.get(asking())
        assert len([one for one in sent if one != "BEGIN"]) == 5

    @pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTNER])
    def test_rooms_are_the_business_of_the_employed(self, app: Flask, role: Role) -> None:
        Pages(app).sign_in(user_with(role).email).get("/calendar/venues/find", 403)


def test_what_is_known_of_a_venue_is_kept_and_shown(at: Pages) -> None:
    page = at.submit(
        "/calendar/venues/add",
        name="Library",
        access=["hearing_loop"],
        transport="Bus 41",
        opening="Monday to Friday 9am to 8pm\nSaturday 10am to 4pm",
        cost="£15 an hour",
        contact="Bookings desk",
        panel_notes="Families wait upstairs",
    )
    assert (
        "Who books it Bookings desk Access Hearing loop Public transport Bus 41 "
        "Opening times Monday to Friday 9am to 8pm Saturday 10am to 4pm Cost £15 an hour "
        "Notes for panels Families wait upstairs" in page.words
    )
    refused = at.post("/calendar/venues/add", 422, name="Hall", opening="always")
    assert refused.problems == ["Write “always” like Monday to Friday 9am to 8pm"]
    assert text(refused, "#opening").strip() == "always"


def test_the_clock_change_does_not_move_what_is_asked(at: Pages) -> None:
    found = room()
    publish(
        room=found,
        starts_at=datetime(2026, 3, 30, 17, tzinfo=UTC),
        ends_at=datetime(2026, 3, 30, 18, tzinfo=UTC),
    )
    page = at.get(asking(day=["30", "3", "2026"]))
    assert "Taken 6pm to 7pm" in page.words
