"""Expenses, from the phone to the file for whoever pays: with JavaScript and without."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.people.models import Person
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, link_in
from tests.members.expenses import scenes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_volunteer_claims_is_asked_answers_and_is_paid(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them = play.cast()
    _was_at_a_panel(them.member)
    phone = browsing.sign_in(live, them.member, width=PHONE, javascript=javascript, phone=True)
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)

    _claim(phone, tmp_path)
    _open(desk, them.member_name)
    desk.get_by_label("What do you want to know?").fill("Which car park was it?")
    desk.get_by_role("button", name="Ask ").click()
    expect(desk.locator("#said")).to_contain_text("the claim waits for the answer")

    letter = live.inbox.wait_for(them.member, "A question about your claim")
    phone.goto(link_in(letter))
    expect(phone.locator("main")).to_contain_text("Which car park was it?")
    phone.get_by_label("Your answer").fill("The one by the station.")
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.locator("#said")).to_contain_text("Your answer is sent")

    _open(desk, them.member_name)
    desk.get_by_role("button", name="Approve £13.20").click()
    expect(desk.locator("#said")).to_contain_text("is approved")
    _pay(desk)

    phone.goto(link_in(live.inbox.wait_for(them.member, "is approved")))
    expect(phone.locator("main")).to_contain_text("Sent for payment")


def _was_at_a_panel(email: str) -> None:
    person = session.scalars(select(Person).where(Person.email == email)).one()
    scenes.panel(person, on=clock.today() - timedelta(days=3))


def _claim(phone: Page, folder: Path) -> None:
    """Claim miles, and parking with a photo of its receipt, and send both."""
    receipt = folder / "receipt.png"
    Image.new("RGB", (60, 90), "white").save(receipt)
    play.follow(phone, "My expenses")
    phone.get_by_role("link", name="Claim miles").click()
    phone.get_by_label("How many miles").fill("12")
    phone.get_by_role("button", name="Put it on my claim").click()
    expect(phone.locator("#said")).to_contain_text("£5.40 is on your claim")

    phone.get_by_role("link", name="Claim something else").click()
    phone.get_by_label("Parking").check()
    phone.get_by_label("What did you pay, in pounds?").fill("7.80")
    phone.get_by_role("button", name="Put it on my claim").click()
    expect(phone.locator(".govuk-error-summary")).to_contain_text("a receipt is needed")
    phone.get_by_label("Photo of the receipt").set_input_files(receipt)
    phone.get_by_role("button", name="Put it on my claim").click()
    expect(phone.locator("main")).to_contain_text("£13.20 in all")

    phone.get_by_role("button", name="Send my claim").click()
    expect(phone.locator("#said")).to_contain_text("Your claim is sent")


def _open(desk: Page, name: str) -> None:
    desk.goto("/members/")
    desk.get_by_role("link", name="Expenses", exact=True).click()
    desk.get_by_role("link", name=name).first.click()


def _pay(desk: Page) -> None:
    desk.get_by_role("link", name="To be paid").click()
    desk.get_by_role("button", name="into a batch").click()
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="as CSV").click()
    assert "13.20" in waiting.value.path().read_text("utf-8-sig")
