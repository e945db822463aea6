"""Somebody’s way along the board, from their application to a letter, and another’s approval."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.members.models import Member, Status
from portal.people.models import Person
from portal.recruitment.models import Application, Stage
from tests.journeys.conftest import Browsing
from tests.live import Live, account

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def _applicant(name: str, stage: Stage, number: int, member: Member | None = None) -> str:
    email = f"{name.split(maxsplit=1)[0].lower()}{number}@applicant.example"
    session.add(
        Application(
            name=f"{name} {number}",
            email=email,
            stage=stage,
            stage_since=clock.today() - timedelta(days=3),
            submitted_at=clock.now(),
            member=member,
        )
    )
    return email


def _people(number: int) -> tuple[str, str, str]:
    """Return the addresses of an applicant, a coordinator and a manager."""
    with changing():
        nadia = _applicant("Nadia Rahman", Stage.APPLICATION, number)
        ife = Member(
            person=Person(name=f"Ife Lawal {number}"), number=f"V9{number}", status=Status.TRAINING
        )
        _applicant("Ife Lawal", Stage.APPROVAL, number, ife)
        jo = account(Role.COORDINATOR, name=f"Jo Hartley {number}")
        helen = account(Role.MANAGER, name=f"Helen Marsh {number}")
        return nadia, jo.email, helen.email


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_an_applicant_is_moved_on_and_written_to_and_another_is_approved(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    number = 1 if javascript else 2
    nadia, jo, helen = _people(number)
    desk = browsing.sign_in(live, jo, javascript=javascript)
    desk.get_by_role("link", name="Recruitment").click()
    card = desk.locator("#stage-application li", has_text=f"Nadia Rahman {number}")
    expect(card).to_contain_text("3 days: slow")
    card.get_by_role("button").click()
    expect(desk.locator("#said")).to_contain_text(f"Nadia Rahman {number} is moved to shortlisting")
    card = desk.locator("#stage-selection li", has_text=f"Nadia Rahman {number}")
    expect(card).to_contain_text("Today: on time")
    expect(desk.locator("#stage-approval")).to_contain_text(f"Helen Marsh {number}")

    card.get_by_role("link", name="Write to them").click()
    expect(desk.locator("#letter")).to_contain_text("Hello Nadia,")
    desk.get_by_role("button", name="Send this letter").click()
    expect(desk.locator("#said")).to_contain_text("is on its way")
    live.inbox.wait_for(nadia, "We are reading your application")

    desk.get_by_role("link", name="Park them until a day").click()
    desk.get_by_label("Away").check()
    until = clock.today() + timedelta(days=10)
    for box, value in (("Day", until.day), ("Month", until.month), ("Year", until.year)):
        desk.get_by_label(box, exact=True).fill(str(value))
    desk.get_by_role("button", name="Park them").click()
    expect(desk.locator("main")).to_contain_text("Away. Parked at shortlisting.")
    desk.get_by_role("button", name="Take up again at shortlisting").click()
    expect(desk.locator("#said")).to_contain_text("is back at shortlisting")

    office = browsing.sign_in(live, helen, javascript=javascript)
    office.locator("#approvals").get_by_role("link", name=f"Ife Lawal {number}").click()
    office.get_by_role("button", name="and send this letter").click()
    expect(office.locator("#said")).to_contain_text("an active volunteer from today")
    live.inbox.wait_for(f"ife{number}@applicant.example", "You are a volunteer now")
