"""Which sessions can be booked now, and who is booked on which course."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.training.models import (
    LIVE,
    Booking,
    BookingState,
    SessionAudience,
    SessionDay,
    SessionState,
    TrainingSession,
)
from portal.training.rules import Bookable


def bookable(course_ids: Collection[int] | None = None) -> dict[int, Sequence[Bookable]]:
    """Return each course's sessions that can be booked now and have a place, soonest first.

    A place for which somebody waits is theirs first, so it does not count.
    """
    found: defaultdict[int, list[Bookable]] = defaultdict(list)
    for _, rows in groupby(session.execute(_open(course_ids)), key=lambda row: row.id):
        row, *others = rows
        found[row.course_id].append(
            Bookable(
                uuid=row.uuid,
                day=row.first_day,
                last_day=max(row.last_day, row.final_day or row.last_day),
                places=row.places,
                keys=frozenset(each.key for each in (row, *others) if each.key is not None),
            )
        )
    return dict(found)


def _open(course_ids: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    """Return the select of one row for each session and key that may book it."""
    now = clock.now()
    taken = (
        select(func.count(Booking.id))
        .where(Booking.session_id == TrainingSession.id, Booking.state.in_(LIVE))
        .scalar_subquery()
    )
    final_day = (
        select(func.max(Entry.last_day))
        .join(SessionDay, SessionDay.entry_id == Entry.id)
        .where(SessionDay.session_id == TrainingSession.id)
        .correlate(TrainingSession)
        .scalar_subquery()
    )
    places = (TrainingSession.capacity - taken).label("places")
    return (
        select(
            TrainingSession.id,
            TrainingSession.course_id,
            Entry.uuid,
            Entry.first_day,
            Entry.last_day,
            final_day.label("final_day"),
            places,
            SessionAudience.key,
        )
        .join(TrainingSession.entry)
        .outerjoin(SessionAudience, SessionAudience.session_id == TrainingSession.id)
        .where(
            _of(course_ids),
            TrainingSession.state == SessionState.PUBLISHED,
            or_(TrainingSession.opens_at.is_(None), TrainingSession.opens_at <= now),
            TrainingSession.closes_at > now,
            Entry.starts_at > now,
            places > 0,
        )
        .order_by(Entry.starts_at, TrainingSession.id)
    )


def booked_days(person_ids: Collection[int] | None = None) -> dict[tuple[int, int], date]:
    """Return the first coming day on which each person has a place: {(person, course): day}.

    A cancelled session does not count.
    """
    asked = true() if person_ids is None else Booking.person_id.in_(person_ids)
    rows = session.execute(
        select(Booking.person_id, TrainingSession.course_id, func.min(Entry.first_day))
        .join(Booking.session)
        .join(TrainingSession.entry)
        .where(
            asked,
            Booking.person_id.is_not(None),
            Booking.state == BookingState.BOOKED,
            TrainingSession.state == SessionState.PUBLISHED,
            Entry.first_day >= clock.today(),
        )
        .group_by(Booking.person_id, TrainingSession.course_id)
    )
    return {(person_id, course_id): day for person_id, course_id, day in rows if person_id}


def _of(course_ids: Collection[int] | None) -> ColumnElement[bool]:
    return true() if course_ids is None else TrainingSession.course_id.in_(course_ids)
