"""The coordinator brings the council's school terms, sees them in the month, and plans by them."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.database import changing
from tests.calendar.calendars import calendar, day
from tests.journeys import cast as play
from tests.journeys.conftest import Browsing
from tests.live import Live
from tests.reparation import scenes

WEEK = timedelta(weeks=1)

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
    _bring(page, f"Terms {title}", file, javascript=javascript)
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


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_project_session_is_refused_on_a_school_day_and_planned_in_the_half_term(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them, (school_day, free) = play.cast(), _two_mondays()
    with changing():
        project = scenes.project(f"Garden {javascript}", least_age=10)
        scenes.assessed(project, clock.today() + timedelta(days=300))
        title = project.title
    file = tmp_path / "terms.ics"
    term = (f"{each:%Y%m%d}" for each in (school_day - 3 * WEEK, school_day + 6 * WEEK))
    half_term = (f"{each:%Y%m%d}" for each in (free, free + timedelta(days=5)))
    file.write_bytes(calendar(day("t", "Term", *term), day("h", "Half term", *half_term)))

    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    _bring(page, f"School terms {javascript}", file, javascript=javascript)
    for each, said in ((school_day, "School term"), (free, "No school")):
        page.goto(f"/calendar/month/{each:%Y-%m}")
        link = page.locator(f"a[href='/calendar/day/{each}']").first
        expect(page.get_by_role("cell").filter(has=link)).to_contain_text(said)

    page.goto("/reparation/sessions/new")
    page.get_by_label("Project").select_option(title)
    page.get_by_label("Starts").fill("10am")
    page.get_by_label("Ends").fill("2pm")
    page.get_by_label("Places").fill("4")
    page.get_by_label("Supervisor").select_option(them.adviser_name)
    play.fill_day(page, "Date", school_day)
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("alert")).to_contain_text("Sessions on a school day for children under")
    expect(page.get_by_label("Starts")).to_have_value("10am")
    play.fill_day(page, "Date", free)
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("main h1")).to_contain_text(title)


def _two_mondays() -> tuple[date, date]:
    """Return two Mondays in a row on which people work, some weeks ahead."""
    today = clock.today()
    first = today - timedelta(days=today.weekday()) + 3 * WEEK
    return next(
        (monday, monday + WEEK)
        for monday in (first + number * WEEK for number in count())
        if clock.is_working_day(monday) and clock.is_working_day(monday + WEEK)
    )


def _bring(page: Page, name: str, file: Path, *, javascript: bool) -> None:
    page.goto("/calendar/month")
    page.get_by_role("link", name="Imported calendars").click()
    page.get_by_text("Add a calendar", exact=True).click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("School terms and holidays").check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Add the calendar").click()
    _wait(page, "Read", javascript=javascript)


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
