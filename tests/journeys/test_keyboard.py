"""The main job by keyboard alone; after each swap the focus is where one looks."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.journeys import cast as play
from tests.journeys.conftest import Browsing
from tests.live import Live, link_in
from tests.pages import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MOST_TABS = 120

FOCUS = """() => {
  const element = document.activeElement;
  const label = element.labels?.length ? element.labels[0].textContent : "";
  const box = element.getBoundingClientRect();
  const shown = [getComputedStyle(element)];
  if (element.labels?.length) shown.push(getComputedStyle(element.labels[0], "::before"));
  return {
    words: (element.getAttribute("aria-label") || label || element.textContent || "").trim(),
    tag: element.tagName.toLowerCase(),
    seen: shown.some((style) =>
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== "none"),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def test_skipping_signing_in_and_answering_an_offer_by_keyboard(
    live: Live, browsing: Browsing
) -> None:
    them = play.cast()
    desk = browsing.sign_in(live, them.coordinator)
    play.enter_order(desk, them)
    play.arrange(desk, them, clock.today() + timedelta(days=12))
    play.offer(desk, "be a member", them.member_name)
    page = browsing.open(live)
    page.goto(link_in(live.inbox.wait_for(them.member), "/panels/offers/"))

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.keyboard.press("Shift+Tab")
    _tab_to(page, "Email address")
    page.keyboard.type(them.member)
    _tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Can you sit on").wait_for()
    _tab_to(page, "Yes I can")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="You are on the panel")).to_be_focused()
    _tab_to(page, "I can no longer make it")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1, name="Thank you for telling us")).to_be_focused()


def test_choosing_and_offering_a_seat_by_keyboard(live: Live, browsing: Browsing) -> None:
    them = play.cast()
    page = browsing.sign_in(live, them.coordinator)
    play.enter_order(page, them)
    play.arrange(page, them, clock.today() + timedelta(days=11))
    page.reload()
    _tab_to(page, "See who could chair")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who could chair")).to_be_focused()
    _tab_to(page, f"the seat to {them.chair_name}")
    page.keyboard.press("Enter")
    expect(page.locator("#seat-1 h3")).to_be_focused()
    expect(page.locator("#seat-1")).to_contain_text(them.chair_name)
    _tab_to(page, f"the offer to {them.chair_name}")
    page.keyboard.press("Space")
    expect(page.locator("#seat-1 h3")).to_be_focused()
    expect(page.locator("#seat-1")).to_contain_text("Nobody yet")


def test_saying_when_one_is_free_by_keyboard(live: Live, browsing: Browsing) -> None:
    them = play.cast()
    page = browsing.sign_in(live, them.member)
    page.goto("/members/me")
    box = page.get_by_label("Monday, morning")
    box.focus()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    page.reload()
    expect(box).to_be_checked()


def test_moving_through_the_calendar_by_keyboard(live: Live, browsing: Browsing) -> None:
    them = play.cast()
    page = browsing.sign_in(live, them.coordinator)
    page.goto("/calendar/month")
    before = page.url
    month = (clock.today().replace(day=1) + timedelta(days=32)).strftime("%B")
    _tab_to(page, month)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    assert page.evaluate("document.activeElement !== document.body")
    assert page.evaluate(FOCUS)["inside"]


def test_arrow_keys_move_between_the_days_of_a_month(live: Live, browsing: Browsing) -> None:
    them = play.cast()
    page = browsing.sign_in(live, them.coordinator)
    page.goto("/calendar/month/2026-03")
    _tab_to(page, "1 Mar")
    for key, day in (
        ("ArrowUp", "2026-03-01"),
        ("ArrowLeft", "2026-02-28"),
        ("ArrowDown", "2026-03-07"),
        ("ArrowRight", "2026-03-08"),
    ):
        page.keyboard.press(key)
        expect(page.locator(f"a.app-day[href$='{day}']")).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.app-day')")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("a.app-day[href$='2026-03-08']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sunday 8 March")


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says the words; every stop on the way can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["tag"] == "body":
            continue
        assert at["inside"], f"focus left the screen: {at}"
        assert at["seen"], f"focus cannot be seen: {at}"
        if words in " ".join(at["words"].split()):
            return
    pytest.fail(f"the keyboard never reaches “{words}”")
