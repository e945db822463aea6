"""An applicant is interviewed by two who do not hear from each other, and a referee is asked."""

from datetime import timedelta
from itertools import count
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.recruitment.models import Application, Stage
from portal.recruitment.queries.interviews import interview_of
from portal.recruitment.rules.references import QUESTIONS
from tests.factories import MemberFactory
from tests.journeys.cast import fill_day
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, account, link_in, text_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ON = timedelta(days=8)
_numbers = count(1)


def applicant() -> Application:
    """Return somebody new who has applied, and is shortlisted."""
    number = next(_numbers)
    with changing():
        made = Application(
            name=f"Rosa Marsh {number}",
            email=f"rosa{number}@applicant.example",
            stage=Stage.INTERVIEW,
            submitted_at=clock.now(),
        )
        session.add(made)
    return made


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_two_interview_and_neither_reads_the_other_before_both_have_said(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    rosa = applicant()
    path, email, number = f"/recruitment/applications/{rosa.uuid}", rosa.email or "", rosa.id
    jo = account(Role.COORDINATOR, name=f"Jo Hartley {email}")
    margaret = account(Role.VOLUNTEER, name=f"Margaret Osei {email}")
    with changing():
        MemberFactory(person=margaret.person, number=f"I{margaret.id}")
    names = (jo.person.name, margaret.person.name)
    desk = browsing.sign_in(live, jo.email, javascript=javascript)
    desk.goto(path)
    desk.get_by_role("link", name="Arrange an interview").click()
    arrange_interview(desk, *names)
    assert "By telephone" in text_of(live.inbox.wait_for(email, "Your interview"))
    letter = live.inbox.wait_for(margaret.email, "You are to hold an interview")
    assert "Rosa" not in text_of(letter)

    _hold(number)
    phone = browsing.sign_in(live, margaret.email, javascript=javascript, width=PHONE, phone=True)
    phone.goto(link_in(letter, "/recruitment/interviews/"))
    recommend(phone, "Listens to everybody", "Do not appoint")
    expect(
        phone.get_by_text("You see what the others recommend once theirs are in")
    ).to_be_visible()
    desk.goto(f"{path}/interview")
    expect(desk.get_by_text("Recommendation missing")).to_be_visible()
    expect(desk.get_by_text("Listens to everybody")).to_have_count(0)
    desk.get_by_role("link", name="Your questions and notes").click()
    recommend(desk, "Speaks up", "Appoint")
    expect(desk.get_by_text("Listens to everybody")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Speaks up")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_referee_answers_by_a_link_that_is_of_no_use_to_anybody_else(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    rosa = applicant()
    path, name = f"/recruitment/applications/{rosa.uuid}", rosa.name
    email = f"ann.{rosa.id}@referee.example"
    jo = account(Role.COORDINATOR, name=f"Jo Hartley {email}")
    session.rollback()
    desk = browsing.sign_in(live, jo.email, javascript=javascript)
    desk.goto(path)
    desk.get_by_role("link", name="Name a referee").click()
    desk.get_by_label("Their name").fill("Ann Lee")
    desk.get_by_label("Their email address").fill(email)
    desk.get_by_role("button", name="Note the referee").click()
    desk.get_by_role("link", name="Ann Lee").click()
    desk.get_by_role("button", name="Ask for a reference").click()
    link = link_in(live.inbox.wait_for(email, name), "/recruitment/references/")

    _shown_nothing(browsing.open(live, javascript=javascript), link)
    ann = browsing.open(live, javascript=javascript, width=PHONE, phone=True)
    ann.goto(link)
    ann.get_by_label("Your email address").fill(email.upper())
    ann.get_by_role("button", name="Continue").click()
    answer(ann)
    expect(ann.get_by_role("heading", name="Thank you for the reference")).to_be_visible()
    letter = live.inbox.wait_for(jo.email, f"A reference for {name} is in")
    assert "Calm" not in text_of(letter)
    desk.goto(link_in(letter, "/recruitment/applications/"))
    desk.get_by_role("link", name="Ann Lee").click()
    expect(desk.get_by_text("Calm when it is loud")).to_be_visible()
    ann.goto(link)
    expect(ann.get_by_text("Calm when it is loud")).to_have_count(0)


def _shown_nothing(other: Page, link: str) -> None:
    """Open a link that was passed on: it asks whose it is, and says nothing."""
    other.goto(link)
    other.get_by_label("Your email address").fill("eve@example.org")
    other.get_by_role("button", name="Continue").click()
    expect(other.get_by_role("link", name="This link was not sent to that address")).to_be_visible()
    expect(other.get_by_text("Rosa")).to_have_count(0)


def arrange_interview(page: Page, *names: str) -> None:
    """Arrange an interview that two people hold, on a day to come."""
    fill_day(page, "Date", clock.today() + ON)
    page.get_by_label("Starts").fill("6pm")
    page.get_by_label("Ends").fill("7pm")
    page.get_by_label("Another place").fill("By telephone")
    for label, name in zip(("First", "Second"), names, strict=True):
        page.get_by_label(f"{label} interviewer").select_option(name)
    page.get_by_role("button", name="Arrange it and tell everybody").click()
    page.get_by_text("is arranged, and everybody told").wait_for()
    assert urlsplit(page.url).path.endswith("/interview")


def _hold(number: int) -> None:
    """Let the interview be over: nobody waits for a week."""
    with changing():
        found = interview_of(number)
        assert found is not None
        entry = found.entry
        entry.starts_at, entry.ends_at = entry.starts_at - 2 * ON, entry.ends_at - 2 * ON


def recommend(page: Page, note: str, recommendation: str) -> None:
    """Note what somebody said in an interview, and recommend what to do."""
    page.get_by_label("1. ").fill(note)
    page.get_by_label(recommendation, exact=True).check()
    page.get_by_role("button", name="Send what I recommend").click()
    page.get_by_text("Your recommendation is sent").wait_for()


def answer(page: Page, name: str = "Ann Lee") -> None:
    """Say as a referee what somebody is like."""
    page.get_by_label("3 to 5 years").check()
    page.get_by_label("How do you know them?").fill("She runs our Saturday kitchen")
    for question in QUESTIONS.values():
        page.get_by_role("group", name=question).get_by_label("Yes").check()
    page.get_by_label("Is there more that we should know?").fill("Calm when it is loud")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Send the reference").click()
