"""My training: one page, what is to do first."""

from datetime import date

import pytest

from portal.access.rules import Role
from portal.database import changing, session
from portal.members.models import Member
from portal.people.models import Person
from portal.settings import actions as settings
from portal.training import actions
from portal.training.models import (
    TARGET_HOURS,
    YEAR_MONTH,
    SessionState,
)
from portal.training.queries import mine as queries
from tests.factories import CourseFactory, user_with
from tests.pages import Page, Pages
from tests.training import scenes


@pytest.fixture
def hers(pages: Pages, ann: Member) -> Pages:
    """Return her browser."""
    assert ann.person.email
    return pages.sign_in(ann.person.email)


def part(page: Page, name: str) -> str:
    found = page.select_one(f"#{name}")
    assert found
    return " ".join(found.get_text(" ").split())


def test_what_lapses_before_a_duty_comes_first_with_what_to_book(hers: Pages, ann: Member) -> None:
    course = scenes.safeguarding()
    scenes.until(ann.person, course, date(2026, 3, 9))
    scenes.panel(ann.person, date(2026, 3, 14))
    made = scenes.planned(course, date(2026, 3, 6))
    page = hers.get("/training/mine")
    said = part(page, "to-do")
    assert "Valid today, lapses before your duty on Saturday 14 March." in said
    assert "You need it at every panel." in said
    assert "Book Friday 6 March" in said
    assert page.select_one(f"a[href='/training/sessions/{made.entry.uuid}']")


def test_it_asks_for_the_coordinator_where_nothing_can_be_booked(hers: Pages, ann: Member) -> None:
    scenes.safeguarding()
    said = part(hers.get("/training/mine"), "to-do")
    assert "Never held" in said
    assert "Ask your coordinator on" in said


def test_what_is_booked_is_not_to_be_booked_again(hers: Pages, ann: Member) -> None:
    course = scenes.safeguarding()
    made = scenes.planned(course, date(2026, 3, 6))
    scenes.booked(made, ann.person)
    page = hers.get("/training/mine")
    assert "You are booked on it for Friday 6 March" in part(page, "to-do")
    assert not page.select("#to-do .govuk-button")
    assert "You have a place Friday 6 March" in part(page, "bookings")
    assert queries.next_step(ann.person_id) is None


def test_a_cancelled_session_is_neither_booked_nor_shown(hers: Pages, ann: Member) -> None:
    made = scenes.planned(scenes.safeguarding(), date(2026, 3, 6))
    scenes.booked(made, ann.person)
    made.state = SessionState.CANCELLED
    session.commit()
    page = hers.get("/training/mine")
    assert "None to come." in part(page, "bookings")
    assert "Ask your coordinator" in part(page, "to-do")


def test_due_soon_is_said_to_keep_nobody_from_anything(hers: Pages, ann: Member) -> None:
    course = scenes.safeguarding()
    scenes.until(ann.person, course, date(2026, 3, 20))
    said = part(hers.get("/training/mine"), "to-do")
    assert "Due soon" in said
    assert "Due soon keeps you from nothing." in said


def test_an_award_holds_on_its_last_day_and_a_sitting_on_it(hers: Pages, ann: Member) -> None:
    course = scenes.safeguarding(renew_days=0)
    scenes.until(ann.person, course, scenes.TENTH)
    scenes.panel(ann.person, scenes.TENTH)
    page = hers.get("/training/mine")
    assert "There is nothing to book" in part(page, "to-do")
    assert "Holds to the end of Tuesday 10 March" in part(page, "held")


def test_a_course_that_is_held_leads_to_its_certificate(hers: Pages, ann: Member) -> None:
    course = scenes.safeguarding()
    scenes.until(ann.person, course, date(2026, 1, 1))
    newer = scenes.until(ann.person, course, date(2028, 1, 1))
    page = hers.get("/training/mine")
    [link] = page.select("#held a")
    assert link["href"] == f"/training/awards/{newer.uuid}/certificate"


def test_hours_are_those_of_the_year_of_training(hers: Pages, ann: Member) -> None:
    course = CourseFactory(title="Trauma", cpd_minutes=150, validity_months=None)
    for day in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 2, 28)):
        scenes.held(ann.person, course, day)
    gone = scenes.held(ann.person, course, date(2026, 3, 1))
    with changing():
        actions.revoke_award(award=gone, reason="By mistake", actor=None)
    said = part(hers.get("/training/mine"), "hours")
    assert "5 hours of 6 hours" in said
    assert "1 hour to go" in said
    assert "1 April 2025 to Tuesday 31 March 2026" in said
    with changing():
        settings.change(YEAR_MONTH, 1, actor=None)
        settings.change(TARGET_HOURS, 0, actor=None)
    said = part(hers.get("/training/mine"), "hours")
    assert "2 hours 30 minutes Thursday 1 January 2026" in said


def test_a_partner_sees_what_they_attended_though_nothing_is_asked(
    pages: Pages, monday: None
) -> None:
    person = user_with(Role.PARTNER).person
    course = CourseFactory(title="Trauma", validity_months=None)
    scenes.held(person, course, date(2026, 2, 2))
    assert person.email
    page = pages.sign_in(person.email).get("/training/mine")
    assert "Trauma Taken on Monday 2 February." in part(page, "held")
    assert "There is nothing to book" in part(page, "to-do")


def test_home_says_the_one_line_that_matters(hers: Pages, ann: Member) -> None:
    course = scenes.safeguarding(title="Safeguarding")
    scenes.until(ann.person, course, date(2026, 3, 3))
    scenes.planned(course, date(2026, 3, 12))
    page = hers.get("/")
    assert "Safeguarding lapses on Tuesday 3 March: book Thursday 12 March" in page.words
    assert page.select_one("#lapsing a[href='/training/mine']")


def test_home_says_nothing_of_training_where_all_is_well(hers: Pages, ann: Member) -> None:
    assert not hers.get("/").select("#lapsing")


def test_it_is_in_the_navigation_of_those_who_are_trained(hers: Pages) -> None:
    page = hers.get("/training/mine")
    [current] = page.select("#navigation [aria-current]")
    assert current.get_text(strip=True) == "My training"


def test_a_coordinator_comes_to_their_own_from_the_catalogue(desk: Pages, jo: Person) -> None:
    page = desk.get("/training/courses")
    assert page.select_one("a[href='/training/mine']")
