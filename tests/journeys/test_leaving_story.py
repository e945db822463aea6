"""A volunteer leaves and their future seats are in cover: with JavaScript and without."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing, sign_in_here
from tests.live import Live, link_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

GONE = 404


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_volunteer_leaves_and_their_future_seats_are_in_cover(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    play.enter_order(desk, them)
    sitting = play.arrange(desk, them, clock.today() + timedelta(days=14))
    play.offer(desk, "be a member", them.member_name)
    phone = browsing.open(live, width=PHONE, phone=True, javascript=javascript)
    phone.goto(link_in(live.inbox.wait_for(them.member), "/panels/offers/"))
    sign_in_here(phone, them.member)
    phone.get_by_role("button", name="Yes I can").click()
    phone.get_by_role("heading", level=1, name="You are on the panel").wait_for()
    feed = play.subscribe(phone)

    _leaves(desk, them.member_name)

    call = live.inbox.wait_for(them.other)
    other = browsing.open(live, width=PHONE, phone=True, javascript=javascript)
    other.goto(link_in(call, "/panels/offers/"))
    sign_in_here(other, them.other)
    other.get_by_role("button", name="Yes I can").click()
    other.get_by_role("heading", level=1, name="You are on the panel").wait_for()
    desk.goto(sitting)
    expect(desk.locator("#seats")).to_contain_text(them.other_name)
    expect(desk.locator("#seats")).not_to_contain_text(them.member_name)

    assert live.visitor().get(feed).status == GONE
    phone.goto("/panels/duties")
    expect(phone.get_by_role("button", name="Sign in")).to_be_visible()
    _says_how_it_was(phone, live.inbox.wait_for(them.member, "thank you"))
    desk.goto("/members/exits")
    said = desk.get_by_role("region", name=them.member_name)
    expect(said).to_contain_text("Tell us sooner.")


def _leaves(desk: Page, name: str) -> None:
    """Record on a volunteer’s page that they leave, having read what follows."""
    desk.goto(f"/members/?words={name}")
    desk.locator("#register").get_by_role("link", name=name).click()
    desk.get_by_role("link", name="Record that they leave").click()
    follows = desk.get_by_role("region", name="What follows at once")
    expect(follows).to_contain_text("1 coming duty is released")
    expect(follows).to_contain_text("account is closed, and 1 calendar subscription ends")
    desk.get_by_label("Moved away").check()
    desk.get_by_role("button", name="Record that").click()
    expect(desk.locator("main")).to_contain_text("Moved away. What is held of Margaret is kept")


def _says_how_it_was(phone: Page, letter: EmailMessage) -> None:
    """Answer the questions by the link in the letter, without an account."""
    phone.goto(link_in(letter, "/members/exit/"))
    expect(phone.locator("main")).not_to_contain_text("Margaret")
    phone.get_by_role("group", name="Did you feel supported?").get_by_label("Yes").check()
    phone.get_by_label("What should we do differently?").fill("Tell us sooner.")
    phone.get_by_role("button", name="Send my answers").click()
    phone.get_by_role("heading", level=1, name="Thank you").wait_for()
