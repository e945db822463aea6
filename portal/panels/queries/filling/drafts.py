"""What a run chose, sitting by sitting: who would be where, why, what stays empty and why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.calendar.models import Entry, Room
from portal.database import session
from portal.panels.models import FillChoice, FillRun, Seat, SeatKind, Sitting
from portal.panels.queries import facts
from portal.panels.queries.filling.board import GOING
from portal.panels.queries.rota.grid import Grid, grid_of
from portal.panels.queries.rota.sittings import Named, Rota, RotaSitting, between
from portal.panels.queries.rota.viewers import Viewer
from portal.panels.rules import filling
from portal.panels.rules.rota import Ask, Period
from portal.people.models import Person
from portal.site.pagination import Page, page_of

MANY: Final = 60
"""Sittings on one page of a draft; where there are more, each month stands by itself."""
MOST_SAID: Final = 40
"""Seats that stay empty or wait for an answer and are named one by one."""
COMMUNITY: Final = (SeatKind.CHAIR, SeatKind.MEMBER)


@dataclass(frozen=True)
class Line:
    """One seat, as it was when the run began and as the draft would have it, and why.

    `asked` is whether somebody is being asked for it just now.
    """

    seat: Seat
    choice: FillChoice | None
    asked: bool = False
    why: str = ""
    remedy: str = ""

    @property
    def today(self) -> Person | None:
        """Return who had the seat or was planned for it."""
        return self.choice.was if self.choice else self.seat.person or self.seat.pencilled

    @property
    def draft(self) -> Person | None:
        """Return whom the draft has there."""
        return self.choice.person if self.choice else self.today

    @property
    def changes(self) -> bool:
        """Return whether the draft has somebody else."""
        return self.choice is not None and self.choice.person_id != self.choice.was_id


@dataclass(frozen=True)
class Part:
    """One sitting of a run."""

    sitting: Sitting
    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        """Return the seats that the draft gives to somebody else."""
        return tuple(each for each in self.lines if each.changes)

    @property
    def is_open(self) -> bool:
        """Return whether some of it has not been accepted, and still could be."""
        waits = any(each.choice and each.choice.accepted_at is None for each in self.changed)
        return waits and self.sitting.state in GOING

    @property
    def is_accepted(self) -> bool:
        """Return whether some of it was accepted and not undone."""
        return any(
            each.choice and each.choice.accepted_at and not each.choice.undone_at
            for each in self.changed
        )

    @property
    def is_settled(self) -> bool:
        """Return whether everybody whom the panel needs has said yes."""
        return all(each.seat.person for each in self.lines if each.seat.kind in COMMUNITY)

    @property
    def missing(self) -> str:
        """> a chair and a panel member: for these seats nobody is planned, nor being asked."""
        return " and ".join(f"a {each.seat.kind.label}" for each in self._empty(asked=False))

    @property
    def asked(self) -> str:
        """> a chair: somebody is being asked for it, and has not answered yet."""
        return " and ".join(f"a {each.seat.kind.label}" for each in self._empty(asked=True))

    def _empty(self, *, asked: bool) -> list[Line]:
        return [
            each
            for each in self.lines
            if each.draft is None and each.seat.kind in COMMUNITY and each.asked is asked
        ]


@dataclass(frozen=True)
class Gap:
    """A community seat that stays empty: why, and what would mend it."""

    seat: Seat
    why: str
    remedy: str


@dataclass(frozen=True)
class Tally:
    """What a whole run comes to, however many pages it has.

    `changes` wait to be accepted. `gaps` and `asked` name the first seats of so many that stay
    empty, and of so many for which somebody is being asked.
    """

    changes: int
    gap_count: int
    gaps: Sequence[Gap]
    asked_count: int
    asked: Sequence[Seat]


def choices_of(found: FillRun) -> Sequence[FillChoice]:
    """Return what a run chose, in order of its sittings and seats, with everybody's names."""
    return session.scalars(_choices().where(FillChoice.run_id == found.id)).all()


def words_of(choices: Collection[FillChoice]) -> dict[int, tuple[str, str]]:
    """Return why somebody has each of these seats, or nobody, and the remedy, by choice."""
    kept = [sentence or "" for each in choices for sentence in (each.why, each.remedy)]
    known = names(filling.numbers_in(kept))
    return {
        each.id: (filling.by_name(each.why, known), filling.by_name(each.remedy or "", known))
        for each in choices
    }


def months_of(found: FillRun) -> dict[date, int]:
    """Return how many sittings a run has in each month, by its first day, in order."""
    days = session.scalars(
        select(Entry.first_day)
        .join(Sitting, Sitting.entry_id == Entry.id)
        .where(Sitting.id.in_(_sittings(found)))
        .order_by(Entry.first_day)
    )
    return dict(Counter(each.replace(day=1) for each in days))


def parts(found: FillRun, month: Period | None = None, number: int = 1) -> Page[Part]:
    """Return a page of a run's sittings by date, of a month or of all of it.

    Each has its community and observer seats.
    """
    page = page_of(_whole(found, month), number, MANY)
    ids = [each.id for each in page.items]
    statement = _choices().where(FillChoice.run_id == found.id, Seat.sitting_id.in_(ids))
    chosen = {each.seat_id: each for each in session.scalars(statement)}
    words, asked = words_of(chosen.values()), facts.in_hand(ids).seats
    items = [Part(each, _lines(each, chosen, words, asked)) for each in page.items]
    return replace(page, items=items)


def tally(found: FillRun) -> Tally:
    """Return what the whole of a run comes to."""
    empty = (
        select(FillChoice)
        .join(FillChoice.seat)
        .where(
            FillChoice.run_id == found.id, FillChoice.person_id.is_(None), Seat.kind.in_(COMMUNITY)
        )
    )
    gaps = session.scalars(
        empty.join(Seat.sitting)
        .join(Sitting.entry)
        .options(
            contains_eager(FillChoice.seat)
            .contains_eager(Seat.sitting)
            .contains_eager(Sitting.entry)
        )
        .order_by(Entry.starts_at, Seat.sitting_id, Seat.number)
        .limit(MOST_SAID)
    ).all()
    words, asked = words_of(gaps), _asked(found)
    return Tally(
        changes=_count(_open_changes(found)),
        gap_count=_count(empty),
        gaps=[Gap(each.seat, *words[each.id]) for each in gaps],
        asked_count=len(asked),
        asked=asked[:MOST_SAID],
    )


def grid(found: FillRun, viewer: Viewer, month: Period) -> tuple[Rota, Grid]:
    """Return people by date of a month, as a run would have it, and the sittings it shows."""
    first, last = max(month.first, found.first_on), min(month.last, found.last_on)
    chosen = _chosen_between(found, first, last)
    every = [_drafted(each, chosen) for each in between(viewer, first, last)]
    rota = Rota(replace(viewer, arranges=False), Ask(month, area_id=found.area_id), every)
    made, more = grid_of(rota), _more(chosen.values())
    lines = [each._replace(load=each.load + more[each.person.id]) for each in made.lines]
    return rota, replace(made, lines=lines)


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Return people's names, by number, in their order."""
    people = session.scalars(
        select(Person).where(Person.id.in_(person_ids)).order_by(Person.name, Person.id)
    )
    return {each.id: each.display_name for each in people}


def _choices() -> Select[FillChoice]:
    seat = joinedload(FillChoice.seat)
    return (
        select(FillChoice)
        .join(FillChoice.seat)
        .options(
            seat.joinedload(Seat.sitting), joinedload(FillChoice.person), joinedload(FillChoice.was)
        )
        .order_by(Seat.sitting_id, Seat.number)
    )


def _sittings(found: FillRun) -> Select[int]:
    chosen = select(Seat.sitting_id).join(FillChoice, FillChoice.seat_id == Seat.id)
    return chosen.where(FillChoice.run_id == found.id)


def _whole(found: FillRun, month: Period | None) -> Select[Sitting]:
    entry = contains_eager(Sitting.entry)
    statement = (
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
        .where(Sitting.id.in_(_sittings(found)))
        .order_by(Entry.starts_at, Sitting.id)
    )
    if month is None:
        return statement
    return statement.where(Entry.first_day >= month.first, Entry.first_day <= month.last)


def _lines(
    sitting: Sitting,
    chosen: Mapping[int, FillChoice],
    words: Mapping[int, tuple[str, str]],
    asked: Collection[int],
) -> tuple[Line, ...]:
    found = []
    for seat in sitting.seats:
        if seat.kind is not SeatKind.ADVISER:
            choice = chosen.get(seat.id)
            said = words[choice.id] if choice else ("", "")
            found.append(Line(seat, choice, seat.id in asked, *said))
    return tuple(found)


def _open_changes(found: FillRun) -> Select[FillChoice]:
    return (
        select(FillChoice)
        .join(FillChoice.seat)
        .join(Seat.sitting)
        .where(
            FillChoice.run_id == found.id,
            FillChoice.person_id.is_distinct_from(FillChoice.was_id),
            FillChoice.accepted_at.is_(None),
            Sitting.state.in_(GOING),
        )
    )


def _count(statement: Select[Any]) -> int:
    counted = statement.with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(counted) or 0


def _asked(found: FillRun) -> Sequence[Seat]:
    """Return the community seats of a run's sittings for which somebody is being asked."""
    ids = set(session.scalars(_sittings(found)))
    return session.scalars(
        select(Seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .options(contains_eager(Seat.sitting).contains_eager(Sitting.entry))
        .where(
            Seat.id.in_(facts.in_hand(ids).seats),
            Seat.kind.in_(COMMUNITY),
            Seat.person_id.is_(None),
        )
        .order_by(Entry.starts_at, Seat.sitting_id, Seat.number)
    ).all()


_Chosen = tuple[Named | None, int | None]
"""Whom a run has on a seat, and the number of who was there."""


def _chosen_between(found: FillRun, first: date, last: date) -> dict[int, _Chosen]:
    rows = session.scalars(
        _choices()
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(FillChoice.run_id == found.id, Entry.first_day.between(first, last))
    )
    return {
        each.seat_id: (
            Named(each.person.id, each.person.display_name) if each.person else None,
            each.was_id,
        )
        for each in rows
    }


def _drafted(sitting: RotaSitting, chosen: Mapping[int, _Chosen]) -> RotaSitting:
    seats = [
        each._replace(planned=chosen[each.id][0])
        if each.id in chosen and each.person is None
        else each
        for each in sitting.seats
    ]
    return replace(sitting, seats=tuple(seats))


def _more(chosen: Collection[_Chosen]) -> Counter[int]:
    """Return by how many sittings each has more in a draft than today."""
    found: Counter[int] = Counter()
    for who, was in chosen:
        if who is not None:
            found[who.id] += 1
        if was is not None:
            found[was] -= 1
    return found
