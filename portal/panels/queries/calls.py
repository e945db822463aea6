"""Finding open calls: what was promised, whether it was kept, and which have run out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, cast, exists, func, null, or_, select, union_all

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import UtcDateTime, session
from portal.panels import rules
from portal.panels.models import (
    CallMode,
    Offer,
    OfferState,
    Seat,
    SeatCall,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import within
from portal.people.models import Person

MEASURED_DAYS: Final = 90
"""How far back promises are counted as kept or not."""


class Promise(NamedTuple):
    """Names that were put down and wait for a coordinator to choose: promised by a moment, or not.

    `since` is when the first of those stood there for whom no call promised anything.
    """

    path: str | None
    starts_at: datetime
    place: str
    kind: SeatKind
    names: int
    confirm_by: datetime | None
    since: datetime | None = None

    @property
    def overdue(self) -> bool:
        """Return whether the promised moment has passed."""
        return self.confirm_by is not None and self.confirm_by <= clock.now()


def call_numbered(call_id: int) -> SeatCall:
    """Return a call by its number, for letters and for work done by the clock."""
    return session.get_one(SeatCall, call_id)


def seat_numbered(seat_id: int) -> Seat:
    """Return a seat by its number, for letters and for work done by the clock."""
    return session.get_one(Seat, seat_id)


def person_numbered(person_id: int) -> Person:
    """Return a person by their number, for letters that say who it was."""
    return session.get_one(Person, person_id)


def run_out_ids(*, limit: int = 200) -> Sequence[int]:
    """Return the open calls that nobody can answer any more, or nobody has answered in time."""
    now = clock.now()
    names = exists().where(Offer.call_id == SeatCall.id, Offer.state == OfferState.VOLUNTEERED)
    answer_by = SeatCall.confirm_by
    late = or_(answer_by <= now, answer_by.is_(None) & (Entry.starts_at <= now + rules.LAST_MINUTE))
    return session.scalars(
        select(SeatCall.id)
        .join(SeatCall.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(SeatCall.closed_at.is_(None), or_(Entry.starts_at <= now, late & ~names))
        .order_by(SeatCall.id)
        .limit(limit)
    ).all()


def stalled_seat_ids(*, limit: int = 200) -> Sequence[int]:
    """Return the seats to be filled whose line nobody is asked of, though it is not empty."""
    asked = exists().where(Offer.seat_id == Seat.id, Offer.state == OfferState.SENT)
    in_line = exists().where(
        Offer.seat_id == Seat.id, Offer.state.in_((OfferState.QUEUED, OfferState.WAITING))
    )
    called = exists().where(SeatCall.seat_id == Seat.id, SeatCall.closed_at.is_(None))
    return session.scalars(
        select(Seat.id)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Sitting.state == SittingState.PUBLISHED,
            Entry.starts_at > clock.now(),
            or_(Seat.person_id.is_(None), Seat.cover_wanted_at.is_not(None)),
            in_line,
            ~asked,
            ~called,
        )
        .order_by(Seat.id)
        .limit(limit)
    ).all()


def to_choose(areas: Areas, *, limit: int = 20) -> list[Promise]:
    """Return what is promised in open calls that have a name, the soonest due first.

    After them the free seats for which names were put down without any call, the longest first;
    each so many, and all in one statement.
    """
    promised = _promised(areas).limit(limit).subquery()
    waiting = _names_waiting(areas).limit(limit).subquery()
    both = union_all(select(promised), select(waiting)).subquery()
    rows = session.execute(
        select(both).order_by(
            both.c.confirm_by.is_(None), both.c.confirm_by, both.c.since, both.c.id
        )
    )
    return [Promise(*row[1:]) for row in rows]


def _promised(areas: Areas) -> Select[*tuple[Any, ...]]:
    names = (
        select(func.count(Offer.id))
        .where(Offer.call_id == SeatCall.id, Offer.state == OfferState.VOLUNTEERED)
        .correlate(SeatCall)
        .scalar_subquery()
    )
    return (
        select(
            SeatCall.id,
            Entry.path,
            Entry.starts_at,
            func.coalesce(Venue.name, Entry.place).label("place"),
            Seat.kind,
            names.label("names"),
            SeatCall.confirm_by,
            cast(null(), UtcDateTime()).label("since"),
        )
        .select_from(SeatCall)
        .join(SeatCall.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .where(*_promising(), SeatCall.closed_at.is_(None), names > 0, within(Entry.area_id, areas))
        .order_by(SeatCall.confirm_by, SeatCall.id)
    )


def _names_waiting(areas: Areas) -> Select[*tuple[Any, ...]]:
    since = func.min(Offer.answered_at)
    return (
        select(
            Seat.id,
            Entry.path,
            Entry.starts_at,
            func.coalesce(Venue.name, Entry.place),
            Seat.kind,
            func.count(Offer.id),
            cast(null(), UtcDateTime()),
            since,
        )
        .select_from(Offer)
        .join(Offer.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .where(
            Offer.state == OfferState.VOLUNTEERED,
            Offer.call_id.is_(None),
            Seat.person_id.is_(None),
            Sitting.state == SittingState.PUBLISHED,
            Entry.starts_at > clock.now(),
            within(Entry.area_id, areas),
        )
        .group_by(Seat.id, Entry.id, Venue.id)
        .order_by(since, Seat.id)
    )


def kept(areas: Areas) -> rules.Kept:
    """Return how many promises of late fell due, and how many were kept, in these areas.

    Where nobody put their name down, nobody waited to be told.
    """
    since = clock.now() - timedelta(days=MEASURED_DAYS)
    names = exists().where(Offer.call_id == SeatCall.id, Offer.state == OfferState.VOLUNTEERED)
    rows = session.execute(
        select(SeatCall.confirm_by, SeatCall.settled_at)
        .join(SeatCall.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            *_promising(),
            SeatCall.confirm_by > since,
            or_(SeatCall.settled_at.is_not(None), (SeatCall.confirm_by <= clock.now()) & names),
            within(Entry.area_id, areas),
        )
    ).all()
    return rules.Kept(sum(rules.was_kept(by, at) for by, at in rows if by), len(rows))


def _promising() -> tuple[ColumnElement[Any], ...]:
    return (SeatCall.mode == CallMode.CHOOSE, SeatCall.confirm_by.is_not(None))
