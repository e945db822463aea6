"""A step-free room is found, and taken for an evening: with JavaScript and without."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.database import changing, session
from portal.site.filters import day as in_words
from tests.factories import RoomFactory, VenueFactory
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

HELD_IN = timedelta(days=9)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_room_that_is_as_it_must_be_is_found_and_taken(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them, name = play.cast(), f"Quay House {uuid4().hex[:6]}"
    with changing():
        fit = VenueFactory(name=name, step_free=True, separate_waiting=True)
        room = RoomFactory(venue=fit, name="Room 1").full_name
    session.rollback()
    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    _search(page)
    expect(page.locator("#found")).to_contain_text(room)
    expect(page.locator("#found")).not_to_contain_text(them.room)

    page.get_by_role("link", name=f"Add a meeting in {room}").click()
    expect(page.get_by_label("Starts")).to_have_value("5:30pm")
    page.get_by_label("A meeting or event of the team").check()
    page.get_by_label("Title").fill("Volunteers’ evening")
    page.get_by_label("Everyone: staff and volunteers").check()
    page.get_by_role("button", name="Add to the calendar").click()
    expect(page.locator("main")).to_contain_text(room)

    _search(page)
    expect(page.locator("section", has_text="Not free then")).to_contain_text("Volunteers’ evening")
    _is_in_the_rooms_of_the_day(page, room)


def _search(page: Page) -> None:
    page.goto("/calendar/venues/find")
    play.fill_day(page, "Date", clock.today() + HELD_IN)
    page.get_by_label("From", exact=True).fill("5:30pm")
    page.get_by_label("To", exact=True).fill("7:30pm")
    page.get_by_label("Step-free").check()
    page.get_by_label("Separate waiting areas").check()
    page.get_by_role("button", name="Find rooms").click()
    page.get_by_role("heading", name=in_words(clock.today() + HELD_IN)).wait_for()


def _is_in_the_rooms_of_the_day(page: Page, room: str) -> None:
    """Read the day’s rooms at a desk, on a phone and on paper: none is wider than it may be."""
    page.goto(f"/calendar/rooms/{clock.today() + HELD_IN}")
    line = page.get_by_role("row", name=room)
    expect(line).to_contain_text("Team 5:30pm to 7:30pm")
    size = page.viewport_size
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(line).to_contain_text("Free 7:30pm to 9pm")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Views").locator("ul")).to_be_hidden()
    assert line.evaluate("row => getComputedStyle(row).display") == "table-row"
    page.goto("/calendar/day")
    expect(page.get_by_role("heading", name="Add a meeting of the team")).to_be_hidden()
    page.emulate_media(media="screen")
    if size:
        page.set_viewport_size(size)
