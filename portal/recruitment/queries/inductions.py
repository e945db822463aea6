"""When those who are appointed are inducted, as the training knows it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.database import session
from portal.site.filters import day
from portal.training.models import (
    Attendance,
    Booking,
    BookingState,
    Course,
    Kind,
    SessionState,
    TrainingSession,
)


@dataclass(frozen=True)
class Induction:
    """How somebody’s induction stands, in words, and whether its date is fixed for them."""

    words: str
    booked: bool


def inductions(person_ids: Collection[int]) -> dict[int, Induction]:
    """Return how the induction of each person stands; absent where none is asked for.

    One statement: of several, that which they came to wins, then a booked one, then the latest.
    """
    rows = session.scalars(
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.course)
        .join(TrainingSession.entry)
        .options(contains_eager(Booking.session).contains_eager(TrainingSession.entry))
        .where(
            Booking.person_id.in_(person_ids),
            Booking.state.in_((BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED)),
            TrainingSession.state.in_((SessionState.PUBLISHED, SessionState.HELD)),
            Course.kind == Kind.INDUCTION,
        )
        .order_by(Booking.person_id, Booking.id)
    ).all()
    found: dict[int, Induction] = {}
    for booking in sorted(rows, key=_weight):
        if booking.person_id is not None:
            found[booking.person_id] = _told(booking)
    return found


def _weight(booking: Booking) -> tuple[bool, bool, int]:
    came = booking.attendance is Attendance.ATTENDED
    return (came, booking.state is BookingState.BOOKED, booking.id)


def _told(booking: Booking) -> Induction:
    starts = booking.session.entry.starts_at
    if booking.attendance is Attendance.ATTENDED:
        return Induction("Induction done", booked=True)
    if booking.attendance is not None:
        return Induction(f"Missed the induction of {day(starts)}", booked=False)
    if booking.state is not BookingState.BOOKED:
        return Induction(f"On the waiting list for {day(starts)}", booked=False)
    over = "Register to be marked, " if starts < clock.now() else "Booked, "
    return Induction(f"{over}{day(starts)}", booked=True)
