"""Who will be in date on a day to come, and what to plan: with JavaScript and without."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.people.models import Person
from portal.training import actions
from portal.training.models import AwardSource, Course, CourseNeed, NeedBy, Needing
from portal.training.rules import AwardFacts
from tests.factories import CourseFactory
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LASTS = timedelta(days=40)


@dataclass
class Lapsing:
    """A course that a volunteer holds for another forty days, as plain values."""

    code: str
    title: str


@pytest.fixture
def them(live: Live) -> play.Cast:
    """Return the people of the story."""
    return play.cast()


@pytest.fixture
def lapsing(them: play.Cast) -> Iterator[Lapsing]:
    """Return the course, which every volunteer must hold while the story lasts."""
    mark = uuid4().hex[:6].upper()
    with changing():
        need = CourseNeed(needing=Needing.VOLUNTEER, by_when=NeedBy.BEFORE_DUTY)
        course = CourseFactory(code=mark, title=f"First aid {mark}", renew_days=10, needs=[need])
        person = session.scalars(select(Person).where(Person.name == them.member_name)).one()
        actions.give_award(
            person=person,
            course=course,
            facts=AwardFacts(clock.today(), clock.today(), clock.today() + LASTS),
            evidence=actions.Evidence(AwardSource.GRANTED, reason="Seen"),
            actor=None,
        )
        found = Lapsing(course.code, course.title)
    session.rollback()
    yield found
    with changing():  # the volunteers of other stories need it no more
        made = session.scalars(select(Course).where(Course.code == found.code)).one()
        made.retired_at = clock.now()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_matrix_tells_who_will_have_lapsed_and_leads_to_planning(
    live: Live, browsing: Browsing, them: play.Cast, lapsing: Lapsing, *, javascript: bool
) -> None:
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)
    desk.goto(f"/training/matrix?course={lapsing.code}&state=in_date")
    expect(desk.get_by_role("row", name=them.member_name)).to_contain_text("In date")
    desk.goto(f"/training/matrix?course={lapsing.code}&state=lapsed")
    expect(desk.locator("#matrix")).to_contain_text("Nobody found")

    ahead = clock.today() + LASTS + timedelta(days=1)
    desk.get_by_label("As at").fill(ahead.isoformat())
    desk.get_by_label("As at").press("Enter" if javascript else "Tab")
    if not javascript:
        desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_role("row", name=them.member_name)).to_contain_text("Lapsed")
    assert f"on={ahead.isoformat()}" in desk.url
    assert f"course={lapsing.code}" in desk.url
    desk.get_by_role("link", name=f"{them.member_name}, {lapsing.title}").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(
        f"{lapsing.title}: {them.member_name}"
    )
    expect(desk.locator("main")).to_contain_text("Granted with a reason")

    desk.goto("/training/gaps")
    desk.get_by_label("Needed by the end of").fill(ahead.isoformat())
    desk.get_by_role("button", name="Show").click()
    expect(desk.locator("#gaps")).to_contain_text(f"{lapsing.title} by")
    desk.get_by_role("link", name=f"Plan a session of {lapsing.title}").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(lapsing.title)


def test_on_a_phone_a_person_is_a_card_and_nothing_runs_off_the_page(
    live: Live, browsing: Browsing, them: play.Cast, lapsing: Lapsing
) -> None:
    phone = browsing.sign_in(live, them.coordinator, width=PHONE, phone=True)
    ahead = clock.today() + LASTS + timedelta(days=1)
    for url in (f"/training/matrix?on={ahead.isoformat()}&role=volunteer", "/training/gaps"):
        phone.goto(url)
        width = phone.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1]
    phone.goto(f"/training/matrix?on={ahead.isoformat()}&course={lapsing.code}&state=lapsed")
    card = phone.get_by_role("row", name=them.member_name)
    expect(card).to_contain_text("Lapsed")
    box, screen = card.bounding_box(), phone.viewport_size
    assert box
    assert screen
    assert box["width"] <= screen["width"]
