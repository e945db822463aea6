"""All open seats of a time and area, and who could take them, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from itertools import combinations
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.members import rules as members
from portal.members.models import Member, Status
from portal.members.queries import MemberStanding, pace
from portal.panels.models import (
    FILL_WEIGHTS,
    Panel,
    PanelState,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import facts
from portal.panels.queries.candidates import candidates_at
from portal.panels.queries.conditions import within
from portal.panels.rules import filling
from portal.settings.queries import value

GOING: Final = (SittingState.DRAFT, SittingState.PUBLISHED)
NO_AREA: Final = frozenset[int]()


@dataclass(frozen=True)
class Board:
    """Sittings with the seats of each that filling may give, and everybody's standing there."""

    first: date
    last: date
    area_id: int | None
    sittings: Sequence[Sitting]
    open_seats: dict[int, list[Seat]]
    standings: dict[int, list[MemberStanding]]
    met: dict[int, list[facts.Met]]
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
    asked = facts.in_hand([each.id for each in sittings])
    open_seats = {
        each.id: [seat for seat in each.seats if _is_open(seat, asked)] for each in sittings
    }
    standings = candidates_at(sittings, freed=freed_by(open_seats, sittings))
    met = facts.by_order(facts.met(_every_order(sittings), elsewhere_than=list(open_seats)))
    problem = _Writing(sittings, open_seats, standings, asked, met).problem()
    return Board(first, last, area_id, sittings, open_seats, standings, met, problem)


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


def _is_open(seat: Seat, asked: facts.InHand) -> bool:
    """Return whether filling may give a seat to whom it likes.

    Not one that somebody has or is being asked for, nor one that a coordinator has settled: by a
    pin, or by a reason for setting something aside.
    """
    return (
        seat.kind is not SeatKind.ADVISER
        and seat.person_id is None
        and not seat.pinned
        and not seat.override_reason
        and seat.id not in asked.seats
    )


class _Writing:
    """The problem being written, from what was read."""

    def __init__(
        self,
        sittings: Sequence[Sitting],
        open_seats: dict[int, list[Seat]],
        standings: dict[int, list[MemberStanding]],
        asked: facts.InHand,
        met: dict[int, list[facts.Met]],
    ) -> None:
        self.sittings = sittings
        self.open_seats = open_seats
        self.standings = standings
        self.asked = asked
        self.met = met
        self.served = facts.served()
        self.ways = facts.Ways(sittings)

    def problem(self) -> filling.Problem:
        """Return all of it."""
        opened = [self._opened(each) for each in self.sittings]
        return filling.Problem(
            today=clock.today(),
            volunteers=self._volunteers(opened),
            sittings=tuple(opened),
            fits=tuple(
                self._fit(who, each)
                for each in self.sittings
                if self.open_seats[each.id]
                for who in self.standings[each.id]
                if self._suits(who, each)
            ),
            clashes=_clashes(self.sittings),
            pencilled=frozenset(
                filling.Placement(each.id, seat.kind.value, seat.pencilled_id)
                for each in self.sittings
                for seat in self.open_seats[each.id]
                if seat.pencilled_id is not None
            ),
            weights=filling.Weights(**{name: value(each) for name, each in FILL_WEIGHTS.items()}),
        )

    def _opened(self, sitting: Sitting) -> filling.OpenSitting:
        """Return a sitting; whoever is being asked counts as if they had said yes."""
        open_seats = self.open_seats[sitting.id]
        settled = [seat for seat in sitting.seats if seat not in open_seats]
        taken = [(seat.kind.value, seat.person_id or seat.pencilled_id) for seat in settled]
        sure = [(kind, who) for kind, who in taken if who and kind in filling.KINDS]
        due = [each.due_on for each in _live(sitting) if each.due_on]
        return filling.OpenSitting(
            id=sitting.id,
            sits_on=clock.london(sitting.entry.starts_at).date(),
            due_on=min(due, default=None),
            seats=Counter(seat.kind.value for seat in open_seats),
            taken=tuple(dict.fromkeys((*sure, *self.asked.people.get(sitting.id, ())))),
            orders=orders_of(sitting),
        )

    def _suits(self, who: MemberStanding, sitting: Sitting) -> bool:
        """Return whether they said that they can, serve the area, and may take any seat."""
        served, area = self.served.get(who.person_id), sitting.entry.area_id
        serves = served is None or area is None or area in served
        return serves and who.available and len(who.barred) < len(filling.KINDS)

    def _fit(self, who: MemberStanding, sitting: Sitting) -> filling.Fit:
        known = {
            order
            for order in orders_of(sitting)
            for each in self.met.get(order, ())
            if each.person == who.person_id and each.at < sitting.entry.starts_at
        }
        return filling.Fit(
            volunteer=who.person_id,
            sitting=sitting.id,
            kinds=tuple(kind for kind in filling.KINDS if who.can(kind)),
            knows=len(known),
            travel=self.ways.steps(sitting, self.served.get(who.person_id, NO_AREA)),
        )

    def _volunteers(self, opened: Sequence[filling.OpenSitting]) -> tuple[filling.Volunteer, ...]:
        if not opened:
            return ()
        chaired, loads = facts.chaired(), self._loads(opened)
        return tuple(
            filling.Volunteer(
                id=who.person_id,
                least=who.member.min_month,
                most=who.member.max_month,
                chairs=who.member.may_chair and who.member.willing_chair,
                learner=learns(who.member),
                experienced=not learns(who.member),
                chaired=chaired.get(who.person_id, 0),
                last_sat=_day(who.last_sat),
                loads=loads[who.person_id],
            )
            for who in self.standings[opened[0].id]
        )

    def _loads(self, opened: Sequence[filling.OpenSitting]) -> dict[int, dict[int, int]]:
        """Return how many sittings each has in each month that filling cannot move.

        How often they sit elsewhere in the month stands at each sitting of it; whether they are
        on that one comes on top, and so do those for which they are being asked.
        """
        first = {each.month: each for each in reversed(opened)}
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for month, sitting in sorted(first.items()):
            on_it = {seat.person_id or seat.pencilled_id for seat in self._settled(sitting.id)}
            for who in self.standings[sitting.id]:
                found[who.person_id][month] = who.load + (who.person_id in on_it)
        for sitting in opened:
            for _, who_id in self.asked.people.get(sitting.id, ()):
                months = found[who_id]
                months[sitting.month] = months.get(sitting.month, 0) + 1
        return found

    def _settled(self, sitting_id: int) -> list[Seat]:
        sitting = next(each for each in self.sittings if each.id == sitting_id)
        return [seat for seat in sitting.seats if seat not in self.open_seats[sitting_id]]


def learns(member: Member) -> bool:
    """Return whether they are learning: whoever is still in training may only observe."""
    return member.is_learner or member.status is Status.TRAINING


def _live(sitting: Sitting) -> list[Panel]:
    return [each for each in sitting.panels if each.state is not PanelState.CANCELLED]


def orders_of(sitting: Sitting) -> frozenset[int]:
    """Return the orders that a sitting hears."""
    return frozenset(each.order_id for each in _live(sitting) if each.order_id is not None)


def _every_order(sittings: Iterable[Sitting]) -> set[int]:
    return {order for each in sittings for order in orders_of(each)}


def _day(moment: datetime | None) -> date | None:
    return clock.london(moment).date() if moment else None


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
