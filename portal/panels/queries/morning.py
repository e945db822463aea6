"""What a coordinator reads in the morning, and who is reminded: plain rows, no references."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from portal import clock
from portal.access.rules import HELD_BY, Permission
from portal.accounts.models import User, UserRole
from portal.calendar.models import Entry, Room, Venue
from portal.database import session
from portal.panels.models import (
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import within
from portal.people.models import Person

MOST = 50


class Looking(NamedTuple):
    """Somebody who looks for cover."""

    path: str | None
    starts_at: datetime
    place: str
    kind: SeatKind
    person: str


def looking_for_cover(areas: Areas) -> list[Looking]:
    """Return who looks for cover at sittings to come, the soonest first."""
    rows = session.execute(
        select(
            Entry.path,
            Entry.starts_at,
            func.coalesce(Venue.name, Entry.place),
            Seat.kind,
            func.coalesce(Person.known_as, Person.name),
        )
        .select_from(Seat)
        .join(Seat.person)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .where(
            Seat.cover_wanted_at.is_not(None),
            Sitting.state == SittingState.PUBLISHED,
            Entry.starts_at > clock.now(),
            within(Entry.area_id, areas),
        )
        .order_by(Entry.starts_at, Seat.id)
        .limit(MOST)
    )
    return [Looking._make(row) for row in rows]


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


def coordinators() -> Sequence[Person]:
    """Return everybody who arranges panels and can sign in."""
    roles = [role for role, held in HELD_BY.items() if Permission.PANELS_ARRANGE in held]
    return session.scalars(
        select(Person)
        .join(User, User.person_id == Person.id)
        .where(
            User.active,
            User.password.is_not(None),
            User.role_rows.any(UserRole.role.in_(roles)),
        )
        .order_by(Person.id)
    ).all()


def _of_day(on: date) -> tuple[ColumnElement[bool], ...]:
    return (Sitting.state == SittingState.PUBLISHED, Entry.first_day == on)
