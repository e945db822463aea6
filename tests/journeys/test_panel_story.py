"""A panel from order to calendar, moved and cancelled: with JavaScript and without."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing, sign_in_here
from tests.live import Live, link_in, references_in, whole_text_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


@JAVASCRIPT
def test_a_coordinator_arranges_a_panel_and_two_volunteers_accept_on_their_phones(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    day = clock.today() + timedelta(days=14)
    order = play.enter_order(desk, them)
    expect(desk.locator("main")).to_contain_text("Day 1")
    play.arrange(desk, them, day)
    play.offer(desk, "chair", them.chair_name)
    play.offer(desk, "be a member", them.member_name)
    expect(desk.locator("#quorum")).to_contain_text("Not yet")

    phones = []
    for email in (them.chair, them.member):
        phone = _answered_by_mail(live, browsing, email, javascript=javascript)
        expect(phone.locator("main")).not_to_contain_text(order)
        # Who has no subscription gets an invitation that names nobody else.
        invitation = live.inbox.wait_for(email, number=2)
        calendar = whole_text_of(invitation).replace("\r\n ", "")
        assert "METHOD:REQUEST" in calendar
        assert set(re.findall(r"ATTENDEE.*mailto:(\S+)", calendar)) == {email}
        _sees_it(phone, day.strftime("%Y-%m"))
        phones.append(phone)

    desk.reload()
    expect(desk.locator("#quorum")).to_contain_text("Can it sit? Yes")
    _sees_it(desk, day.strftime("%Y-%m"))
    feed = play.subscribe(phones[0])
    [event] = play.events(live, feed)
    assert (event.status, event.starts) == ("CONFIRMED", f"{day} 17:30")
    assert references_in(event.text) == []


def _answered_by_mail(live: Live, browsing: Browsing, email: str, *, javascript: bool) -> Page:
    """Open the offer's letter on a phone, sign in, and say yes."""
    letter = live.inbox.wait_for(email)
    phone = browsing.open(live, width=PHONE, phone=True, javascript=javascript)
    phone.goto(link_in(letter, "/panels/offers/"))
    sign_in_here(phone, email)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Can you sit on")
    phone.get_by_role("button", name="Yes I can").click()
    heading = phone.get_by_role("heading", level=1, name="You are on the panel")
    heading.wait_for()
    if javascript:
        expect(heading).to_be_focused()
    return phone


def _sees_it(page: Page, month: str) -> None:
    page.goto(f"/calendar/month/{month}")
    panel = page.locator("#view a", has_text="anel").first
    panel.wait_for()
    assert references_in(page.content()) == []


@JAVASCRIPT
def test_a_panel_moves_and_is_cancelled_and_everybodys_calendar_follows(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    play.enter_order(desk, them)
    day = clock.today() + timedelta(days=13)
    sitting = play.arrange(desk, them, day)
    play.offer(desk, "be a member", them.member_name)
    phone = _answered_by_mail(live, browsing, them.member, javascript=javascript)
    feed = play.subscribe(phone)
    [before] = play.events(live, feed)

    desk.goto(sitting)
    desk.get_by_role("link", name="Move or change").click()
    desk.get_by_label("Start time").fill("6:30pm")
    desk.get_by_role("button", name="Save and tell everybody").click()
    desk.get_by_text("The sitting is changed").wait_for()
    live.inbox.wait_for(them.member, "Changed:")
    [moved] = play.events(live, feed)
    assert (moved.uid, moved.starts) == (before.uid, f"{day} 18:30")
    assert moved.sequence > before.sequence

    desk.get_by_role("link", name="Cancel", exact=True).click()
    desk.get_by_label("The room is not available").check()
    desk.get_by_role("button", name="Cancel the sitting").click()
    desk.get_by_text("The sitting is cancelled").wait_for()
    live.inbox.wait_for(them.member, "cancelled")
    [cancelled] = play.events(live, feed)
    assert (cancelled.uid, cancelled.status) == (before.uid, "CANCELLED")
    assert cancelled.sequence > moved.sequence
    phone.goto(sitting)
    expect(phone.locator("main")).to_contain_text("ancelled")
