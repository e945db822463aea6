"""A meeting is added from the day itself, and a venue gets its picture: with JavaScript or not."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from portal import clock
from portal.database import changing, session
from portal.site.filters import day as in_words
from tests.factories import VenueFactory
from tests.journeys import cast as play
from tests.journeys.conftest import Browsing
from tests.live import Live

pytestmark = pytest.mark.browser
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


@JAVASCRIPT
def test_a_meeting_is_added_from_the_day_that_one_moved_to(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them, title = play.cast(), f"Briefing {uuid4().hex[:6]}"
    tomorrow = clock.today() + timedelta(days=1)
    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    page.goto("/calendar/day")
    page.get_by_role("link", name="Day after").click()
    page.get_by_role("heading", name=in_words(tomorrow), level=1).wait_for()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Starts").fill("9:30am")
    page.get_by_role("button", name=f"Add it on {in_words(tomorrow)}").click()

    # The end was forgotten: the whole form comes back with what was typed.
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_label("Starts")).to_have_value("9:30am")
    page.get_by_label("Ends").fill("10:30am")
    page.get_by_role("button", name="Add to the calendar").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"{in_words(tomorrow)}, 9:30am to 10:30am")


@JAVASCRIPT
def test_a_picture_of_a_venue_is_chosen_and_shown(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them, name = play.cast(), f"Quay House {uuid4().hex[:6]}"
    with changing():
        venue_id = VenueFactory(name=name).id
    session.rollback()
    photograph = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(photograph, "JPEG")
    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    page.goto(f"/calendar/venues/{venue_id}")
    page.get_by_role("link", name="Add a picture").click()
    page.get_by_label("Picture", exact=True).set_input_files(
        FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=photograph.getvalue())
    )
    page.get_by_label("What it shows").fill("The door on the quay")
    page.get_by_label("Nobody is in the picture").check()
    page.get_by_role("button", name="Keep the picture").click()
    picture = page.get_by_role("img", name="The door on the quay")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
