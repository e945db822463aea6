"""Two who keep one register at once, fifty times: one award, one mark, one place a person."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from portal.calendar.models import Entry
from portal.database import changing, session
from portal.training.models import (
    AttendanceMark,
    Award,
    Booking,
    BookingState,
    TrainingSession,
)
from tests.live import Live
from tests.races.cast import ATTEMPTS, Cast, at_once
from tests.races.test_bookings import Made, sessions

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


def test_two_who_mark_somebody_at_once_give_one_award(live: Live) -> None:
    cast = Cast(live)
    first, second, ann = cast.coordinator(), cast.coordinator(), cast.volunteer()
    made = over(sessions(cast))
    for held in made:
        place = booked(held, ann.person_id)
        answer = {f"a-{place}": "attended"}
        url = f"{held.path}/register"
        answers = at_once(lambda: first.post(url, **answer), lambda: second.post(url, **answer))  # noqa: B023 -- done at once
        assert [each.status for each in answers] == [303, 303]
    assert [(count_of(Award, each), marks_of(each)) for each in made] == [(1, 1)] * ATTEMPTS


def test_two_who_add_the_same_person_at_once_add_them_once(live: Live) -> None:
    cast = Cast(live)
    first, second, ann = cast.coordinator(), cast.coordinator(), cast.volunteer()
    made = over(sessions(cast))
    for number, held in enumerate(made):
        url = f"{held.path}/register/walk-in"
        answers = at_once(
            lambda: first.post(url, person=str(ann.person_id), form_key=f"a{number:031}"),  # noqa: B023 -- done at once
            lambda: second.post(url, person=str(ann.person_id), form_key=f"b{number:031}"),  # noqa: B023 -- done at once
        )
        assert [each.status for each in answers] == [303, 303]
    found = [(count_of(Booking, each), count_of(Award, each), marks_of(each)) for each in made]
    assert found == [(1, 1, 1)] * ATTEMPTS


def over(made: Sequence[Made]) -> Sequence[Made]:
    """Let sessions be over: each a day before the next, up to yesterday."""
    with changing():
        for number, each in enumerate(made, start=1):
            entry = session.get_one(Entry, each.entry_id)
            back = timedelta(days=10 + 2 * number)
            session.get_one(TrainingSession, each.id).closes_at -= back
            entry.starts_at, entry.ends_at = entry.starts_at - back, entry.ends_at - back
            entry.first_day, entry.last_day = entry.first_day - back, entry.last_day - back
    return made


def count_of(table: type[Award | Booking], held: Made) -> int:
    """Return how many rows of a table a session has."""
    session.rollback()
    return session.query(table).filter(table.session_id == held.id).count()


def marks_of(held: Made) -> int:
    """Return how often somebody was marked on a session's register."""
    marks = session.query(AttendanceMark).join(Booking, AttendanceMark.booking_id == Booking.id)
    return marks.filter(Booking.session_id == held.id).count()


def booked(held: Made, person_id: int) -> int:
    """Give somebody a place, and return its number."""
    with changing():
        booking = Booking(session_id=held.id, person_id=person_id, state=BookingState.BOOKED)
        session.add(booking)
        session.flush()
        return booking.id
