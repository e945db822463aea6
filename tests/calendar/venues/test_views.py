"""Venues and rooms, as coordinators read and change them."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.access import Role
from portal.calendar.models import Room, Venue
from tests.calendar.conftest import publish, text, value
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Pages

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


pytestmark = pytest.mark.usefixtures("on_monday")


class TestVenues:
    """Places and their rooms."""

    def test_an_empty_list_says_what_to_do(self, at: Pages) -> None:
        assert "Add the places where panels sit" in at.get("/calendar/venues").words

    def test_a_venue_is_added_with_its_rooms_and_shown(self, at: Pages) -> None:
        area = AreaFactory(name="Northmere")
        page = at.submit(
            "/calendar/venues/add",
            name="Library",
            area=area.id,
            uses=["for_panels"],
            access=["step_free", "parking"],
            address="1 High St\nTown",
            phone="01632 960005",
        )
        page = at.submit(value(page, "a[href$='rooms/add']", "href"), name="Room 2", capacity="8")
        assert page.notices == ["Library, Room 2 is added."]
        assert (
            "Panels Address 1 High St Town Telephone 01632 960005 Access Step-free, parking"
            in page.words
        )
        listed = at.get("/calendar/venues")
        assert "Library Northmere Room 2 (8) 01632 960005 Panels" in listed.words
        assert listed.select_one("a[href='tel:01632960005']")

    def test_where_it_is_stands_in_calendars_once_it_is_on_the_map(self, at: Pages) -> None:
        room = RoomFactory(venue=VenueFactory(name="Library"))
        entry = publish(room=room)
        url = f"/calendar/venues/{room.venue_id}/edit"
        page = at.submit(url, name="Library", grid="sd 724 918", version="1")
        assert "Grid reference SD 72400 91800" in page.words
        assert value(at.get(url), "#grid") == "SD 72400 91800"
        served = at.client.get(f"/calendar/entries/{entry.uuid}.ics").text
        assert "GEO:54.32104;-2.42582\r\n" in served
        assert at.post(url, 422, name="Library", grid="ZZ 1", version="2").problems == [
            "Write two letters and six, eight or ten digits, like SD 724 918"
        ]

    def test_a_room_is_changed(self, at: Pages) -> None:
        room = RoomFactory(name="Room 2", venue=VenueFactory(name="Library"))
        url = f"/calendar/venues/{room.venue_id}/rooms/{room.id}/edit"
        page = at.submit(url, name="Garden Room", capacity="")
        assert page.notices == ["Library, Garden Room is changed."]
        assert at.post(url, 422, name="", capacity="lots").problems == [
            "Enter the name of the room, like Room 2",
            "Enter a whole number from 1 to 1,000",
        ]

    def test_a_name_is_used_once(self, at: Pages) -> None:
        VenueFactory(name="Library")
        page = at.post("/calendar/venues/add", 409, name="library")
        assert page.problems == [
            "There is a venue called library already. Use another name, so that nobody mistakes "
            "one for the other"
        ]

    def test_an_edit_over_an_old_version_shows_both(self, at: Pages) -> None:
        venue = VenueFactory(name="Library")
        url = f"/calendar/venues/{venue.id}/edit"
        at.submit(url, name="Town Library", uses=["for_panels"], version="1")
        page = at.post(url, 409, name="Library", uses=["for_panels", "for_training"], version="1")
        assert [
            [part.get_text() for part in row.find_all(["th", "td"])]
            for row in page.select("#both tbody tr")
        ] == [
            ["Name", "Town Library", "Library"],
            ["What is it used for?", "Panels", "Panels, Training"],
        ]

    def test_a_closed_venue_is_offered_for_nothing_new(self, at: Pages) -> None:
        room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
        url = f"/calendar/venues/{room.venue_id}/edit"
        at.submit(url, name="Library", uses=["for_panels"], closed="y", version="1")
        assert "Library" not in text(at.get("/calendar/entries/add"), "#room")
        assert (
            "Closed It is offered for nothing new."
            in at.get(f"/calendar/venues/{room.venue_id}").words
        )

    def test_others_may_not_see_them(self, app: Flask) -> None:
        Pages(app).sign_in(user_with(Role.STAFF).email).get("/calendar/venues", 403)

    def test_a_room_of_another_venue_is_not_found(self, at: Pages) -> None:
        room: Room = RoomFactory()
        other: Venue = VenueFactory()
        at.get(f"/calendar/venues/{other.id}/rooms/{room.id}/edit", 404)
