"""From panels to sittings: what is held back to back, in one room, with the same people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Final

from portal.calendar.rules import quarters
from portal.panels.imports import cells
from portal.panels.imports.known import Named, PanelsKnown, Place, Somebody
from portal.panels.imports.panels import PARTS, SEATS, PanelReader, PanelRow
from portal.panels.rules import MOST_PANELS
from portal.site.filters import day, time
from portal.spreadsheets.imports import (
    Line,
    Problem,
    Reading,
    Sheet,
    lines_in_words,
    notes_of,
    unmatched,
)

SHARED: Final = ("choice", "coordinator")
"""What the rows of one sitting must agree on, besides the people."""


@dataclass(frozen=True)
class SittingRows:
    """The rows of one sitting: one to three panels, one after another."""

    rows: tuple[PanelRow, ...]
    ends_at: datetime

    @property
    def lines(self) -> list[Line]:
        """Return its rows as they stand in the file."""
        return [row.line for row in self.rows]

    @property
    def starts_at(self) -> datetime:
        """Return when its first panel starts."""
        return self.rows[0].starts_at

    @property
    def room(self) -> Place:
        """Return where it is held."""
        return self.rows[0].room

    @cached_property
    def people(self) -> Mapping[str, Somebody]:
        """Return who has which seat, as any of its rows says."""
        return {seat: person for row in self.rows for seat, person in row.people.items()}

    @property
    def choice(self) -> str:
        """Return how it goes in if it is still to come."""
        return next((row.choice for row in self.rows if row.choice), cells.DRAFT)

    @property
    def coordinator(self) -> Named | None:
        """Return who looks after it, if a row says so."""
        return next((row.coordinator for row in self.rows if row.coordinator), None)

    @property
    def is_off(self) -> bool:
        """Return whether none of its panels was held: it then took neither room nor people."""
        return all(row.state == cells.CANCELLED for row in self.rows)

    @property
    def import_key(self) -> str:
        """Return the opaque key under which the sitting is found again: its start and its room.

        One that never was has its orders in it too: another was perhaps held in its place.
        """
        words = f"{self.starts_at.isoformat()}|{self.room.id}"
        if self.is_off:
            words = "|".join([words, "off", *sorted(row.order.words for row in self.rows)])
        return f"import:{sha256(words.encode()).hexdigest()[:40]}"

    @property
    def title(self) -> str:
        """> Tuesday 10 March, 5:30pm, Northmere Library, Room 2."""
        return f"{day(self.starts_at)}, {time(self.starts_at)}, {self.room.name}"


@dataclass
class _Evening:
    """A sitting while its rows are put together."""

    rows: list[PanelRow]
    ends_at: datetime
    wrong: str = field(default="")

    def fits(self, other: "_Evening") -> bool:
        """Return whether another follows at once, with the same people."""
        first, later = self.rows[0], other.rows[0]
        return (
            (first.room.id, self.ends_at) == (later.room.id, later.starts_at)
            and len(self.rows) + len(other.rows) <= MOST_PANELS
            and not _contradiction([*self.rows, *other.rows])
        )


def understand_panels(sheet: Sheet, known: PanelsKnown) -> Reading[SittingRows]:
    """Return the sittings that the rows speak of, and the rows that will not do."""
    found = [PanelReader(sheet, line, known) for line in sheet.lines]
    read = [each.read() for each in found]
    problems = [each for each in read if isinstance(each, Problem)]
    good, repeats = _once(each for each in read if isinstance(each, PanelRow))
    sittings: list[SittingRows] = []
    for evening in _evenings(good):
        if evening.wrong:
            problems += [Problem(row.line, evening.wrong) for row in evening.rows]
        else:
            sittings.append(SittingRows(tuple(evening.rows), evening.ends_at))
    free, clashing = _without_clashes(sorted(sittings, key=lambda each: each.lines[0].number))
    return Reading(
        sheet,
        free,
        sorted([*problems, *clashing], key=lambda problem: problem.line.number),
        notes_of(sheet),
        repeats,
        unmatched(found),
    )


def _once(rows: Iterable[PanelRow]) -> tuple[list[PanelRow], int]:
    """Return rows that say something of their own, and how many only repeat another.

    Evenings without an order are as many as there are rows.
    """
    kept: list[PanelRow] = []
    seen: set[str] = set()
    repeats = 0
    for row in rows:
        said = repr({key: value for key, value in vars(row).items() if key != "line"})
        if row.order and said in seen:
            repeats += 1
        else:
            seen.add(said)
            kept.append(row)
    return kept, repeats


def _evenings(rows: Sequence[PanelRow]) -> Iterator[_Evening]:
    """Yield the rows of each sitting together, those that follow one another at once too."""
    by_start: defaultdict[tuple[int, datetime], list[PanelRow]] = defaultdict(list)
    for row in rows:
        by_start[row.room.id, row.starts_at].append(row)
    evening: _Evening | None = None
    for key in sorted(by_start):
        found = _at_once(by_start[key])
        if evening and not evening.wrong and not found.wrong and evening.fits(found):
            evening = _Evening([*evening.rows, *found.rows], found.ends_at)
            continue
        if evening:
            yield evening
        evening = found
    if evening:
        yield evening


def _at_once(rows: list[PanelRow]) -> _Evening:
    """Return the sitting of rows that have one room and one time: they follow one another."""
    live = [row for row in rows if row.state != cells.CANCELLED] or rows
    untils = {row.until for row in live if row.until}
    whole = sum((timedelta(minutes=row.minutes) for row in live), timedelta())
    ends_at = untils.pop() if len(untils) == 1 else rows[0].starts_at + whole
    lines = lines_in_words([row.line for row in rows])
    wrong = ""
    if len(live) > MOST_PANELS:
        wrong = (
            f"Lines {lines} have one room at one time: a sitting hears {MOST_PANELS} panels at "
            "most, correct the times of the others."
        )
    elif untils:
        wrong = f"Lines {lines} are one sitting and end at different times: correct one of them."
    else:
        differs = _contradiction(rows)
        if differs:
            wrong = f"Lines {lines} are one sitting, and {differs}."
    return _Evening(rows, ends_at, wrong)


def _contradiction(rows: Sequence[PanelRow]) -> str:
    """Say on what rows of one sitting do not agree; nothing when they do."""
    taken: dict[int, str] = {}
    for seat in SEATS:
        named = {row.people[seat].id: row.people[seat].name for row in rows if seat in row.people}
        if len(named) > 1:
            return f"name {' and '.join(sorted(named.values()))} as {PARTS[seat]}: correct one"
        for person_id, name in named.items():
            if person_id in taken:
                return f"name {name} as {taken[person_id]} and as {PARTS[seat]}: correct one"
            taken[person_id] = PARTS[seat]
    for key in SHARED:
        if len({getattr(row, key) for row in rows} - {None}) > 1:
            return f"differ under {key.capitalize()}: correct one"
    return ""


def _without_clashes(
    sittings: Sequence[SittingRows],
) -> tuple[list[SittingRows], list[Problem]]:
    """Return the sittings that can all be, and the rows of those that get in the way of one."""
    taken: dict[tuple[str, int, int], int] = {}
    free: list[SittingRows] = []
    problems: list[Problem] = []
    for sitting in sittings:
        slots = {} if sitting.is_off else _slots(sitting)
        clash = next((slot for slot in slots if slot in taken), None)
        if clash is None:
            taken |= dict.fromkeys(slots, sitting.lines[0].number)
            free.append(sitting)
            continue
        reason = (
            f"{slots[clash]} is taken at that time by line {taken[clash]}: correct one of them."
        )
        problems += [Problem(line, reason) for line in sitting.lines]
    return free, problems


def _slots(sitting: SittingRows) -> dict[tuple[str, int, int], str]:
    times = quarters(sitting.starts_at, sitting.ends_at)
    who = {("room", sitting.room.id): sitting.room.name}
    who |= {("person", person.id): person.name for person in sitting.people.values()}
    return {(*key, quarter): name for key, name in who.items() for quarter in times}
