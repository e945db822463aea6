"""What the shell does in a browser: the menu, the summary of errors, live parts, trouble."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live

pytestmark = pytest.mark.browser

COORDINATOR = "coordinator@demo.example"


def rows(page: Page) -> int:
    """Return how many things the queue shows."""
    return page.locator("#needs tbody tr").count()


def test_menu_folds_on_a_phone_and_opens_by_the_keyboard(browsing: Browsing, demo: Live) -> None:
    page = browsing.sign_in(demo, COORDINATOR, width=PHONE, phone=True)
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("link", name="Volunteers", exact=True)).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="Volunteers", exact=True)).to_be_visible()


def test_menu_stands_open_without_javascript(browsing: Browsing, demo: Live) -> None:
    page = browsing.sign_in(demo, COORDINATOR, width=PHONE, javascript=False)
    expect(page.get_by_role("link", name="Volunteers", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()


def test_errors_are_said_first_and_lead_to_their_fields(browsing: Browsing, demo: Live) -> None:
    page = browsing.open(demo)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Email", exact=False)).to_be_focused()


def test_password_can_be_shown_and_is_hidden_before_it_is_sent(
    browsing: Browsing, demo: Live
) -> None:
    page = browsing.open(demo)
    page.goto("/sign-in")
    password = page.get_by_label("Password", exact=True)
    password.fill("not the right one")
    page.get_by_role("button", name="Show password").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(password).to_have_attribute("type", "password")


def test_filter_of_the_queue_keeps_focus_address_and_the_way_back(
    browsing: Browsing, demo: Live
) -> None:
    page = browsing.sign_in(demo, COORDINATOR)
    page.locator("#needs tbody tr").first.wait_for()
    everything = rows(page)
    chosen = page.locator("#show-risk")
    chosen.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#show-risk[aria-current]")).to_be_visible()
    expect(chosen).to_be_focused()
    assert page.url.endswith("/?show=risk")
    assert 0 < rows(page) < everything
    page.go_back()
    expect(page.locator("#show-all[aria-current]")).to_be_visible()
    assert rows(page) == everything


def test_trouble_with_a_part_leaves_the_page_alone(browsing: Browsing, demo: Live) -> None:
    page = browsing.sign_in(demo, COORDINATOR)
    everything, address = rows(page), page.url
    page.evaluate("document.getElementById('show-risk').setAttribute('hx-get', '/no/such/page')")
    page.locator("#show-risk").click()
    banner = page.locator("#said [role=alert]")
    expect(banner).to_be_focused()
    expect(banner).to_contain_text("There is nothing here for you")
    assert (rows(page), page.url) == (everything, address)
    page.locator("#show-offers").click()
    expect(banner).to_have_count(0)


def test_queue_is_asked_for_anew_when_somebody_comes_back(browsing: Browsing, demo: Live) -> None:
    page = browsing.sign_in(demo, COORDINATOR)
    with page.expect_response(
        lambda answer: answer.request.headers.get("hx-source") == "div#needs"
    ):
        page.locator("#needs").dispatch_event("refresh")
    expect(page.locator("#needs")).to_be_visible()
