"""A partner joins, sends in its insurance, and can be booked: with JavaScript and without."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.reparation.models import PaperKind, Partner
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, link_in
from tests.pages import PASSWORD
from tests.reparation.partners import scenes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

INSURANCE = PaperKind.PUBLIC_LIABILITY.label


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_partner_is_invited_sends_its_insurance_and_can_be_booked(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them, name = play.cast(), f"Canal Trust {'one' if javascript else 'two'}"
    address = f"mo{1 if javascript else 2}@canal.example"
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    _add(desk, name)
    _has_the_rest(name)
    _invite(desk, address)

    phone = browsing.open(live, width=PHONE, javascript=javascript)
    letter = live.inbox.wait_for(address, "Choose a password")
    phone.goto(link_in(letter, "/account/invitations/"))
    phone.get_by_label("New password").fill(PASSWORD)
    phone.locator("main form button[type=submit]").last.click()
    phone.goto("/reparation/mine")
    expect(phone.locator("#due")).to_contain_text(f"{name} cannot be booked")

    send_in(phone, tmp_path)
    _refuse(desk)
    live.inbox.wait_for(address, "About your document")
    send_in(phone, tmp_path)
    _accept(desk, name)
    letter = live.inbox.wait_for(address, "Your document counts")
    phone.goto(link_in(letter, "/reparation/papers/"))
    expect(phone.locator("main")).to_contain_text("Accepted")
    phone.goto("/reparation/mine")
    expect(phone.locator("#due")).to_contain_text("Nothing. Your documents are in date.")


def _add(desk: Page, name: str) -> None:
    desk.goto("/reparation/partners")
    desk.get_by_role("link", name="Add a partner").click()
    desk.get_by_label("Name of the organisation").fill(name)
    desk.get_by_role("button", name="Add the partner").click()
    expect(desk.locator("#not-bookable")).to_contain_text(
        f"{name} cannot be booked: no public liability insurance is accepted yet"
    )


def _has_the_rest(name: str) -> None:
    """Accept what else is asked for of a partner."""
    until = clock.today() + timedelta(days=365)
    with changing():
        partner = session.scalars(select(Partner).where(Partner.name == name)).one()
        for kind in scenes.REQUIRED:
            if kind is not PaperKind.PUBLIC_LIABILITY:
                scenes.accepted(partner, kind, until)


def _invite(desk: Page, address: str) -> None:
    desk.get_by_role("link", name="Invite somebody").click()
    desk.get_by_label("Full name").fill("Mo Brennan")
    desk.get_by_label("Email address").fill(address)
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.locator("#people")).to_contain_text("Mo Brennan")


def send_in(phone: Page, folder: Path) -> None:
    """Send in an insurance that holds for a year."""
    paper = folder / "insurance.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    phone.goto("/reparation/mine")
    phone.get_by_role("button", name="Send in a document").click()
    phone.get_by_label("What it is", exact=True).select_option(label=INSURANCE)
    play.fill_day(phone, "Last day on which it holds", clock.today() + timedelta(days=365))
    phone.get_by_label("The document", exact=True).set_input_files(paper)
    phone.get_by_role("button", name="Send it in").click()
    expect(phone.locator("#said")).to_contain_text("A coordinator looks at it")


def _look_at(desk: Page) -> None:
    desk.goto("/reparation/partners")
    desk.get_by_role("link", name="Documents to look at").click()
    desk.get_by_role("link", name=INSURANCE).last.click()


def _refuse(desk: Page) -> None:
    _look_at(desk)
    desk.get_by_label("Reason").fill("Page 2 is missing")
    desk.get_by_role("button", name="Refuse it").click()
    expect(desk.locator("#said")).to_contain_text("is refused, and they are told why")


def _accept(desk: Page, name: str) -> None:
    _look_at(desk)
    desk.get_by_role("button", name="Accept it").click()
    expect(desk.locator("#said")).to_contain_text(f"insurance of {name} counts")
    expect(desk.locator("#not-bookable")).to_have_count(0)
