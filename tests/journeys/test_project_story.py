"""A project from a partner's Sunday evening into the list: with JavaScript and without."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.access.rules import Role
from portal.database import changing, session
from portal.reparation.models import Partner, PartnerPerson
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, account, link_in
from tests.reparation.projects.scenes import PICTURE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_partner_lists_a_project_with_a_photo_and_later_changes_it(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    number = 1 if javascript else 2
    title, (mo, jo, marcus) = f"Bike repair {number}", _people(number)
    phone = browsing.sign_in(live, mo, width=PHONE, javascript=javascript, phone=True)
    desk = browsing.sign_in(live, jo, javascript=javascript)

    _draft(phone, title)
    _add_photo(phone, tmp_path)
    phone.get_by_role("button", name="Send it to the coordinator").click()
    expect(phone.locator("#said")).to_contain_text("It is sent.")

    _ask_for_a_bus(live, desk, phone, title, mo=mo, jo=jo)
    _approve_and_list(desk, title)
    staff = browsing.sign_in(live, marcus, javascript=javascript)
    staff.goto(desk.url)
    main = staff.locator("main")
    expect(main).to_contain_text("Bus 12 from Northmere")
    expect(staff.get_by_alt_text("Two bikes on a stand")).to_be_visible()

    _change_who_benefits(phone)
    staff.reload()
    expect(main).to_contain_text("People whose bike was stolen.")
    desk.goto(link_in(live.inbox.wait_for(jo, f"Changes to look at: {title}")))
    expect(desk.locator("del")).to_have_text("whose bike was stolen.")
    expect(desk.locator("ins")).to_have_text("without a bike.")
    desk.get_by_role("button", name="List the changes").click()
    live.inbox.wait_for(mo, f"Your changes are listed: {title}")
    staff.reload()
    expect(main).to_contain_text("People without a bike.")


def _people(number: int) -> tuple[str, str, str]:
    """Return the addresses of a partner, a coordinator and a colleague."""
    with changing():
        mo = account(Role.PARTNER, name=f"Mo Brennan {number}")
        session.add(
            Partner(name=f"Cycle Kitchen {number}", people=[PartnerPerson(person=mo.person)])
        )
        jo = account(Role.COORDINATOR, name=f"Jo Hartley {number}")
        marcus = account(Role.STAFF, name=f"Marcus Reid {number}")
        return mo.email, jo.email, marcus.email


def _ask_for_a_bus(live: Live, desk: Page, phone: Page, title: str, *, mo: str, jo: str) -> None:
    """Have the coordinator ask for a change, and the partner make it and send it again."""
    desk.goto(link_in(live.inbox.wait_for(jo, f"A project to look at: {title}")))
    desk.get_by_role("link", name="Ask for changes").click()
    desk.get_by_label("What is to change?").fill("Say which bus.")
    desk.get_by_role("button", name="Send it back").click()

    phone.goto(link_in(live.inbox.wait_for(mo, f"What to change: {title}")))
    expect(phone.locator("main")).to_contain_text("The coordinator asks: Say which bus.")
    phone.get_by_role("link", name="Change", exact=True).click()
    phone.get_by_label("Public transport").fill("Bus 12 from Northmere")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("button", name="Send it to the coordinator").click()


def _change_who_benefits(phone: Page) -> None:
    phone.get_by_role("link", name="Change", exact=True).click()
    phone.get_by_label("Who benefits").fill("People without a bike.")
    phone.get_by_role("button", name="Send the changes").click()
    expect(phone.locator("main")).to_contain_text("Your changes")


def _draft(page: Page, title: str) -> None:
    """Add a project of which all is said but how to get there."""
    page.goto("/reparation/mine/projects")
    page.get_by_role("link", name="Add a project").first.click()
    for label, words in (
        ("Title", title),
        ("Summary", "Old bikes are mended and given away."),
        ("What is done", "Strip, clean and rebuild a bike."),
        ("Who benefits", "People whose bike was stolen."),
        ("How a child can reflect on it", "Each bike leaves with a card."),
        ("Meeting point", "By the blue gate"),
        ("Contact on the day", "Mo Brennan"),
        ("Telephone on the day", "01632 960182"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    for box in (
        "Bicycles",
        "Of benefit to the community",
        "Replaces no paid work",
        "Not for profit",
    ):
        page.get_by_label(box, exact=True).check()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def _add_photo(page: Page, folder: Path) -> None:
    photo = folder / "bikes.jpg"
    photo.write_bytes(PICTURE)
    page.get_by_role("link", name="Add a photo").click()
    page.get_by_label("The photo", exact=True).set_input_files(photo)
    page.get_by_label("What it shows, in words").fill("Two bikes on a stand")
    page.get_by_label("No person can be seen in it").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#said")).to_contain_text("The coordinator looks at it")


def _approve_and_list(desk: Page, title: str) -> None:
    desk.goto("/reparation/projects/manage?state=submitted")
    desk.get_by_role("link", name=title, exact=True).click()
    desk.get_by_role("button", name="Approve photo: Two bikes on a stand").click()
    desk.get_by_role("button", name="Approve it").click()
    desk.get_by_role("button", name="List it", exact=True).click()
    expect(desk.locator("#said")).to_contain_text("It is listed: staff can find it.")
