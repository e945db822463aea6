"""From a wish to a place, and to everybody who hears that the session is off."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.reparation.models import PaperKind, PartnerPerson, Project
from tests.factories import AreaFactory, VenueFactory
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.journeys.test_partner_story import INSURANCE, send_in
from tests.live import Live, account, link_in, text_of
from tests.reparation.sessions import scenes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ON: Final = timedelta(days=12)
_numbers = count(1)


@dataclass(frozen=True)
class Service:
    """Who works together in a story, and at what: names, and addresses to sign in by."""

    area: str
    title: str
    coordinator: str
    staff: str
    supervisor: str
    supervisor_email: str
    partner: str


def service() -> Service:
    """Return a project of a partner that can be booked, and its people."""
    number = next(_numbers)
    with changing():
        area = AreaFactory(name=f"Westmere {number}")
        site = VenueFactory(name=f"Boat yard {number}", area=area, for_projects=True)
        project = scenes.project(f"Hull painting {number}", venue=site, themes=["Bicycles"])
        robin, lee = account(Role.PARTNER), account(Role.STAFF, name=f"Lee Ward {number}")
        session.add(PartnerPerson(partner=project.partner, person=robin.person))
        found = Service(
            area.name,
            project.title,
            account(Role.COORDINATOR).email,
            account(Role.STAFF, name=f"Sam Okafor {number}").email,
            lee.person.display_name,
            lee.email,
            robin.email,
        )
    session.rollback()
    return found


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_wish_leads_to_a_place_and_everybody_hears_when_the_session_is_off(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = service()
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    first = _plan(desk, them, clock.today() + ON)
    second = _plan(desk, them, clock.today() + ON + timedelta(days=7))

    staff = browsing.sign_in(live, them.staff, javascript=javascript)
    _enter_referral(staff, them)
    _find(staff, them)
    place = _book(staff, first)
    host = browsing.sign_in(live, them.partner, javascript=javascript, width=PHONE, phone=True)
    host.goto(first)
    expect(host.locator("main")).to_contain_text("1 of 2 places taken")
    expect(host.locator("main")).not_to_contain_text("Sam Okafor")

    host.get_by_role("link", name="Cancel this session").click()
    host.get_by_label("Why is it cancelled?").fill("The yard is under water")
    host.get_by_role("button", name="Cancel the session").click()
    expect(host.locator("main")).to_contain_text("The yard is under water")
    for email in (them.staff, them.supervisor_email, them.coordinator):
        letter = live.inbox.wait_for(email, f"Cancelled: {them.title}")
        assert "The yard is under water" in text_of(letter)
        assert link_in(letter, "/reparation/sessions/") == first
    _move(staff, them, place, second)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_an_insurance_that_has_run_out_closes_booking_and_a_new_one_opens_it(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them = service()
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    planned = _plan(desk, them, clock.today() + ON)
    _run_out(them)
    staff = browsing.sign_in(live, them.staff, javascript=javascript)
    _enter_referral(staff, them)
    _find(staff, them)
    staff.locator(f"main a[href^='{planned}']").first.click()
    expect(staff.locator("main")).to_contain_text("Public liability insurance runs to")
    expect(staff.get_by_text("Book a place")).to_have_count(0)

    host = browsing.sign_in(live, them.partner, javascript=javascript, width=PHONE, phone=True)
    send_in(host, tmp_path)
    desk.goto("/reparation/papers")
    desk.get_by_role("link", name=INSURANCE).last.click()
    desk.get_by_role("button", name="Accept it").click()
    expect(desk.locator("#said")).to_contain_text("counts")
    staff.goto("/reparation/referrals")
    staff.get_by_role("link", name="RF-").first.click()
    _find(staff, them)
    _book(staff, planned)


def _run_out(them: Service) -> None:
    """Let a year go by for the insurance of the partner."""
    with changing():
        project = session.scalars(select(Project).where(Project.title == them.title)).one()
        assert project.partner
        for paper in project.partner.papers:
            if paper.kind is PaperKind.PUBLIC_LIABILITY:
                paper.until = clock.today() - timedelta(days=1)


def _plan(desk: Page, them: Service, on: date) -> str:
    """Plan a session; return the path of its page."""
    desk.goto("/reparation/sessions/new")
    desk.get_by_label("Project", exact=True).select_option(label=them.title)
    play.fill_day(desk, "Date", on)
    desk.get_by_label("Starts", exact=True).fill("4pm")
    desk.get_by_label("Ends", exact=True).fill("6pm")
    desk.get_by_label("Places", exact=True).fill("2")
    desk.get_by_label("Supervisor", exact=True).select_option(label=them.supervisor)
    desk.get_by_role("button", name="Plan it").click()
    expect(desk.locator("main")).to_contain_text("2 of 2 places left")
    return urlsplit(desk.url).path


def _enter_referral(staff: Page, them: Service) -> None:
    staff.goto("/reparation/referrals")
    staff.get_by_role("link", name="Enter a referral").first.click()
    staff.get_by_label("Out of court").check()
    staff.get_by_label("Hours ordered").fill("6")
    staff.get_by_label("Area", exact=True).select_option(label=them.area)
    staff.get_by_label("What the person harmed would like to see done").select_option("Bicycles")
    staff.get_by_label("No, for the community (indirect)").check()
    staff.get_by_role("button", name="Enter it").click()
    expect(staff.locator("main")).to_contain_text("0 minutes of 6 hours done")


def _find(staff: Page, them: Service) -> None:
    """Look for what fits best, and open a project with the referral in hand."""
    staff.get_by_role("link", name="Find the project that fits best").click()
    expect(staff.locator("main")).to_contain_text("Best fit first for")
    staff.get_by_role("link", name=them.title).first.click()
    expect(staff.get_by_role("heading", level=1)).to_have_text(them.title)


def _book(staff: Page, path: str) -> str:
    """Book the first session of the project; return the path of the place."""
    staff.locator(f"main a[href^='{path}']").first.click()
    staff.get_by_role("button", name="Book a place").click()
    staff.get_by_role("button", name="Book a place").click()
    expect(staff.get_by_role("heading", level=1)).to_contain_text("Place PL-")
    return urlsplit(staff.url).path


def _move(staff: Page, them: Service, place: str, to: str) -> None:
    """Move a place of the cancelled session to the next one."""
    staff.goto(place)
    expect(staff.locator("main")).to_contain_text("Session cancelled")
    staff.get_by_text("Move it to another session").click()
    options = staff.get_by_label("Session", exact=True)
    number = options.locator("option", has_text=them.title).get_attribute("value")
    options.select_option(number)
    staff.get_by_role("button", name="Move it").click()
    expect(staff.locator("main")).to_contain_text("Booked")
    assert staff.locator(f"main a[href='{to}']").count() == 1
