"""What a coordinator reads in the morning, and who is reminded: plain rows, no references."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.panels.models import (
    Seat,
    Sitting,
    SittingState,
)
from portal.people.models import Person

MOST = 50


def on_a_sitting(on: date) -> Sequence[Person]:
    """Return everybody who is on a sitting of that day that has not begun."""
    return session.scalars(
        select(Person)
        .where(
            Person.id.in_(
                select(Seat.person_id)
                .join(Seat.sitting)
                .join(Sitting.entry)
                .where(*_of_day(on), Entry.starts_at > clock.now())
            )
        )
        .order_by(Person.id)
    ).all()


def own_seats(person_id: int, on: date) -> Sequence[Seat]:
    """Return the seats that somebody has that day, in the order of the clock."""
    return session.scalars(
        select(Seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(Seat.person_id == person_id, *_of_day(on))
        .order_by(Entry.starts_at, Seat.id)
    ).all()


def _of_day(on: date) -> tuple[ColumnElement[bool], ...]:
    return (Sitting.state == SittingState.PUBLISHED, Entry.first_day == on)
