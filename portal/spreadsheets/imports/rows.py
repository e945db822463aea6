"""Rows while they are read: every cell understood, or the row given back with all its reasons."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from portal.spreadsheets.imports import cells
from portal.spreadsheets.imports.cells import BadCell, Unknown, bare
from portal.spreadsheets.imports.columns import OWN
from portal.spreadsheets.imports.lines import Line
from portal.spreadsheets.imports.outcomes import Problem, Unmatched
from portal.spreadsheets.imports.reading import Sheet

Made = TypeVar("Made")


class Understood(Protocol):
    """A row that was understood."""

    @property
    def line(self) -> Line:
        """Return it as it stands in the file."""
        ...


Kept = TypeVar("Kept", bound=Understood)

MOST_LINES: Final = 5


class Row:
    """One row while it is read; each thing wrong with it adds a sentence to `wrong`.

    `unknown` has, by field, what it names that there is not.
    """

    def __init__(self, sheet: Sheet, line: Line) -> None:
        self.sheet = sheet
        self.line = line
        self.wrong: list[str] = []
        self.unknown: dict[str, Unknown] = {}

    @property
    def reason(self) -> str:
        """Return all that is wrong with it."""
        return " ".join(self.wrong)

    def needed(self, key: str, parse: Callable[[str], Made]) -> Made | None:
        """Return what a cell says, which must not be blank."""
        before = len(self.wrong)
        found = self.cell(key, parse)
        if found is None and len(self.wrong) == before:
            self.wrong.append(f"{self.heading(key)}: this is blank, enter it.")
        return found

    def cell(self, key: str, parse: Callable[[str], Made]) -> Made | None:
        """Return what a cell says; None when it is blank or will not do."""
        place = self.sheet.columns.places.get(key)
        if place is None or place >= len(self.line.cells):
            return None
        try:
            text = cells.tidied(self.line.cells[place])
            return None if cells.is_blank(text) else parse(text)
        except BadCell as problem:
            end = "" if str(problem).endswith("?") else "."
            self.wrong.append(f"{self.heading(key)}: {problem}{end}")
            if isinstance(problem, Unknown) and problem.like:
                self.unknown[key] = problem
            return None

    def cells(self, parsers: Mapping[str, Callable[[str], Any]]) -> dict[str, Any]:
        """Return what several cells say, those that say something."""
        said = {key: self.cell(key, parse) for key, parse in parsers.items()}
        return {key: value for key, value in said.items() if value is not None}

    def heading(self, key: str) -> str:
        """Return the heading of a field's column, as the file has it."""
        return self.sheet.headings[self.sheet.columns.places[key]].strip()

    def not_after(self, keys: Iterable[str], said: Mapping[str, Any], today: date) -> None:
        """Refuse days that cannot lie in the future and do."""
        for key in keys:
            if key in said and said[key] > today:
                self.wrong.append(f"{self.heading(key)}: this day is in the future, correct it.")

    def check_width(self) -> None:
        """Refuse a row that is wider than its headings."""
        if any(cell.strip() for cell in self.line.cells[len(self.sheet.headings) :]):
            self.wrong.append(
                "The row has more cells than there are headings: put a value that holds the "
                "separator into quotation marks."
            )


def lines_in_words(lines: Sequence[Line]) -> str:
    """> 4 and 5; 4 and 5 and 6 and 7 and 8 and 12 more."""
    shown = [f"{line.number}" for line in lines[:MOST_LINES]]
    more = [f"{len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return " and ".join([*shown, *more])


def notes_of(sheet: Sheet) -> list[str]:
    """Return what people should know of how the file was read."""
    notes = []
    if sheet.above:
        notes.append(f"Rows above the headings that were passed over: {sheet.above}.")
    if sheet.columns.spare:
        notes.append(f"Columns that were left out: {', '.join(sheet.columns.spare)}.")
    nameless = sum(not heading.strip() for heading in sheet.headings)
    if nameless:
        notes.append(f"Columns without a heading that were left out: {nameless}.")
    doubled = [each for each in sheet.columns.doubled if bare(each) not in OWN]
    if doubled:
        notes.append(f"Columns that say again what one to their left says: {', '.join(doubled)}.")
    return notes


def unmatched(rows: Iterable[Row]) -> list[Unmatched]:
    """Return each word for something there is not once, in the order of the file."""
    found: dict[tuple[str, str], tuple[Row, Unknown]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for field, problem in row.unknown.items():
            key = (field, problem.text)
            found.setdefault(key, (row, problem))
            counts[key] += 1
    return [
        Unmatched(field, row.heading(field), text, problem.like, counts[field, text])
        for (field, text), (row, problem) in found.items()
    ]


def once(
    rows: Iterable[Kept],
    *,
    key: Callable[[Kept], Hashable],
    said: Callable[[Kept], Any],
    words: Callable[[Kept], str],
) -> tuple[list[Kept], list[Problem], int]:
    """Return each thing once, the rows that contradict each other, and how many repeat one.

    Rows with the same `key` are about the same thing, which `words` name; `said` is all that they
    must agree on.
    """
    alike: defaultdict[Hashable, list[Kept]] = defaultdict(list)
    for row in rows:
        alike[key(row)].append(row)
    kept: list[Kept] = []
    problems: list[Problem] = []
    repeats = 0
    for first, *others in alike.values():
        if all(said(other) == said(first) for other in others):
            kept.append(first)
            repeats += len(others)
            continue
        lines = lines_in_words([row.line for row in (first, *others)])
        reason = f"{words(first)} is on lines {lines}, with different details: keep one of them."
        problems.extend(Problem(row.line, reason) for row in (first, *others))
    return kept, problems, repeats
