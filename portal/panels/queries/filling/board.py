"""All open seats of a time and area, and who could take them, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from itertools import combinations
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.members import rules as members
from portal.members.queries import MemberStanding, pace
from portal.panels.models import (
    FILL_WEIGHTS,
    STANDING_OFFERS,
    Offer,
    Panel,
    PanelState,
    Seat,
    SeatCall,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries.candidates import candidates_at
from portal.panels.queries.conditions import within
from portal.panels.rules import filling
from portal.settings.queries import value

GOING: Final = (SittingState.DRAFT, SittingState.PUBLISHED)
SAT: Final = (SittingState.PUBLISHED, SittingState.HELD)
A_YEAR: Final = timedelta(days=365)
ELSEWHERE: Final = 3
"""Steps of travel to a sitting of the whole service, which may be anywhere."""


@dataclass(frozen=True)
class Board:
    """Sittings with the seats of each that filling may give, and everybody's standing there."""

    first: date
    last: date
    area_id: int | None
    sittings: Sequence[Sitting]
    open_seats: dict[int, list[Seat]]
    standings: dict[int, list[MemberStanding]]
    problem: filling.Problem

    @cached_property
    def seats(self) -> dict[int, Seat]:
        """Return the open seats, by number."""
        return {seat.id: seat for seats in self.open_seats.values() for seat in seats}

    @cached_property
    def sitting(self) -> dict[int, Sitting]:
        """Return the sittings, by number."""
        return {each.id: each for each in self.sittings}

    @cached_property
    def names(self) -> dict[int, str]:
        """Return everybody's name, by number."""
        everybody = next(iter(self.standings.values()), [])
        return {each.person_id: each.member.person.display_name for each in everybody}

    def standing(self, sitting_id: int, person_id: int) -> MemberStanding | None:
        """Return how a volunteer stands at a sitting."""
        return self._by_person[sitting_id].get(person_id)

    @cached_property
    def _by_person(self) -> dict[int, dict[int, MemberStanding]]:
        return {
            sitting_id: {each.person_id: each for each in everybody}
            for sitting_id, everybody in self.standings.items()
        }


def board(first: date, last: date, area_id: int | None) -> Board:
    """Return what filling starts from: sittings to come from the first day to the last.

    Hard is what bars a volunteer from a seat, that they are away or not free, and the most that
    they agreed to. What a coordinator has set aside by hand for a seat stays as it is.
    """
    sittings = open_sittings(first, last, area_id)
    in_hand = _in_hand([each.id for each in sittings])
    open_seats = {
        each.id: [seat for seat in each.seats if _is_open(seat, in_hand)] for each in sittings
    }
    standings = candidates_at(sittings, freed=freed_by(open_seats, sittings))
    problem = _problem(sittings, open_seats, standings)
    return Board(first, last, area_id, sittings, open_seats, standings, problem)


def open_sittings(first: date, last: date, area_id: int | None) -> Sequence[Sitting]:
    """Return the sittings to come of some days, drafts among them, in order."""
    entry = joinedload(Sitting.entry)
    return session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .options(
            entry.joinedload(Entry.room).joinedload(Room.venue),
            entry.joinedload(Entry.area),
            selectinload(Sitting.panels),
            selectinload(Sitting.seats).options(
                joinedload(Seat.person), joinedload(Seat.pencilled)
            ),
        )
        .where(
            Sitting.state.in_(GOING),
            Entry.starts_at > clock.now(),
            Entry.first_day >= first,
            Entry.first_day <= last,
            within(Entry.area_id, frozenset({area_id} if area_id else ())),
        )
        .order_by(Entry.starts_at, Sitting.id)
    ).all()


def freed_by(
    open_seats: dict[int, list[Seat]], sittings: Iterable[Sitting]
) -> set[tuple[int, int]]:
    """Return the plans that filling makes anew, as (entry, person)."""
    return {
        (each.entry_id, seat.pencilled_id)
        for each in sittings
        for seat in open_seats[each.id]
        if seat.pencilled_id is not None
    }


def _is_open(seat: Seat, in_hand: set[int]) -> bool:
    """Return whether filling may give a seat to whom it likes.

    Not one that somebody has or is being asked for, nor one that a coordinator has settled: by a
    pin, or by a reason for setting something aside.
    """
    return (
        seat.kind is not SeatKind.ADVISER
        and seat.person_id is None
        and not seat.pinned
        and not seat.override_reason
        and seat.id not in in_hand
    )


def _in_hand(sitting_ids: Sequence[int]) -> set[int]:
    """Return the seats for which somebody is being asked."""
    asked = (
        select(Offer.seat_id)
        .join(Offer.seat)
        .where(Seat.sitting_id.in_(sitting_ids), Offer.state.in_(STANDING_OFFERS))
    )
    called = (
        select(SeatCall.seat_id)
        .join(SeatCall.seat)
        .where(Seat.sitting_id.in_(sitting_ids), SeatCall.closed_at.is_(None))
    )
    return set(session.scalars(asked.union(called)))


def _problem(
    sittings: Sequence[Sitting],
    open_seats: dict[int, list[Seat]],
    standings: dict[int, list[MemberStanding]],
) -> filling.Problem:
    heard = {each.id: _orders(each) for each in sittings}
    known = _known(set().union(*heard.values()))
    opened = [_opened(each, open_seats[each.id], heard[each.id]) for each in sittings]
    return filling.Problem(
        today=clock.today(),
        volunteers=_volunteers(opened, standings),
        sittings=tuple(opened),
        fits=tuple(
            _fit(who, each, known, heard)
            for each in sittings
            if open_seats[each.id]
            for who in standings[each.id]
            if who.available and len(who.barred) < len(filling.KINDS)
        ),
        clashes=_clashes(sittings),
        pencilled=frozenset(
            filling.Placement(each.id, seat.kind.value, seat.pencilled_id)
            for each in sittings
            for seat in open_seats[each.id]
            if seat.pencilled_id is not None
        ),
        weights=filling.Weights(**{name: value(each) for name, each in FILL_WEIGHTS.items()}),
    )


def _opened(
    sitting: Sitting, open_seats: list[Seat], orders: frozenset[int]
) -> filling.OpenSitting:
    settled = [seat for seat in sitting.seats if seat not in open_seats]
    taken = [(seat.kind.value, seat.person_id or seat.pencilled_id) for seat in settled]
    due = [each.due_on for each in _live(sitting) if each.due_on]
    return filling.OpenSitting(
        id=sitting.id,
        sits_on=clock.london(sitting.entry.starts_at).date(),
        due_on=min(due, default=None),
        seats=Counter(seat.kind.value for seat in open_seats),
        taken=tuple((kind, who) for kind, who in taken if who and kind in filling.KINDS),
        orders=orders,
    )


def _live(sitting: Sitting) -> list[Panel]:
    return [each for each in sitting.panels if each.state is not PanelState.CANCELLED]


def _orders(sitting: Sitting) -> frozenset[int]:
    return frozenset(each.order_id for each in _live(sitting) if each.order_id is not None)


def _fit(
    who: MemberStanding,
    sitting: Sitting,
    known: dict[int, set[int]],
    heard: dict[int, frozenset[int]],
) -> filling.Fit:
    return filling.Fit(
        volunteer=who.person_id,
        sitting=sitting.id,
        kinds=tuple(kind for kind in filling.KINDS if who.can(kind)),
        knows=len(known.get(who.person_id, set()) & heard[sitting.id]),
        travel=ELSEWHERE if sitting.entry.area_id is None else 0,
    )


def _known(order_ids: set[int]) -> dict[int, set[int]]:
    """Return the orders that each has sat on, by person."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(Seat.person_id, Panel.order_id)
        .join(Seat.sitting)
        .join(Sitting.panels)
        .join(Sitting.entry)
        .where(
            Panel.order_id.in_(order_ids),
            Panel.state != PanelState.CANCELLED,
            Sitting.state.in_(SAT),
            Entry.ends_at <= clock.now(),
            Seat.person_id.is_not(None),
        )
    )
    for person_id, order_id in rows:
        if person_id is not None and order_id is not None:
            found[person_id].add(order_id)
    return found


def _volunteers(
    opened: Sequence[filling.OpenSitting], standings: dict[int, list[MemberStanding]]
) -> tuple[filling.Volunteer, ...]:
    if not opened:
        return ()
    chaired, loads = _chaired(), _loads(opened, standings)
    return tuple(
        filling.Volunteer(
            id=who.person_id,
            least=who.member.min_month,
            most=who.member.max_month,
            chairs=who.member.may_chair and who.member.willing_chair,
            learner=who.member.is_learner,
            experienced=not who.member.is_learner,
            chaired=chaired.get(who.person_id, 0),
            last_sat=_day(who.last_sat),
            loads=loads[who.person_id],
        )
        for who in standings[opened[0].id]
    )


def _loads(
    opened: Sequence[filling.OpenSitting], standings: dict[int, list[MemberStanding]]
) -> dict[int, dict[int, int]]:
    """Return how many sittings each has in each month that filling cannot move.

    How often they sit elsewhere in the month stands at each sitting of it; whether they are on
    that one comes on top.
    """
    first = {each.month: each for each in reversed(opened)}
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for month, sitting in sorted(first.items()):
        on_it = {who for _, who in sitting.taken}
        for who in standings[sitting.id]:
            found[who.person_id][month] = who.load + (who.person_id in on_it)
    return found


def _day(moment: datetime | None) -> date | None:
    return clock.london(moment).date() if moment else None


def _chaired() -> dict[int, int]:
    """Return how often each has chaired in the past year."""
    rows = session.execute(
        select(Seat.person_id, func.count())
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Sitting.state == SittingState.HELD,
            Seat.kind == SeatKind.CHAIR,
            Seat.person_id.is_not(None),
            Entry.starts_at > clock.now() - A_YEAR,
        )
        .group_by(Seat.person_id)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}


def _clashes(sittings: Sequence[Sitting]) -> frozenset[tuple[int, int]]:
    """Return the pairs that nobody can do both of: at once, or too far apart for the time."""
    points, speed = calendar.place_points(), pace()

    @cache
    def way(one: int | None, other: int | None) -> timedelta:
        start, end = (members.Place(each, points.get(each or 0)) for each in (one, other))
        return timedelta(minutes=members.travel_minutes(start, end, speed))

    def clash(one: Sitting, other: Sitting) -> bool:
        starts, ends = one.entry.starts_at, one.entry.ends_at
        gap = max(other.entry.starts_at - ends, starts - other.entry.ends_at)
        return gap < timedelta() or gap < way(_venue(one), _venue(other))

    near: defaultdict[date, list[Sitting]] = defaultdict(list)
    for each in sittings:
        near[clock.london(each.entry.starts_at).date()].append(each)
    return frozenset(
        (min(one.id, other.id), max(one.id, other.id))
        for day in near.values()
        for one, other in combinations(day, 2)
        if clash(one, other)
    )


def _venue(sitting: Sitting) -> int | None:
    room = sitting.entry.room
    return room.venue_id if room else None
