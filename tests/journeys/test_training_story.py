"""A course from its planning to who may sit because of it: with JavaScript and without."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.training.models import Course, CourseNeed, NeedBy, Needing
from tests.factories import CourseFactory
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, link_in, text_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HELD_IN = timedelta(days=10)
SITS_IN = timedelta(days=20)
JOIN_AT = "https://meet.example/joining"
PLACES = 3


@dataclass
class Taught:
    """The course of a story, as plain values."""

    code: str
    title: str


@pytest.fixture
def taught(live: Live) -> Iterator[Taught]:
    """Return a course that every volunteer must hold to sit, while the story lasts."""
    mark = uuid4().hex[:6].upper()
    with changing():
        need = CourseNeed(needing=Needing.VOLUNTEER, by_when=NeedBy.BEFORE_DUTY)
        course = CourseFactory(
            code=mark, title=f"Child safeguarding {mark}", validity_months=36, needs=[need]
        )
        found = Taught(course.code, course.title)
    session.rollback()
    yield found
    with changing():  # the volunteers of other stories need it no more
        made = session.scalars(select(Course).where(Course.code == found.code)).one()
        made.retired_at = clock.now()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_course_is_planned_booked_waited_for_marked_and_decides_who_may_sit(
    live: Live, browsing: Browsing, taught: Taught, *, javascript: bool
) -> None:
    them, more = play.cast(), play.cast()
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    panel = _arrange_a_panel(desk, them)
    _may_not_sit(desk, panel, them.member_name, f"Has never done {taught.title}")

    on = clock.today() + HELD_IN
    course = _plan(desk, taught, on)
    emails = (them.chair, them.member, more.chair, them.other)
    phones = {
        email: browsing.sign_in(live, email, javascript=javascript, width=PHONE, phone=True)
        for email in emails
    }
    first, second, third, last = (phones[email] for email in emails)
    for phone in (first, second, third):
        _book(phone, course)
    _told_how_to_join(live, them.member)
    _wait(last, course)

    first.goto(course)
    first.get_by_role("button", name="Cancel my place").click()
    expect(first.locator("#places")).to_contain_text("1 kept for somebody to answer")
    _take_what_is_offered(live, last, them.other)
    desk.goto(course)
    expect(desk.locator("#places")).to_contain_text(them.other_name)
    expect(desk.locator("#places")).not_to_contain_text(them.chair_name)

    play.day_passes(course, on)
    door = browsing.sign_in(live, them.coordinator, javascript=javascript, width=PHONE, phone=True)
    _mark(
        door,
        course,
        attended=(them.member_name, them.other_name),
        absent=more.chair_name,
        javascript=javascript,
    )
    _holds_it(second, taught)
    _may_not_sit(desk, panel, them.chair_name, f"Has never done {taught.title}")
    _may_sit(desk, panel, them.member_name)
    _may_sit(desk, panel, them.other_name)


def _arrange_a_panel(desk: Page, them: play.Cast) -> str:
    """Arrange a panel some weeks ahead; return the address of its sitting."""
    play.enter_order(desk, them)
    return play.arrange(desk, them, clock.today() + SITS_IN)


def _may_not_sit(desk: Page, panel: str, name: str, why: str) -> None:
    row = _standing(desk, panel, name)
    expect(row).to_contain_text("Can’t sit")
    expect(row).to_contain_text(why)


def _may_sit(desk: Page, panel: str, name: str) -> None:
    row = _standing(desk, panel, name)
    expect(row).to_contain_text("Training is in date on that day")
    expect(row.get_by_role("button", name="Offer")).to_be_visible()


def _standing(desk: Page, panel: str, name: str) -> Locator:
    """Return the row of somebody among those who could be a member."""
    desk.goto(panel)
    desk.get_by_role("link", name="See who could be a member").click()
    desk.get_by_role("heading", name="Who could be a member").wait_for()
    row = desk.locator("#candidates tr", has_text=name)
    if not row.count():
        desk.get_by_role("link", name="Show the other").click()
    row.wait_for()
    return row


def _plan(desk: Page, taught: Taught, on: date) -> str:
    """Plan a session of the course online and publish it; return its address."""
    desk.goto(f"/training/courses/{taught.code}")
    desk.get_by_role("link", name="Plan a session").click()
    play.fill_day(desk, "Date", on)
    desk.get_by_label("Starts", exact=True).fill("10am")
    desk.get_by_label("Ends", exact=True).fill("11am")
    desk.get_by_label("Link to join by").fill(JOIN_AT)
    desk.get_by_label("Places", exact=True).fill(str(PLACES))
    desk.get_by_label("All volunteers").check()
    desk.get_by_role("button", name="Plan it").click()
    desk.get_by_text("Planned and published").wait_for()
    return urlsplit(desk.url).path


def _book(phone: Page, course: str) -> None:
    phone.goto(course)
    expect(phone.locator("#when")).not_to_contain_text(JOIN_AT)
    phone.get_by_role("button", name="Book a place").click()
    expect(phone.locator("#places")).to_contain_text("You have a place")
    expect(phone.locator("#when")).to_contain_text(JOIN_AT)
    expect(phone.locator("#places")).not_to_contain_text("Who is booked")


def _told_how_to_join(live: Live, email: str) -> None:
    """See that a letter brings the link to join by, and the file for a calendar."""
    letter = live.inbox.wait_for(email, "You are booked")
    assert JOIN_AT in text_of(letter)
    [file] = [part for part in letter.iter_attachments() if part.get_filename()]
    assert file.get_content_type() == "text/calendar"
    assert "METHOD:REQUEST" in str(file.get_content())


def _wait(phone: Page, course: str) -> None:
    phone.goto(course)
    phone.get_by_role("button", name="Join the waiting list").click()
    expect(phone.locator("#places")).to_contain_text("You are number 1 on the waiting list")


def _take_what_is_offered(live: Live, phone: Page, email: str) -> None:
    """Open the letter that offers a place, and take it."""
    letter = live.inbox.wait_for(email, "A place for you")
    phone.goto("/")
    expect(phone.locator("#training")).to_contain_text("A place for you")
    phone.goto(link_in(letter, "/training/sessions/"))
    phone.get_by_role("button", name="Take the place").click()
    expect(phone.locator("#places")).to_contain_text("You have a place")


def _mark(
    door: Page, course: str, *, attended: tuple[str, ...], absent: str, javascript: bool
) -> None:
    """Mark the register, as it is on a phone at the door."""
    door.goto(course)
    door.get_by_role("link", name="Register", exact=True).click()
    for name, answer in (*((name, "Attended") for name in attended), (absent, "Absent")):
        line = door.get_by_role("group", name=name)
        line.get_by_label(answer, exact=True).check()
        if javascript:
            expect(line).to_contain_text("today")
    door.get_by_role("button", name="Save the register").click()
    expect(door.locator("main")).to_contain_text("3 of 3 marked. The register is complete.")
    for name in attended:
        expect(door.get_by_role("group", name=name)).to_contain_text("Award given")
    expect(door.get_by_role("group", name=absent)).not_to_contain_text("Award given")


def _holds_it(phone: Page, taught: Taught) -> None:
    """See the award on one's own page of training."""
    phone.goto("/training/mine")
    line = phone.locator("main tr, main li", has_text=taught.title).first
    expect(line).to_contain_text("In date")
