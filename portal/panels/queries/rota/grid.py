"""People by date: who sits when, who is free or away then, and what stays empty."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, exists, func, or_, select

from portal.calendar.models import Entry
from portal.database import as_dict, session
from portal.members.models import Member, MemberArea, Status
from portal.members.queries.said import On
from portal.members.rules import gone_by
from portal.panels.models import Seat, SeatKind, Sitting
from portal.panels.queries.rota.sittings import (
    FIRST,
    LAST,
    NAME,
    WHOLE_STATES,
    Named,
    Rota,
    RotaSeat,
    RotaSitting,
)
from portal.panels.queries.rota.whereabouts import away_and_free, parts_of
from portal.people.models import Person
from portal.site.filters import time

MOST_PEOPLE: Final = 200
NOT_SITTING: Final = (Status.APPLICANT, Status.LEFT)
AREA: Final = bindparam("area", type_=Integer())
MARKED: Final = bindparam("marked", type_=Integer(), expanding=True)


class Volunteer(NamedTuple):
    """Somebody of the register, and the least and the most that they agreed to sit in a month.

    `leaves_on` is the last day of who has said that they will leave.
    """

    id: int
    name: str
    member_id: int
    number: str
    least: int
    most: int
    leaves_on: date | None


class Mark(NamedTuple):
    """A seat of somebody on a day: its letter, its look, and in words what both mean."""

    person: Named
    sitting: RotaSitting
    number: int
    letter: str
    look: str
    planned: bool
    pinned: bool
    words: str


class Cell(NamedTuple):
    """A person on a day. `open` says that somebody is still to be planned for then."""

    on: date
    marks: tuple[Mark, ...]
    away: bool
    free: bool
    open: bool


class Line(NamedTuple):
    """A person, how often they sit in the period, and their days on the page.

    `volunteer` is None for who looks without seeing all, and for who has left since.
    """

    person: Named
    volunteer: Volunteer | None
    load: int
    cells: tuple[Cell, ...]


class Foot(NamedTuple):
    """A day's community seats that nobody has for sure, and those with nobody planned either."""

    on: date
    empty: int
    unplanned: int


@dataclass(frozen=True)
class Grid:
    """People by date. `months` is how many the load counts; `more` people are not shown."""

    lines: Sequence[Line]
    feet: Sequence[Foot]
    months: int
    more: bool

    @property
    def empty(self) -> int:
        """Return how many community seats of the page nobody has for sure."""
        return sum(each.empty for each in self.feet)

    @property
    def unplanned(self) -> int:
        """Return how many of these have nobody planned either."""
        return sum(each.unplanned for each in self.feet)


Marks = Mapping[On, Sequence[Mark]]


def grid_of(rota: Rota) -> Grid:
    """Return the grid of what is shown of a rota: five statements more for who sees all of it.

    Such a one sees every active volunteer who serves the area, and who sits without being active;
    anybody else those who sit.
    """
    marks, feet = _marks(rota.shown), [_foot(day, rota.shown) for day in rota.days]
    marked = {person_id for person_id, _ in marks}
    volunteers = _volunteers(rota.ask.area_id, marked) if rota.viewer.whole else []
    known = {each.id: each for each in volunteers}
    people = [*(Named(each.id, each.name) for each in volunteers), *_others(marks, known)]
    away, free = _whereabouts(rota, volunteers)
    loads = _loads(rota) if rota.viewer.whole else {}
    open_on = {day for day in rota.days if _is_open(day, rota.shown)}
    lines = [
        Line(
            each,
            known.get(each.id),
            loads.get(each.id, 0),
            tuple(
                Cell(
                    day,
                    tuple(marks.get((each.id, day), ())),
                    (each.id, day) in away,
                    (each.id, day) in free,
                    day in open_on,
                )
                for day in rota.days
            ),
        )
        for each in people[:MOST_PEOPLE]
    ]
    return Grid(lines, feet, rota.ask.period.span.months, len(people) > MOST_PEOPLE)


def _others(marks: Marks, known: Mapping[int, Volunteer]) -> list[Named]:
    """Return those with a mark who are not on the register, or not asked of it, by name."""
    found = {each.person for given in marks.values() for each in given}
    return sorted(
        (each for each in found if each.id not in known), key=lambda each: (each.name, each.id)
    )


def _marks(shown: Sequence[RotaSitting]) -> Marks:
    found: defaultdict[On, list[Mark]] = defaultdict(list)
    for sitting in shown:
        for seat in sitting.seats:
            if seat.kind is not SeatKind.ADVISER:
                for mark in _marks_of(sitting, seat):
                    found[mark.person.id, sitting.on].append(mark)
    return found


def _marks_of(sitting: RotaSitting, seat: RotaSeat) -> Iterator[Mark]:
    """Yield who has the seat, who is planned for it, and who was asked for it or to take over."""
    if seat.person:
        settled = "none" if seat.kind is SeatKind.OBSERVER else "ok"
        look, words = ("due", "looking for cover") if seat.wants_cover else (settled, "")
        yield _mark(seat.person, sitting, seat, look, words)
    if seat.planned:
        words = "planned and pinned, not told" if seat.pinned else "planned, not told"
        yield _mark(seat.planned, sitting, seat, "wait", words, planned=True)
    for each in seat.asked:
        if each != seat.planned:
            asked = "asked to take over" if seat.person else "asked"
            yield _mark(each, sitting, seat, "wait", f"{asked}, no answer yet")


def _mark(
    person: Named,
    sitting: RotaSitting,
    seat: RotaSeat,
    look: str,
    words: str,
    *,
    planned: bool = False,
) -> Mark:
    said = [seat.kind.label, f"{time(sitting.starts_at)}, {sitting.place}", words]
    said += ["draft"] if sitting.is_draft else []
    return Mark(
        person,
        sitting,
        seat.number,
        seat.letter,
        look,
        planned,
        planned and seat.pinned,
        ", ".join(each for each in said if each),
    )


def _foot(day: date, shown: Sequence[RotaSitting]) -> Foot:
    needed = [seat for each in shown if each.on == day for seat in each.seats if seat.is_needed]
    return Foot(day, len(needed), sum(seat.planned is None for seat in needed))


def _is_open(day: date, shown: Sequence[RotaSitting]) -> bool:
    return any(
        seat.is_needed and seat.planned is None
        for each in shown
        if each.on == day and not each.has_begun
        for seat in each.seats
    )


def _whereabouts(rota: Rota, volunteers: Sequence[Volunteer]) -> tuple[set[On], set[On]]:
    """Return who is away and who is free on the page's days, by person."""
    wanted: defaultdict[date, set[tuple[str, ...]]] = defaultdict(set)
    for each in rota.shown:
        wanted[each.on].add(parts_of(each.starts_at, each.ends_at))
    if not (volunteers and wanted):
        return set(), set()
    persons = {each.member_id: each.id for each in volunteers}
    away, free = away_and_free(list(persons), wanted)
    gone = {(each.id, day) for each in volunteers for day in wanted if gone_by(day, each.leaves_on)}
    return (
        {(persons[member_id], day) for member_id, day in away} | gone,
        {(persons[member_id], day) for member_id, day in free} - gone,
    )


def _volunteers(area_id: int | None, marked: Collection[int]) -> list[Volunteer]:
    given = {"marked": sorted(marked), **({} if area_id is None else {"area": area_id})}
    return [Volunteer(*row) for row in session.execute(_appointed(area_id is not None), given)]


@cache
def _appointed(of_area: bool) -> Select[*tuple[Any, ...]]:
    """Whoever serves no area in particular serves them all; who cannot sit has no empty line."""
    sits = and_(Member.status.not_in(NOT_SITTING), Person.id.in_(MARKED))
    statement = (
        select(
            *(Person.id, NAME, Member.id, Member.number, Member.min_month, Member.max_month),
            Member.leaves_on,
        )
        .join(Member.person)
        .where(or_(Member.status == Status.ACTIVE, sits), Person.erased_at.is_(None))
        .order_by(Person.name, Member.id)
        .limit(MOST_PEOPLE + 1)
    )
    if not of_area:
        return statement
    serves = exists().where(MemberArea.member_id == Member.id)
    return statement.where(or_(serves.where(MemberArea.area_id == AREA), ~serves))


def _loads(rota: Rota) -> dict[int, int]:
    """Return on how many sittings of the period each is, or is planned to be, in any area."""
    period = rota.ask.period
    rows = session.execute(_LOADS, {"first": period.first, "last": period.last})
    return as_dict(rows)


_SITTER: Final = func.coalesce(Seat.person_id, Seat.pencilled_id)
_LOADS: Final = (
    select(_SITTER, func.count())
    .join(Seat.sitting)
    .join(Sitting.entry)
    .where(
        Entry.first_day >= FIRST,
        Entry.first_day <= LAST,
        Sitting.state.in_(WHOLE_STATES),
        Seat.kind != SeatKind.ADVISER,
        _SITTER.is_not(None),
    )
    .group_by(_SITTER)
)
