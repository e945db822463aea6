"""What a volunteer could take: seats in an open call, cover that is wanted, seats still free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.members.queries import MemberStanding
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
from portal.panels.queries.candidates import candidates_at
from portal.panels.queries.sittings import live_panels
from portal.people.models import Person

MOST: Final = 40
"""Sittings that are looked at, the soonest first: months, for anybody."""


@dataclass(frozen=True)
class Opening:
    """A seat that somebody could take; never anything of an order.

    `owner` looks for cover. Without a `call` nobody has been asked: a name can be put down.
    """

    entry: Entry
    number: int
    kind: SeatKind
    panels: int
    call: SeatCall | None
    owner: str
    over_most: bool

    @property
    def uuid(self) -> UUID:
        """Return the sitting's address."""
        return self.entry.uuid

    @property
    def chooses(self) -> bool:
        """Return whether the coordinator chooses, by a promised day."""
        return self.call is None or self.call.mode is CallMode.CHOOSE

    @property
    def confirm_by(self) -> datetime | None:
        """Return by when the coordinator has promised to choose."""
        return self.call.confirm_by if self.call else None


def openings(person: Person) -> list[Opening]:
    """Return what somebody could take, the soonest first, one seat a sitting.

    A fixed number of statements, however many sittings there are.
    """
    sittings = _open_sittings()
    if not sittings:
        return []
    stands = candidates_at(sittings, [person.id])
    found = [_best(sitting, stands[sitting.id]) for sitting in sittings]
    return [each for each in found if each is not None]


def hoped_for(person: Person) -> Sequence[Offer]:
    """Return the offers for which somebody put their name down or stands by, the soonest first."""
    return session.scalars(
        select(Offer)
        .join(Offer.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .options(
            joinedload(Offer.call),
            contains_eager(Offer.seat)
            .contains_eager(Seat.sitting)
            .contains_eager(Sitting.entry)
            .joinedload(Entry.room)
            .joinedload(Room.venue),
        )
        .where(
            Offer.person_id == person.id,
            Offer.state.in_((OfferState.VOLUNTEERED, OfferState.WAITING)),
            *_going(),
        )
        .order_by(Entry.starts_at, Offer.id)
        .limit(MOST)
    ).all()


def _open_sittings() -> Sequence[Sitting]:
    call_open = exists().where(SeatCall.seat_id == Seat.id, SeatCall.closed_at.is_(None))
    seat_open = exists().where(
        Seat.sitting_id == Sitting.id,
        Seat.kind != SeatKind.ADVISER,
        or_(Seat.person_id.is_(None), Seat.cover_wanted_at.is_not(None) & call_open),
    )
    seats = selectinload(Sitting.seats)
    return session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .options(
            joinedload(Sitting.entry).joinedload(Entry.room).joinedload(Room.venue),
            selectinload(Sitting.panels),
            seats.joinedload(Seat.person),
            seats.selectinload(Seat.calls),
        )
        .where(seat_open, *_going())
        .order_by(Entry.starts_at, Sitting.id)
        .limit(MOST)
    ).all()


def _going() -> tuple[ColumnElement[bool], ...]:
    return (
        Sitting.state == SittingState.PUBLISHED,
        Entry.starts_at > clock.now() + rules.LAST_MINUTE,
    )


def _best(sitting: Sitting, stands: Sequence[MemberStanding]) -> Opening | None:
    """Return the seat of a sitting that somebody could take, what was asked for first.

    None where they are in line already: their name is down, or their turn comes.
    """
    if not stands or _is_in_line(stands[0]):
        return None
    them = stands[0]
    could = [seat for seat in sitting.seats if _is_open(seat) and _may(them, seat)]
    if not could:
        return None
    seat = min(could, key=lambda each: (_open_call(each) is None, each.number))
    return Opening(
        entry=sitting.entry,
        number=seat.number,
        kind=seat.kind,
        panels=len(live_panels(sitting)),
        call=_open_call(seat),
        owner=seat.person.display_name if seat.person else "",
        over_most=any(why.about == "load" and not why.good for why in them.standing.reasons),
    )


def _is_in_line(them: MemberStanding) -> bool:
    return any(why.about == "answer" and why.good for why in them.standing.reasons)


def _may(them: MemberStanding, seat: Seat) -> bool:
    observes = seat.kind is SeatKind.OBSERVER
    return them.standing.can(seat.kind.value) and (them.member.is_learner or not observes)


def _is_open(seat: Seat) -> bool:
    if seat.kind is SeatKind.ADVISER:
        return False
    return seat.person_id is None or bool(seat.cover_wanted_at and _open_call(seat))


def _open_call(seat: Seat) -> SeatCall | None:
    return next((call for call in seat.calls if call.closed_at is None), None)
