"""The coordinator brings the council's school terms, sees them in the month, and the next ones."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.calendar.calendars import calendar, day
from tests.journeys import cast as play
from tests.journeys.conftest import Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_school_terms_come_in_and_are_renewed(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them = play.cast()
    title = f"Half term {'with' if javascript else 'without'}"
    today = f"{clock.today():%Y%m%d}"
    file = tmp_path / "terms.ics"
    file.write_bytes(calendar(day("h", title, today)))

    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    page.goto("/calendar/month")
    page.get_by_role("link", name="Imported calendars").click()
    page.get_by_text("Add a calendar", exact=True).click()
    page.get_by_label("Name").fill(f"Terms {title}")
    page.get_by_label("School terms and holidays").check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Add the calendar").click()
    _wait(page, "Read", javascript=javascript)
    page.get_by_role("link", name="See its entries").click()
    expect(page.locator("main")).to_contain_text(title)

    page.goto("/calendar/month?imported=yes")
    expect(page.locator("#view")).to_contain_text(title)
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Read the next version").click()
    file.write_bytes(calendar(day("h", f"{title}, moved", today)))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Upload and see what would change").click()
    _wait(page, "Looked through", javascript=javascript)
    expect(page.locator("main")).not_to_contain_text(f"{title}, moved")
    page.get_by_role("button", name="Put it in place of the last one").click()
    _wait(page, "Read", javascript=javascript)
    page.get_by_role("link", name="See its entries").click()
    expect(page.locator("main")).to_contain_text(f"{title}, moved")


def _wait(page: Page, words: str, *, javascript: bool) -> None:
    """Without JavaScript the page's own link shows whether it is done."""
    done = page.locator("#file .app-state", has_text=words).filter(has_not_text="Being read")
    for _ in range(60):
        if done.count():
            return
        if not javascript and page.get_by_role("link", name="See whether it is done").count():
            page.get_by_role("link", name="See whether it is done").click()
        page.wait_for_timeout(500)
    done.wait_for()
