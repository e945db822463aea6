"""Somebody applies on a phone in two sittings, by the link in their email, and withdraws by it."""

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.recruitment.actions import campaigns
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, account, link_in
from tests.recruitment.applying.scenes import CAMPAIGN

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_somebody_applies_on_a_phone_saves_and_comes_back_and_withdraws(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    number = 1 if javascript else 2
    jo, email = _campaign(number), f"ines{number}@example.org"
    phone = browsing.open(live, width=PHONE, javascript=javascript, phone=True)
    phone.goto(f"/recruitment/apply/spring-{number}")
    phone.get_by_label("Your name").fill(f"Ines Okoro {number}")
    phone.get_by_label("Your email address").fill(email)
    phone.get_by_label("Why would you like to do this?").fill("I was born on 3 May 1970.")
    phone.get_by_role("button", name="Save and finish later").click()
    expect(phone.locator(".govuk-error-summary")).to_contain_text(
        "We do not ask when you were born"
    )
    phone.get_by_label("Why would you like to do this?").fill("“Mine”\n·\tScouts")
    phone.get_by_role("button", name="Save and finish later").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Look at your email")

    phone.goto(link_in(live.inbox.wait_for(email, "Go on with your form")))
    expect(phone.get_by_label("Why would you like to do this?")).to_have_value("“Mine”\n• Scouts")
    phone.get_by_label("Telephone number").fill("01632 960100")
    phone.get_by_label("Yes").check()
    phone.get_by_role("button", name="Send the application").click()
    expect(phone.locator("main")).to_contain_text("We have it since")

    _read_by(jo, live, browsing, javascript=javascript, name=f"Ines Okoro {number}")
    phone.goto(link_in(live.inbox.wait_for(email, "We have your application")))
    phone.get_by_label("Their name").fill("Ada Brook")
    phone.get_by_label("Their email address").fill("ada@example.net")
    phone.get_by_label("How they know you").fill("Scout leader")
    phone.get_by_role("button", name="Name this referee").click()
    expect(phone.locator("main")).to_contain_text("Ada Brook Not asked yet")
    phone.get_by_role("link", name="Back to your application").click()
    phone.get_by_role("link", name="Withdraw").click()
    phone.get_by_role("button", name="Withdraw").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Done")
    live.inbox.wait_for(jo, "Somebody withdrew")


def _campaign(number: int) -> str:
    """Open a campaign, and return the address of its coordinator."""
    with changing():
        jo = account(Role.COORDINATOR, name=f"Jo Hartley {number}")
        made = campaigns.add_campaign(
            actor=jo.person,
            form_key=f"{number}",
            **{**CAMPAIGN, "slug": f"spring-{number}", "closes_on": clock.today()},
        )
        campaigns.open_campaign(campaign=made, actor=jo.person)
        return jo.email


def _read_by(jo: str, live: Live, browsing: Browsing, *, javascript: bool, name: str) -> None:
    desk: Page = browsing.sign_in(live, jo, javascript=javascript)
    desk.goto(link_in(live.inbox.wait_for(jo, "Somebody applied")))
    expect(desk.get_by_role("heading", level=1)).to_have_text(name)
    expect(desk.locator("main")).to_contain_text("• Scouts")
