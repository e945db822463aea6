"""Two people who book the last place at once, and two who leave and come, fifty times each."""

from collections import Counter
from collections.abc import Sequence
from datetime import time, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import select

from portal import clock
from portal.calendar.models import Attendee, AttendeeState
from portal.database import changing, session
from portal.training import actions
from portal.training.models import Booking, BookingState, Course, TrainingSession
from portal.training.rules import SessionFacts
from tests.factories import CourseFactory
from tests.live import Answer, Live
from tests.races.cast import ATTEMPTS, Cast, Volunteer, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

BOOKED, WAITING, OFFERED = BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED


def test_two_people_booking_the_last_place_get_one_place_and_one_turn(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.volunteer(), cast.volunteer()
    made = sessions(cast)
    for held in made:
        answers = at_once(lambda: book(first, held), lambda: book(second, held))  # noqa: B023 -- done at once
        assert [answer.status for answer in answers] == [303, 303]
        assert states(held) == Counter({BOOKED: 1, WAITING: 1})
    assert on_it(made) == ATTEMPTS


def test_a_place_given_back_while_another_books_goes_to_exactly_one(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.volunteer(), cast.volunteer()
    made = sessions(cast)
    for held in made:
        book(first, held)
        place = f"{held.path}/bookings/{booking_of(first, held).uuid}"
        at_once(
            lambda: first.visitor.post(f"{place}/cancel"),  # noqa: B023 -- done at once
            lambda: book(second, held),  # noqa: B023 -- done at once
        )
        found = states(held)
        assert found[BookingState.CANCELLED] == 1
        assert found[BOOKED] + found[OFFERED] == 1
        assert found[WAITING] == 0
    assert on_it(made) <= ATTEMPTS


def test_the_same_person_booking_twice_at_once_has_one_place(live: Live) -> None:
    cast = Cast(live)
    one = cast.volunteer()
    made = sessions(cast, capacity=2)
    for held in made:
        answers = at_once(lambda: book(one, held), lambda: book(one, held))  # noqa: B023 -- done at once
        assert [answer.status for answer in answers] == [303, 303]
        assert states(held) == Counter({BOOKED: 1})
    assert on_it(made) == ATTEMPTS


class Made(NamedTuple):
    """A session as plain values, for threads to speak of."""

    id: int
    entry_id: int
    path: str


def sessions(cast: Cast, capacity: int = 1) -> Sequence[Made]:
    """Return sessions of a course with so many places, one a day, from next week on."""
    with changing():
        course = CourseFactory()
        made = [_session(cast, course, number, capacity) for number in range(ATTEMPTS)]
        return [Made(each.id, each.entry_id, page(each)) for each in made]


def _session(cast: Cast, course: Course, number: int, capacity: int) -> TrainingSession:
    day = clock.today() + timedelta(days=10 + number)
    starts_at = clock.at(day, time(10))
    facts = SessionFacts(
        days=((starts_at, starts_at + timedelta(hours=1)),),
        capacity=capacity,
        minimum=0,
        opens_at=None,
        closes_at=starts_at - timedelta(days=1),
        cancel_by=starts_at - timedelta(days=1),
        keys=frozenset({"role:volunteer"}),
        join_url="https://meet.example/a",
    )
    return actions.plan_session(
        course=course,
        facts=facts,
        where=actions.Where(None),
        publish=True,
        form_key=f"{cast.actor.id}-{course.id}-{number}",
        actor=cast.actor,
    )


def page(held: TrainingSession) -> str:
    """Return the path of a session."""
    return f"/training/sessions/{held.entry.uuid}"


def book(one: Volunteer, held: Made) -> Answer:
    """Book for oneself, in a form of one's own."""
    return one.visitor.post(f"{held.path}/book")


def booking_of(one: Volunteer, held: Made) -> Booking:
    """Return the booking that somebody has of a session."""
    session.rollback()
    mine = (Booking.session_id == held.id) & (Booking.person_id == one.person_id)
    return session.scalars(select(Booking).where(mine)).one()


def states(held: Made) -> Counter[BookingState]:
    """Count the bookings of a session by their states."""
    session.rollback()
    return Counter(session.scalars(select(Booking.state).where(Booking.session_id == held.id)))


def on_it(made: Sequence[Made]) -> int:
    """Count who has promised to come, over all the sessions."""
    session.rollback()
    entries = [held.entry_id for held in made]
    accepted = (Attendee.state == AttendeeState.ACCEPTED) & Attendee.entry_id.in_(entries)
    return len(session.scalars(select(Attendee.id).where(accepted)).all())
