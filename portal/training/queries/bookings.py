"""Bookings: one of them, held for a change, a person's own, and whose time has run out."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.people.models import Person
from portal.training.models import (
    LIVE,
    Booking,
    BookingState,
    SessionDay,
    SessionState,
    TrainingSession,
)

MOST: Final = 20
"""Of a person's own on a first page; nobody has more to come."""
BATCH: Final = 500


def lock_people(ids: Collection[int]) -> None:
    """Hold the rows of people, before any session or booking: what decides who is promised where.

    With `key_share`: a letter to somebody refers to their row, and must not wait for them while
    they wait for the session that its writer holds.
    """
    ordered = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
    session.execute(ordered.with_for_update(key_share=True))


def lock_session(session_id: int) -> TrainingSession:
    """Return a session as it now is, whole, held with its bookings until all is done."""
    mine = TrainingSession.id == session_id
    session.execute(select(TrainingSession.id).where(mine).with_for_update())
    of_it = select(Booking.id).where(Booking.session_id == session_id).order_by(Booking.id)
    session.execute(of_it.with_for_update())
    return session.scalars(_whole().where(mine).execution_options(populate_existing=True)).one()


def session_numbered(session_id: int) -> TrainingSession:
    """Return a session by its number, with all that a letter says of it."""
    return session.scalars(_whole().where(TrainingSession.id == session_id)).one()


def _whole() -> Select[TrainingSession]:
    place = joinedload(Entry.room).joinedload(Room.venue)
    return select(TrainingSession).options(
        joinedload(TrainingSession.course),
        joinedload(TrainingSession.trainer),
        joinedload(TrainingSession.entry).options(place, selectinload(Entry.attendees)),
        selectinload(TrainingSession.more_days)
        .joinedload(SessionDay.entry)
        .options(place, selectinload(Entry.attendees)),
        selectinload(TrainingSession.audience),
        selectinload(TrainingSession.bookings).joinedload(Booking.person),
    )


def booking(uuid: UUID) -> Booking:
    """Return a booking; raises NoResultFound, answered 404."""
    return session.scalars(_one().where(Booking.uuid == uuid)).one()


def booking_numbered(booking_id: int) -> Booking:
    """Return a booking by its number."""
    return session.scalars(_one().where(Booking.id == booking_id)).one()


def booking_by_form(form_key: str, session_id: int) -> Booking | None:
    """Return the booking of a session that a form that was sent before has made."""
    return session.scalar(
        select(Booking).where(Booking.form_key == form_key, Booking.session_id == session_id)
    )


def _one() -> Select[Booking]:
    return select(Booking).options(joinedload(Booking.session).joinedload(TrainingSession.entry))


def own(person_id: int) -> Sequence[Booking]:
    """Return a person's bookings of sessions that are not over, each with its session, in order.

    Those that wait and those that are offered a place are among them.
    """
    return session.scalars(
        _coming()
        .options(
            contains_eager(Booking.session).joinedload(TrainingSession.course),
            contains_eager(Booking.session)
            .contains_eager(TrainingSession.entry)
            .options(joinedload(Entry.room).joinedload(Room.venue)),
        )
        .where(Booking.person_id == person_id, or_(Entry.ends_at > clock.now(), _goes_on()))
        .order_by(Entry.starts_at, Booking.id)
        .limit(MOST)
    ).all()


def _goes_on() -> ColumnElement[bool]:
    """Return whether a session has a further day that is not over."""
    day = aliased(Entry)
    return exists().where(
        SessionDay.session_id == TrainingSession.id,
        SessionDay.entry_id == day.id,
        day.ends_at > clock.now(),
    )


def to_begin(person_id: int) -> Sequence[Booking]:
    """Return a person's bookings of sessions that have not begun, in the order of sessions."""
    return session.scalars(
        _coming()
        .where(Booking.person_id == person_id, Entry.starts_at > clock.now())
        .order_by(Booking.session_id, Booking.id)
    ).all()


def _coming() -> Select[Booking]:
    return (
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.entry)
        .where(Booking.state.in_(LIVE), TrainingSession.state == SessionState.PUBLISHED)
    )


def lapsed_ids() -> Sequence[int]:
    """Return the numbers of offered places whose time has run out, the longest ago first."""
    return session.scalars(
        select(Booking.id)
        .join(Booking.session)
        .where(
            Booking.state == BookingState.OFFERED,
            Booking.offered_until <= clock.now(),
            TrainingSession.state == SessionState.PUBLISHED,
        )
        .order_by(Booking.offered_until, Booking.id)
        .limit(BATCH)
    ).all()


def booked_on(day: date) -> Sequence[Booking]:
    """Return the bookings of sessions that begin on a day, guests' too: who is reminded."""
    return session.scalars(
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.entry)
        .options(joinedload(Booking.person), contains_eager(Booking.session))
        .where(
            Booking.state == BookingState.BOOKED,
            TrainingSession.state == SessionState.PUBLISHED,
            Entry.first_day == day,
            Entry.starts_at > clock.now(),
        )
        .order_by(Entry.starts_at, Booking.id)
    ).all()
