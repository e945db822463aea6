"""From an application on a phone to the expenses of a first panel: with JavaScript and without."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User
from portal.database import changing, session
from portal.people.models import Area
from portal.recruitment.actions import campaigns
from portal.site.filters import day
from portal.training.models import Kind
from tests.factories import CourseFactory
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.journeys.test_account_story import CHOSEN
from tests.journeys.test_interview_story import ON, answer, arrange_interview, recommend
from tests.live import Live, account, link_in
from tests.recruitment.applying.scenes import CAMPAIGN
from tests.training.scenes import planned

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

INDUCTED_IN = timedelta(days=10)
OBSERVES_IN = timedelta(days=14)


@dataclass(frozen=True)
class Story:
    """Who is in it, and the two browsers that most of it happens in."""

    live: Live
    browsing: Browsing
    javascript: bool
    them: play.Cast
    name: str
    email: str
    phone: Page
    desk: Page

    def told(self, email: str, subject: str, beginning: str = "/") -> str:
        """Return the link in a letter, once it has come."""
        return link_in(self.live.inbox.wait_for(email, subject), beginning)

    def on_a_phone(self, email: str = "") -> Page:
        """Return the phone of somebody else, who signs in if they have an account."""
        how: dict[str, Any] = {"width": PHONE, "javascript": self.javascript, "phone": True}
        if email:
            return self.browsing.sign_in(self.live, email, **how)
        return self.browsing.open(self.live, **how)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_somebody_applies_is_appointed_and_trained_observes_a_panel_and_claims_for_it(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    them = play.cast()
    number = them.area.rpartition(" ")[2]
    slug, course, induction = _what_there_is(them, number)
    story = Story(
        live,
        browsing,
        javascript,
        them,
        f"Tomasz Lis {number}",
        f"tomasz{number}@applicant.example",
        browsing.open(live, width=PHONE, javascript=javascript, phone=True),
        browsing.sign_in(live, them.coordinator, javascript=javascript),
    )
    _applies(story, slug)
    _move(story, "shortlisting")
    _move(story, "interview")
    _is_interviewed(story)
    _move(story, "references")
    for referee in ("Ann Lee", "Ravi Nair"):
        _is_vouched_for(story, f"{referee} {number}")
    _move(story, "checks")
    _is_appointed(story, course)
    _chooses_a_password(story)
    _is_trained(story, induction)
    _move(story, "approval")
    _is_approved(story, account(Role.MANAGER, name=f"Helen Marsh {number}").email)
    _claims(story, _observes(story))


def _what_there_is(them: play.Cast, number: str) -> tuple[str, str, str]:
    """Open a campaign of the area, and plan its induction.

    Returns the campaign’s address, the induction’s title and the path of its session.
    """
    slug, title = f"evenings-{number}", f"Starting as a volunteer {number}"
    with changing():
        area = session.scalars(select(Area).where(Area.name == them.area)).one()
        jo = session.scalars(select(User).where(User.email == them.coordinator)).one().person
        values = {
            **CAMPAIGN,
            "slug": slug,
            "area_id": area.id,
            "closes_on": clock.today() + timedelta(days=7),
        }
        made = campaigns.add_campaign(actor=jo, form_key=slug, **values)
        campaigns.open_campaign(campaign=made, actor=jo)
        course = CourseFactory(kind=Kind.INDUCTION, title=title)
        held = planned(course, clock.today() + INDUCTED_IN)
        path = f"/training/sessions/{held.entry.uuid}"
    session.rollback()
    return slug, title, path


def _applies(story: Story, slug: str) -> None:
    phone = story.phone
    phone.goto(f"/recruitment/apply/{slug}")
    phone.get_by_label("Your name").fill(story.name)
    phone.get_by_label("Your email address").fill(story.email)
    phone.get_by_label("Telephone number").fill("01632 960101")
    phone.get_by_label("Yes").check()
    phone.get_by_label("Why would you like to do this?").fill("I grew up here.")
    phone.get_by_role("button", name="Send the application").click()
    phone.get_by_role("heading", level=1, name="Thank you").wait_for()
    story.desk.goto(story.told(story.them.coordinator, "Somebody applied"))
    expect(story.desk.get_by_role("heading", level=1)).to_have_text(story.name)


def _card(story: Story) -> Locator:
    """Return what the board shows of them."""
    story.desk.goto("/recruitment/pipeline")
    return story.desk.locator("#board li", has_text=story.name)


def _move(story: Story, stage: str) -> None:
    """Take them to the next stage, by the board’s own button."""
    _card(story).get_by_role("button", name=f"Move to {stage}").click()
    expect(story.desk.locator("#said")).to_contain_text(f"{story.name} is moved to {stage}")


def _is_interviewed(story: Story) -> None:
    """Arrange the interview, let it be over, and let both who held it recommend."""
    them = story.them
    _card(story).get_by_role("button", name="Arrange the interview").click()
    arrange_interview(story.desk, them.chair_name, them.member_name)
    interview = story.told(them.chair, "You are to hold an interview", "/recruitment/interviews/")
    play.day_passes(interview, clock.today() + ON)
    for email in (them.chair, them.member):
        phone = story.on_a_phone(email)
        phone.goto(interview)
        recommend(phone, "Hears people out", "Appoint")


def _is_vouched_for(story: Story, referee: str) -> None:
    """Name a referee and ask them; they answer by their link."""
    desk, email = story.desk, f"{referee.lower().replace(' ', '.')}@referee.example"
    _card(story).get_by_role("button", name="See to the references").click()
    desk.get_by_role("link", name="Name a referee").click()
    desk.get_by_label("Their name").fill(referee)
    desk.get_by_label("Their email address").fill(email)
    desk.get_by_role("button", name="Note the referee").click()
    desk.get_by_role("link", name=referee).click()
    desk.get_by_role("button", name="Ask for a reference").click()
    phone = story.on_a_phone()
    phone.goto(story.told(email, story.name, "/recruitment/references/"))
    phone.get_by_label("Your email address").fill(email)
    phone.get_by_role("button", name="Continue").click()
    answer(phone, referee)
    phone.get_by_role("heading", name="Thank you for the reference").wait_for()


def _is_appointed(story: Story, course: str) -> None:
    """Appoint them, whose check was seen: what else is known stands there already."""
    desk = story.desk
    _card(story).get_by_role("button", name="Appoint").click()
    # Not the next free number, which stands there: the volunteers of other stories count to it.
    desk.get_by_label("Volunteer number").fill(f"R{story.them.area.rpartition(' ')[2]}")
    play.fill_day(desk, "Date of the DBS check", clock.today() - timedelta(days=5))
    desk.get_by_label("Level", exact=True).select_option("Enhanced")
    desk.get_by_label(course).check()
    desk.get_by_label("Buddy").select_option(story.them.other_name)
    desk.get_by_role("button", name="Appoint").click()
    expect(desk.locator("#said")).to_contain_text("is appointed")
    expect(desk.locator("#appointment")).to_contain_text(course)


def _chooses_a_password(story: Story) -> None:
    story.phone.goto(story.told(story.email, "Choose a password", "/account/invitations/"))
    story.phone.get_by_label("New password", exact=True).fill(CHOSEN)
    story.phone.get_by_role("button", name="Save and sign in").click()
    story.phone.get_by_text("you are signed in").wait_for()


def _is_trained(story: Story, induction: str) -> None:
    """See them on the induction’s list, and mark once it was held that they came."""
    desk = story.desk
    desk.goto(induction)
    expect(desk.locator("#places")).to_contain_text(story.name)
    play.day_passes(induction, clock.today() + INDUCTED_IN)
    desk.reload()
    desk.get_by_role("link", name="Register", exact=True).click()
    line = desk.get_by_role("group", name=story.name)
    line.get_by_label("Attended", exact=True).check()
    if story.javascript:
        expect(line).to_contain_text("today")
    desk.get_by_role("button", name="Save the register").click()
    expect(desk.locator("main")).to_contain_text("The register is complete")
    expect(_card(story)).to_contain_text("Induction done")


def _is_approved(story: Story, manager: str) -> None:
    office = story.browsing.sign_in(story.live, manager, javascript=story.javascript)
    office.locator("#approvals").get_by_role("link", name=story.name).click()
    office.get_by_role("button", name="and send this letter").click()
    expect(office.locator("#said")).to_contain_text("an active volunteer from today")
    story.live.inbox.wait_for(story.email, "You are a volunteer now")


def _observes(story: Story) -> date:
    """Offer them a seat beside a panel, which they take; return the day, once it is over."""
    desk, phone, on = story.desk, story.phone, clock.today() + OBSERVES_IN
    play.enter_order(desk, story.them)
    sitting = play.arrange(desk, story.them, on)
    play.offer(desk, "observe", story.name)
    phone.goto(story.told(story.email, "Can you", "/panels/offers/"))
    phone.get_by_role("button", name="Yes I can").click()
    phone.get_by_role("heading", level=1, name="You are on the panel").wait_for()
    desk.reload()
    expect(desk.locator("#seats")).to_contain_text(f"{story.name}, said yes")
    return play.day_passes(sitting, on)


def _claims(story: Story, on: date) -> None:
    """Claim the miles to the panel, which the coordinator then has to decide."""
    phone = story.phone
    play.follow(phone, "My duties")
    phone.get_by_role("link", name="Claim what a panel has cost you").click()
    been = phone.get_by_role("listitem").filter(has_text="Panel").filter(has_text=day(on))
    been.get_by_role("link", name="Claim miles").click()
    phone.get_by_label("How many miles").fill("6")
    phone.get_by_role("button", name="Put it on my claim").click()
    expect(phone.locator("#said")).to_contain_text("£2.70 is on your claim")
    phone.get_by_role("button", name="Send my claim").click()
    expect(phone.locator("#said")).to_contain_text("Your claim is sent")
    story.desk.goto("/members/")
    story.desk.get_by_role("link", name="Expenses", exact=True).click()
    story.desk.get_by_role("link", name=story.name).click()
    expect(story.desk.locator("main")).to_contain_text("£2.70")
