"""From rows to orders: every cell understood, or the row given back with a reason."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from portal.panels.imports import cells
from portal.panels.imports.identity import NOT_KEPT
from portal.panels.imports.known import Named, OrdersKnown
from portal.panels.rules import OrderFacts, Refused, Term, check_order
from portal.site.filters import day_year, plural
from portal.spreadsheets.imports import (
    Line,
    Problem,
    Reading,
    Row,
    Sheet,
    lines_in_words,
    notes_of,
    unmatched,
)
from portal.spreadsheets.imports.cells import day, yes_or_no

PLAIN: Final[Mapping[str, Callable[[str], Any]]] = {
    "court_date": day,
    "months": cells.months,
    "intensive": yes_or_no,
    "signed_on": day,
    "ended_on": day,
    "copied": yes_or_no,
}
KEY: Final = ("court_date", "months", "area", "case_manager")
"""What tells one order from another, where the row has no reference of the portal's."""

NOT_YET: Final = ("signed_on", "ended_on")

MOST_ALIKE: Final = 20
MOST_NOTED: Final = 10


@dataclass(frozen=True)
class OrderRow:
    """A row understood. What it does not say stays as it is held.

    Without a reference it has all of `KEY`; `position` is then its turn among the rows of the
    file that have the same.
    """

    line: Line
    ref: str | None
    values: Mapping[str, Any]
    area: Named | None = None
    case_manager: Named | None = None
    position: int = 1

    @property
    def alike(self) -> tuple[Any, ...]:
        """Return what rows have in common that could be about the same order."""
        if self.ref:
            return (self.ref,)
        return tuple(self.facts[key] for key in KEY)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the row says of the order, people and areas as numbers."""
        named = {"area": self.area, "case_manager": self.case_manager}
        return {**self.values, **{key: each.id for key, each in named.items() if each}}

    @property
    def import_key(self) -> str | None:
        """Return the opaque key under which an order that this row makes is found again.

        A hash of the court date, the length, the numbers of area and case manager and the row's
        turn among its equals: nothing in it is known of a child.
        """
        if self.ref:
            return None
        words = "|".join(str(each) for each in (*self.alike, self.position))
        return f"import:{sha256(words.encode()).hexdigest()[:40]}"

    @property
    def title(self) -> str:
        """> Court on Wednesday 11 February 2026, 6 months, Northmere, Casey Moran."""
        if self.ref:
            return self.ref
        names = ", ".join(each.name for each in (self.area, self.case_manager) if each)
        court, months = self.values["court_date"], self.values["months"]
        return f"Court on {day_year(court)}, {plural(months, 'month')}, {names}"


@dataclass(frozen=True)
class OrderRows:
    """Rows that could be about the same order, or about several alike: looked at together."""

    rows: tuple[OrderRow, ...] = field(default_factory=tuple)


def understand_orders(sheet: Sheet, known: OrdersKnown) -> Reading[OrderRows]:
    """Return the orders that the rows speak of, and the rows that will not do."""
    found = [_Order(sheet, line, known) for line in sheet.lines]
    read = [each.read() for each in found]
    good = [each for each in read if isinstance(each, OrderRow)]
    groups, twice, repeats = _grouped(good)
    problems = [*(each for each in read if isinstance(each, Problem)), *twice]
    return Reading(
        sheet,
        groups,
        sorted(problems, key=lambda problem: problem.line.number),
        _notes(sheet, groups, known.today),
        repeats,
        unmatched(found),
    )


class _Order(Row):
    """One row while it is read, for an order."""

    def __init__(self, sheet: Sheet, line: Line, known: OrdersKnown) -> None:
        super().__init__(sheet, line)
        self.known = known

    def read(self) -> OrderRow | Problem:
        """Return the order, or the row with all that is wrong with it."""
        ref = self.cell("ref", cells.reference)
        said = self.cells(PLAIN)
        area = self.cell("area", self.known.areas.find)
        manager = self.cell("case_manager", self.known.case_managers.find)
        if not self.wrong and ref is None:
            self._ask_for({**said, "area": area, "case_manager": manager})
        self._check(said, ref)
        if self.wrong:
            return Problem(self.line, self.reason)
        return OrderRow(self.line, ref, said, area, manager)

    def _ask_for(self, said: Mapping[str, Any]) -> None:
        missing = [WORDS[key] for key in KEY if said.get(key) is None]
        if missing:
            *most, last = missing
            words = f"{', '.join(most)} and {last}" if most else last
            self.wrong.append(
                f"The row needs {words}, or the portal’s own reference (RO-…) of an order."
            )

    def _check(self, said: dict[str, Any], ref: str | None) -> None:
        """Add what is wrong with the row as a whole."""
        self.not_after(NOT_YET, said, self.known.today)
        if not self.wrong and "court_date" in said:
            self._check_court(said)
        self._check_course(said)
        if said.get("copied") and ref is None:
            self.wrong.append(
                f"{self.heading('copied')}: only the portal’s own reference counts, and this row "
                "has none yet. Leave this blank, or put the reference into the row."
            )
        if ref is None:
            said.pop("copied", None)
        self.check_width()

    def _check_court(self, said: Mapping[str, Any]) -> None:
        facts = OrderFacts(said["court_date"], said.get("months", 3), 0, False, 0)
        try:
            check_order(facts, today=self.known.today)
        except Refused as refused:
            self.wrong.append(f"{self.heading('court_date')}: {refused.sentence}")

    def _check_course(self, said: Mapping[str, Any]) -> None:
        course = [key for key in ("court_date", *NOT_YET) if key in said]
        for before, after in pairwise(course):
            if said[after] < said[before]:
                self.wrong.append(
                    f"{self.heading(after)}: this is before the day under "
                    f"{self.heading(before)}, correct one of them."
                )


WORDS: Final = {
    "court_date": "a court date",
    "months": "the length of the order",
    "area": "an area",
    "case_manager": "a case manager",
}


def _grouped(
    good: Sequence[OrderRow],
) -> tuple[list[OrderRows], list[Problem], int]:
    """Return rows that are alike together, references that contradict themselves, and repeats."""
    alike: defaultdict[tuple[Any, ...], list[OrderRow]] = defaultdict(list)
    for each in good:
        alike[each.alike].append(each)
    groups: list[OrderRows] = []
    problems: list[Problem] = []
    repeats = 0
    for rows in alike.values():
        first, *others = rows
        if first.ref is None and len(rows) > MOST_ALIKE:
            reason = (
                f"More than {MOST_ALIKE} rows have this court date, length, area and case manager: "
                "put the portal’s reference into each."
            )
            problems.extend(Problem(row.line, reason) for row in rows)
        elif first.ref is None:
            groups.append(OrderRows(tuple(_placed(rows))))
        elif all(other.facts == first.facts for other in others):
            groups.append(OrderRows((first,)))
            repeats += len(others)
        else:
            lines = lines_in_words([row.line for row in rows])
            reason = f"{first.ref} is on lines {lines}, with different details: keep one of them."
            problems.extend(Problem(row.line, reason) for row in rows)
    return groups, problems, repeats


def _placed(rows: Sequence[OrderRow]) -> list[OrderRow]:
    return [
        OrderRow(row.line, row.ref, row.values, row.area, row.case_manager, position)
        for position, row in enumerate(rows, start=1)
    ]


def _notes(sheet: Sheet, groups: Sequence[OrderRows], today: date) -> list[str]:
    """Return what people should know of how the file was read."""
    notes = notes_of(sheet)
    place = sheet.columns.places.get("ref")
    if place is not None:
        own = sum(line.cells[place : place + 1] == (NOT_KEPT,) for line in sheet.lines)
        if own:
            notes.append(f"References of your own, which the portal does not keep: {own}.")
    for group in [group for group in groups if len(group.rows) > 1][:MOST_NOTED]:
        lines = lines_in_words([row.line for row in group.rows])
        notes.append(
            f"Lines {lines} have the same court date, length, area and case manager. Each is an "
            "order of its own; delete all but one if they are the same order."
        )
    over = [str(row.line.number) for group in groups for row in group.rows if _is_over(row, today)]
    if over:
        notes.append(
            f"By their length these orders are over, and come in as open: lines "
            f"{', '.join(over[:MOST_NOTED])}{' and more' if len(over) > MOST_NOTED else ''}. If "
            "they are, put the day under ‘Ended on’."
        )
    return notes


def _is_over(row: OrderRow, today: date) -> bool:
    """Return whether a row without its end is of an order that should have ended."""
    said = row.values
    if "ended_on" in said or "months" not in said:
        return False
    began = said.get("signed_on") or said.get("court_date")
    return began is not None and Term(began, said["months"]).ends_on < today
