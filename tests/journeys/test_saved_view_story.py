"""A colleague narrows the calendar, keeps that under a name, and has it on their own phone."""

from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from portal import clock
from portal.calendar.models import Kind
from portal.database import changing
from tests.calendar.conftest import publish
from tests.journeys import cast as play
from tests.journeys.conftest import Browsing
from tests.live import Live

pytestmark = pytest.mark.browser
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])


@JAVASCRIPT
def test_a_view_is_kept_under_a_name_and_subscribed_to(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    starts = clock.at(clock.today() + timedelta(days=1), time(18))
    for kind in (Kind.TRAINING, Kind.TEAM):
        with changing():
            ends = starts + timedelta(hours=1)
            publish(kind=kind, title=f"{them.area} {kind}", starts_at=starts, ends_at=ends)
    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    page.goto("/calendar/agenda")
    expect(page.get_by_text(f"{them.area} team")).to_be_visible()
    page.get_by_label("Kind").select_option("Training")
    if not javascript:
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_text(f"{them.area} team")).to_have_count(0)
    expect(page.get_by_text(f"{them.area} training")).to_be_visible()
    page.wait_for_url("**/calendar/agenda?**kind=training**")

    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill("Courses")
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_text("The view “Courses” is saved.")).to_be_visible()

    page.get_by_role("link", name="Subscribe to Courses").click()
    expect(page.get_by_label("The view that you came from: Training")).to_be_checked()
    page.get_by_role("button", name="Make an address").click()
    feed = urlsplit(page.get_by_label("Address", exact=True).input_value()).path
    expect(page.locator("#feed-state")).to_contain_text("We have not been asked for this feed yet")
    [event] = [each for each in play.events(live, feed) if them.area in each.text]
    assert f"SUMMARY:{them.area} training" in event.text
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("#feed-state")).to_contain_text("It works: Another program asked for it")
    assert page.get_by_label("Address", exact=True).count() == int(javascript)
