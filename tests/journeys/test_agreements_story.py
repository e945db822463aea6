"""The coordinator publishes a text; a volunteer signs it on a phone, and says whom to ring."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_text_is_published_signed_and_somebody_to_ring_is_named(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    body = f"Be on time. Listen before you ask. {them.area}."
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    _publish(desk, body)
    expect(_line(desk, them.member_name)).to_contain_text("Code of conduct")

    phone = browsing.sign_in(live, them.member, javascript=javascript, width=PHONE, phone=True)
    phone.get_by_role("button", name="Read and sign").click()
    phone.get_by_role("link", name="Read and sign the code of conduct").click()
    expect(phone.locator("main")).to_contain_text(body)
    phone.get_by_label("Your full name").fill(them.member_name)
    phone.get_by_role("button", name="Sign", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Tick that you have read this")
    expect(phone.get_by_label("Your full name")).to_have_value(them.member_name)
    phone.get_by_label("I have read this and agree to it").check()
    phone.get_by_role("button", name="Sign", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Code of conduct: signed. Thank you.")

    phone.goto("/members/me/details")
    section = phone.locator("#emergency")
    section.get_by_label("Name").fill("Kit Osei")
    section.get_by_label("Telephone number").fill("01632 960777")
    section.get_by_role("button", name="Save my emergency contact").click()
    expect(phone.locator("main")).to_contain_text("Your emergency contact is saved.")

    desk.reload()
    expect(_line(desk, them.member_name)).to_have_count(0)
    desk.goto(f"/members/?words={them.member_name.replace(' ', '+')}")
    desk.get_by_role("link", name=them.member_name).click()
    desk.get_by_role("link", name="Emergency contact").click()
    expect(desk.locator("main")).to_contain_text("Kit Osei")
    phone.reload()
    expect(phone.locator("#emergency")).not_to_contain_text("Nobody has.")


def _publish(desk: Page, body: str) -> None:
    desk.goto("/members/agreements")
    desk.locator("section", has_text="Code of conduct").get_by_role(
        "link", name="of conduct"
    ).last.click()
    desk.get_by_label("Text").fill(body)
    desk.get_by_role("button", name="Publish and ask everybody to sign").click()
    expect(desk.locator("main")).to_contain_text("the new version is asked for from today")


def _line(desk: Page, name: str) -> Locator:
    return desk.get_by_role("row").filter(has_text=name)
