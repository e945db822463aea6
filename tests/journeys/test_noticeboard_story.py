"""A notice and a page of the handbook, from the desk to a phone: with JavaScript and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, link_in, text_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_notice_is_posted_reminded_of_and_read(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    phone = browsing.sign_in(live, them.member, width=PHONE, javascript=javascript, phone=True)
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)

    title = f"The side door {'one' if javascript else 'two'}"
    _post(desk, title)
    desk.get_by_role("link", name="See who has read it").click()
    expect(desk.locator("main")).to_contain_text(them.member_name)
    desk.get_by_role("button", name="Remind").click()
    expect(desk.locator("#said")).to_contain_text("reminded by email today")

    letter = live.inbox.wait_for(them.member, "Please read")
    assert title in text_of(letter)
    phone.goto(link_in(letter))
    phone.get_by_role("link", name="Noticeboard", exact=True).last.click()
    phone.get_by_role("link", name=title).click()
    expect(phone.locator(".app-said strong")).to_have_text("side door")
    phone.get_by_role("button", name="I have read this").click()
    expect(phone.locator("#said")).to_contain_text(f"“{title}” is marked as read")
    if javascript:
        expect(phone.locator("#said [role=alert]")).to_be_focused()
    phone.goto("/noticeboard/")
    item = phone.locator("main li", has=phone.get_by_role("link", name=title))
    expect(item).to_contain_text("You have read it")

    desk.reload()
    desk.get_by_role("link", name="Have read it (1)").click()
    expect(desk.locator("main")).to_contain_text(them.member_name)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_page_of_the_handbook_is_written_and_found(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    phone = browsing.sign_in(live, them.member, width=PHONE, javascript=javascript, phone=True)
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)

    title = f"Lone working {'one' if javascript else 'two'}"
    _write(desk, title)
    phone.goto("/noticeboard/handbook")
    phone.get_by_label("Find in the handbook").fill(f"whistle {title.rsplit(maxsplit=1)[-1]}")
    if not javascript:
        phone.get_by_role("button", name="Find").click()
    expect(phone.locator("#found mark").first).to_be_visible()
    phone.locator("#found").get_by_role("link", name=title).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(title)

    desk.get_by_role("link", name="Change it").click()
    desk.get_by_label("What it says").fill("Carry a torch.")
    desk.get_by_label("What changed").fill("A torch, not a whistle")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("link", name="See its versions").click()
    desk.get_by_role("link", name="Version 2").click()
    expect(desk.locator("ins")).to_have_text("Carry a torch.")
    phone.reload()
    expect(phone.locator("main")).to_contain_text("A torch, not a whistle")


def _post(desk: Page, title: str) -> None:
    desk.goto("/noticeboard/notices/new")
    desk.get_by_label("Title").fill(title)
    desk.get_by_label("What it says").fill("Use the **side door** from Monday.")
    desk.get_by_label("All volunteers").check()
    desk.get_by_label("Ask people to say that they have read it").check()
    desk.get_by_role("button", name="See how it will look").click()
    expect(desk.locator("#look strong")).to_have_text("side door")
    desk.get_by_role("button", name="Post it").click()
    expect(desk.locator("#said")).to_contain_text("It stands on the board")


def _write(desk: Page, title: str) -> None:
    desk.goto("/noticeboard/handbook/new")
    desk.get_by_label("Title").fill(title)
    desk.get_by_label("Chapter").fill("Keeping safe")
    desk.get_by_label("Place in the handbook").fill("10")
    desk.get_by_label("What it says").fill(f"Carry a whistle, {title.rsplit(maxsplit=1)[-1]}.")
    desk.get_by_label("All volunteers").check()
    play.fill_day(desk, "Look at it again by", clock.today() + timedelta(days=200))
    desk.get_by_role("button", name="Add it").click()
    expect(desk.locator("#said")).to_contain_text("is in the handbook")
