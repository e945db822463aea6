"""Coming in: invited by letter, having forgotten the password, having been signed out meanwhile."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal import clock
from portal.access.rules import Role
from tests.journeys import cast as play
from tests.journeys.conftest import Browsing, sign_in_here
from tests.live import Live, account, link_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CHOSEN = "marmalade tunnel seventeen"


def test_somebody_invited_by_letter_chooses_a_password_and_is_in(
    live: Live, browsing: Browsing
) -> None:
    administrator = account(Role.ADMINISTRATOR).email
    desk = browsing.sign_in(live, administrator)
    desk.goto("/admin/accounts/invite")
    desk.get_by_label("Full name").fill("Zainab Iqbal")
    desk.get_by_label("Email address").fill("zainab@story.example")
    desk.get_by_label("Volunteer").check()
    desk.locator("main form button[type=submit]").click()
    letter = live.inbox.wait_for("zainab@story.example")

    page = browsing.open(live, width=360)
    page.goto(link_in(letter, "/account/invitations/"))
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text("12 characters")
    page.get_by_label("New password", exact=True).fill(CHOSEN)
    page.get_by_role("button", name="Save and sign in").click()
    page.get_by_text("you are signed in").wait_for()
    expect(page.get_by_role("link", name="Zainab Iqbal")).to_be_visible()


def test_a_forgotten_password_is_chosen_anew_by_letter(live: Live, browsing: Browsing) -> None:
    email = account(Role.VOLUNTEER).email
    page = browsing.open(live, width=360)
    page.goto("/sign-in")
    page.get_by_role("link", name="I have forgotten my password").click()
    page.get_by_label("Email address").fill(email)
    page.locator("main form button[type=submit]").click()
    letter = live.inbox.wait_for(email, "new password")
    page.goto(link_in(letter, "/sign-in/reset/"))
    page.get_by_label("New password", exact=True).fill(CHOSEN)
    page.get_by_role("button", name="Save password").click()
    page.get_by_text("Sign in with it").wait_for()
    sign_in_here(page, email, CHOSEN)
    expect(
        page.get_by_role("button", name="Sign out").or_(page.get_by_text("Sign out")).first
    ).to_be_visible()
    page.goto(link_in(letter, "/sign-in/reset/"))
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Choose a new password")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_who_was_signed_out_while_typing_loses_nothing(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    page.goto("/panels/orders/new")
    play.fill_day(page, "Court date", clock.today() - timedelta(days=3))
    page.get_by_label("Length of the order in months").fill("11")
    page.get_by_label("Area", exact=True).select_option(them.area)
    page.get_by_label("Case manager").select_option(them.manager_name)
    page.context.clear_cookies()
    page.get_by_role("button", name="Enter the order").click()
    page.get_by_text("What you typed is kept").wait_for()
    sign_in_here(page, them.coordinator)
    expect(page.locator("main")).to_contain_text("11")
    page.get_by_role("button", name="Send it now").click()
    page.get_by_text("is entered").wait_for()
    expect(page.locator("main")).to_contain_text("11 months")
