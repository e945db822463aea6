"""A fortnightly meeting goes through the March change of clocks, and one of it is moved."""

from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
import recurring_ical_events
from icalendar import Calendar
from playwright.sync_api import Page, expect

from portal import clock
from portal.site.filters import day as in_words
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FORTNIGHT = timedelta(weeks=2)
TIMES = 6


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_meeting_is_at_ten_before_and_after_clocks_change(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    title, days = f"Meeting of {them.area}", _around_the_change()
    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    _add(page, title, days, javascript=javascript)
    expect(page.locator("main")).to_contain_text(
        f"Every second Thursday until {in_words(days[-1])}"
    )
    for each in days:
        page.goto(f"/calendar/month/{each:%Y-%m}")
        cell = page.locator("td", has=page.locator(f"a[href='/calendar/day/{each}']"))
        expect(cell.get_by_text(title)).to_be_visible()
        expect(cell).to_contain_text("10am")

    moved = days[2] + timedelta(days=1)
    _move(page, title, days[2], moved)
    feed = _subscribe(page)
    shown = [moved if each == days[2] else each for each in days]
    assert _expanded(live, feed, title) == [
        (each, time(14) if each == moved else time(10)) for each in shown
    ]

    _call_off(page, title, days[4])
    expect(page.locator("main")).to_contain_text(f"except {in_words(days[4])}")
    assert [day for day, _ in _expanded(live, feed, title)] == [
        each for each in shown if each != days[4]
    ]


def _around_the_change() -> list[date]:
    """Return Thursdays, two weeks apart, half of them before clocks next change in March."""
    year = clock.today().year
    while True:
        change = date(year, 3, 31) - timedelta(days=date(year, 3, 31).isoweekday() % 7)
        first = change - timedelta(days=3) - FORTNIGHT * (TIMES // 2 - 1)
        if first > clock.today():
            return [first + FORTNIGHT * number for number in range(TIMES)]
        year += 1


def _add(page: Page, title: str, days: list[date], *, javascript: bool) -> None:
    page.goto("/calendar/entries/add")
    page.get_by_label("A meeting or event of the team").check()
    page.get_by_label("Title").fill(title)
    play.fill_day(page, "Date", days[0])
    page.get_by_label("Starts").fill("10am")
    page.get_by_label("Ends").fill("11am")
    often = page.get_by_label("How often?")
    expect(often).to_be_visible(visible=not javascript)
    page.get_by_label("It repeats").check()
    often.select_option("Every week")
    page.get_by_label("Every how many days, weeks or months?").fill("2")
    page.get_by_label("Or how many times?").fill(str(TIMES))
    page.get_by_label("Everyone: staff and volunteers").check()
    _fits_a_phone(page)
    page.get_by_role("button", name="Add to the calendar").click()
    page.get_by_text(f"“{title}” is in the calendar.").wait_for()


def _fits_a_phone(page: Page) -> None:
    size = page.viewport_size
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size:
        page.set_viewport_size(size)


def _open(page: Page, title: str, day: date, link: str) -> None:
    """Follow a link of the page of one time."""
    page.goto(f"/calendar/day/{day}")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name=link, exact=True).click()


def _move(page: Page, title: str, day: date, to: date) -> None:
    _open(page, title, day, "Change")
    page.get_by_label("Only this one").check()
    page.get_by_role("button", name="Continue").click()
    play.fill_day(page, "Date", to)
    page.get_by_label("Starts").fill("2pm")
    page.get_by_label("Ends").fill("3pm")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text(f"it would be on {in_words(day)}")


def _call_off(page: Page, title: str, day: date) -> None:
    _open(page, title, day, "Cancel one or more of these")
    page.get_by_label("Only this one").check()
    page.get_by_role("button", name="Cancel these").click()
    page.get_by_text("The others stay.").wait_for()


def _subscribe(page: Page) -> str:
    page.goto("/calendar/feeds")
    page.get_by_label("Everything that I may see").check()
    page.get_by_role("button", name="Make an address").click()
    return urlsplit(page.get_by_label("Address", exact=True).input_value()).path


def _expanded(live: Live, feed: str, title: str) -> list[tuple[date, time]]:
    """Return when a program shows the meetings that it finds in the feed, on London's clocks."""
    answer = live.visitor().get(feed)
    assert answer.status == 200, answer.status
    found = recurring_ical_events.of(Calendar.from_ical(answer.text)).between(
        clock.today(), clock.today() + timedelta(days=800)
    )
    starts = [clock.london(each["DTSTART"].dt) for each in found if each["SUMMARY"] == title]
    return sorted((moment.date(), moment.time()) for moment in starts)
