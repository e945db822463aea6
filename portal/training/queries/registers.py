"""The register of a session: who is on it, how each was marked, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.database import as_dict, session
from portal.training.models import (
    AttendanceMark,
    Award,
    Booking,
    BookingState,
    NeedBy,
    SessionDay,
    SessionState,
    TrainingSession,
)
from portal.training.queries import planned

MOST = 20


@dataclass(frozen=True)
class RegisterLine:
    """Somebody on a register: their booking, what they were awarded by it, the last mark."""

    booking: Booking
    award: Award | None
    mark: AttendanceMark | None


def register_of(held: TrainingSession) -> list[RegisterLine]:
    """Return everybody who has a place, by name."""
    bookings = session.scalars(
        select(Booking)
        .options(
            joinedload(Booking.person),
            selectinload(Booking.marks).joinedload(AttendanceMark.marked_by),
        )
        .where(Booking.session_id == held.id, Booking.state == BookingState.BOOKED)
    ).all()
    awards = awards_by(held)
    lines = [
        RegisterLine(each, awards.get(each.person_id or 0), each.marks[-1] if each.marks else None)
        for each in bookings
    ]
    return sorted(lines, key=lambda line: (line.booking.name, line.booking.id))


def awards_by(held: TrainingSession) -> Mapping[int, Award]:
    """Return what each person was awarded by a session and still holds: {person: award}."""
    rows = session.scalars(
        select(Award).where(Award.session_id == held.id, Award.revoked_at.is_(None))
    )
    return {award.person_id: award for award in rows}


def award_by(booking: Booking) -> Award | None:
    """Return what somebody was awarded by the session of a booking and still holds."""
    return session.scalar(
        select(Award).where(
            Award.session_id == booking.session_id,
            Award.person_id == booking.person_id,
            Award.revoked_at.is_(None),
        )
    )


def booking_of(held: TrainingSession, booking_uuid: UUID) -> Booking:
    """Return a booking of a session; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Booking).where(Booking.uuid == booking_uuid, Booking.session_id == held.id)
    ).one()


def lock_booking(booking_id: int) -> Booking:
    """Return a booking as it now is, held until this change is committed."""
    return session.scalars(
        select(Booking)
        .where(Booking.id == booking_id)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    ).one()


def standing_booking(
    held: TrainingSession, *, person_id: int | None, email: str | None
) -> Booking | None:
    """Return the place, the offer or the turn that somebody has in a session."""
    states = (*planned.TAKEN, BookingState.WAITING)
    whose = Booking.person_id == person_id if person_id else Booking.guest_email == email
    return session.scalar(
        select(Booking).where(Booking.session_id == held.id, Booking.state.in_(states), whose)
    )


def unmarked(session_ids: Collection[int]) -> dict[int, int]:
    """Return how many of each session's places are not marked; none is left out."""
    rows = session.execute(
        select(Booking.session_id, func.count())
        .where(
            Booking.session_id.in_(session_ids),
            Booking.state == BookingState.BOOKED,
            Booking.attendance.is_(None),
        )
        .group_by(Booking.session_id)
    )
    return as_dict(rows)


def to_mark(trainer_id: int | None = None) -> Sequence[TrainingSession]:
    """Return the sessions that are over and not marked to the end, the oldest first.

    With a trainer, theirs alone.
    """
    last = _last_end()
    not_marked = exists().where(
        Booking.session_id == TrainingSession.id,
        Booking.state == BookingState.BOOKED,
        Booking.attendance.is_(None),
    )
    whose = [] if trainer_id is None else [TrainingSession.trainer_id == trainer_id]
    return session.scalars(
        select(TrainingSession)
        .join(TrainingSession.entry)
        .options(
            contains_eager(TrainingSession.entry),
            joinedload(TrainingSession.course),
            planned.DAYS,
        )
        .where(
            TrainingSession.state == SessionState.PUBLISHED,
            Entry.ends_at <= clock.now(),
            or_(last.is_(None), last <= clock.now()),
            not_marked,
            *whose,
        )
        .order_by(Entry.starts_at, TrainingSession.id)
        .limit(MOST)
    ).all()


def _last_end() -> ScalarSelect[datetime]:
    return (
        select(func.max(Entry.ends_at))
        .join(SessionDay, SessionDay.entry_id == Entry.id)
        .where(SessionDay.session_id == TrainingSession.id)
        .correlate(TrainingSession)
        .scalar_subquery()
    )


def panels_promised(person_id: int, since: date) -> int:
    """Return how many panels somebody has promised from a day on."""
    return len(calendar.panel_days(since, [person_id]).get(person_id, ()))


def keeps_from_panels(held: TrainingSession) -> bool:
    """Return whether a panel asks for the course of a session."""
    return any(need.by_when is NeedBy.BEFORE_DUTY for need in held.course.needs)
