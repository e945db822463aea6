"""From rows to volunteers: every cell understood, or the row given back with a reason."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from portal.members.imports import cells
from portal.members.imports.cells import BadCell
from portal.members.imports.columns import OWN
from portal.members.imports.reading import Line, Sheet

PLAIN: Final[Mapping[str, Callable[[str], Any]]] = {
    "email": cells.email,
    "phone": cells.phone,
    "mobile": cells.phone,
    "known_as": cells.name,
    "phone_shared": cells.yes_or_no,
    "status": cells.status,
    "joined_on": cells.day,
    "left_on": cells.day,
    "min_month": cells.panels_a_month,
    "max_month": cells.panels_a_month,
    "may_chair": cells.yes_or_no,
    "is_learner": cells.yes_or_no,
    "dbs_on": cells.day,
    "dbs_again": cells.day,
    "dbs_level": cells.level,
    "dbs_update": cells.yes_or_no,
}
DBS: Final = ("dbs_on", "dbs_again", "dbs_level", "dbs_update")
NOT_YET: Final = ("joined_on", "left_on", "dbs_on")
"""Days that cannot lie in the future."""


@dataclass(frozen=True)
class Known:
    """What rows are read against: today, the areas by bare name and code, and their names."""

    today: date
    areas: Mapping[str, int] = field(default_factory=dict)
    area_names: str = ""


@dataclass(frozen=True)
class Volunteer:
    """A row understood. What it does not say stays as it is held.

    `values` are columns of the member and of the person; `areas` None says nothing of areas;
    `dbs` has what is said of a DBS check, its day (`dbs_on`) always among it.
    """

    line: Line
    number: str
    name: str
    values: Mapping[str, Any]
    areas: frozenset[int] | None = None
    dbs: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Problem:
    """A row that did not go in, and why."""

    line: Line
    reason: str


@dataclass(frozen=True)
class Reading:
    """A file understood. `repeats` counts rows that say the same again."""

    sheet: Sheet
    volunteers: Sequence[Volunteer]
    problems: Sequence[Problem]
    notes: Sequence[str]
    repeats: int = 0


def understand(sheet: Sheet, known: Known) -> Reading:
    """Return the volunteers that the rows speak of, and the rows that will not do."""
    good: list[Volunteer] = []
    problems: list[Problem] = []
    for line in sheet.lines:
        found = _Row(sheet, line, known).read()
        if isinstance(found, Problem):
            problems.append(found)
        else:
            good.append(found)
    kept, twice, repeats = _once(good)
    problems = sorted([*problems, *twice], key=lambda problem: problem.line.number)
    return Reading(sheet, kept, problems, _notes(sheet, known), repeats)


class _Row:
    """One row while it is read; each thing wrong with it adds a sentence."""

    def __init__(self, sheet: Sheet, line: Line, known: Known) -> None:
        self.sheet = sheet
        self.line = line
        self.known = known
        self.wrong: list[str] = []

    def read(self) -> Volunteer | Problem:
        """Return the volunteer, or the row with all that is wrong with it."""
        number = self._needed("number", cells.number)
        name = self._name()
        said = {key: self._cell(key, parse) for key, parse in PLAIN.items()}
        said = {key: value for key, value in said.items() if value is not None}
        areas = self._cell("areas", self._areas) if self.known.areas else None
        self._check(said)
        if self.wrong or number is None or name is None:
            return Problem(self.line, " ".join(self.wrong))
        if "mobile" in said:
            said["phone"] = said.pop("mobile")
        dbs: dict[str, Any] = {key: said.pop(key) for key in DBS if key in said}
        values = {"name": name, **said}
        return Volunteer(self.line, number, name, values, areas, dbs if "dbs_on" in dbs else None)

    def _areas(self, text: str) -> frozenset[int]:
        return cells.areas(text, self.known.areas, self.known.area_names)

    def _name(self) -> str | None:
        places = self.sheet.columns.places
        if "last" not in places:
            return self._needed("name", cells.name)
        first = self._cell("first" if "first" in places else "name", cells.name)
        last = self._needed("last", cells.name)
        return f"{first or ''} {last}".strip() if last else None

    def _needed(self, key: str, parse: Callable[[str], str]) -> str | None:
        before = len(self.wrong)
        found: str | None = self._cell(key, parse)
        if found is None and len(self.wrong) == before:
            self.wrong.append(f"{self._heading(key)}: this is blank, enter it.")
        return found

    def _cell(self, key: str, parse: Callable[[str], Any]) -> Any:
        """Return what a cell says; None when it is blank or will not do."""
        place = self.sheet.columns.places.get(key)
        if place is None or place >= len(self.line.cells):
            return None
        try:
            text = cells.tidied(self.line.cells[place])
            return None if cells.is_blank(text) else parse(text)
        except BadCell as problem:
            self.wrong.append(f"{self._heading(key)}: {problem}.")
            return None

    def _heading(self, key: str) -> str:
        return self.sheet.headings[self.sheet.columns.places[key]].strip()

    def _check(self, said: dict[str, Any]) -> None:
        """Add what is wrong with the row as a whole."""
        for key in NOT_YET:
            if key in said and said[key] > self.known.today:
                self.wrong.append(f"{self._heading(key)}: this day is in the future, correct it.")
        if said.get("may_chair") and said.get("is_learner"):
            self.wrong.append(
                f"{self._heading('may_chair')} and {self._heading('is_learner')}: "
                "a learner does not chair, leave one of the two."
            )
        if "left_on" in said and said.setdefault("status", "left") != "left":
            self.wrong.append(
                f"{self._heading('left_on')}: this has a day while the status is another, "
                "empty one of the two."
            )
        self._check_dbs(said)
        self._check_width()

    def _check_dbs(self, said: Mapping[str, Any]) -> None:
        again, made = said.get("dbs_again"), said.get("dbs_on")
        if again is None or any("DBS" in sentence for sentence in self.wrong):
            return
        if made is None:
            self.wrong.append(
                f"{self._heading('dbs_again')}: there is no day of the DBS check itself, "
                "enter it in a column called DBS date."
            )
        elif again <= made:
            self.wrong.append(
                f"{self._heading('dbs_again')}: this is not after the day of the check, correct it."
            )

    def _check_width(self) -> None:
        if any(cell.strip() for cell in self.line.cells[len(self.sheet.headings) :]):
            self.wrong.append(
                "The row has more cells than there are headings: put a value that holds the "
                "separator into quotation marks."
            )


def _once(good: Sequence[Volunteer]) -> tuple[list[Volunteer], list[Problem], int]:
    """Return each volunteer once, rows that contradict each other, and how many repeat one."""
    by_number: defaultdict[str, list[Volunteer]] = defaultdict(list)
    for each in good:
        by_number[each.number].append(each)
    kept: list[Volunteer] = []
    problems: list[Problem] = []
    repeats = 0
    for number, rows in by_number.items():
        first, *others = rows
        if all(_said(other) == _said(first) for other in others):
            kept.append(first)
            repeats += len(others)
            continue
        lines = " and ".join(str(row.line.number) for row in rows)
        reason = f"{number} is on lines {lines}, with different details: keep one of them."
        problems.extend(Problem(row.line, reason) for row in rows)
    return kept, problems, repeats


def _said(volunteer: Volunteer) -> tuple[Any, ...]:
    return (volunteer.name, volunteer.values, volunteer.areas, volunteer.dbs)


def _notes(sheet: Sheet, known: Known) -> list[str]:
    """Return what people should know of how the file was read."""
    notes = []
    if sheet.above:
        notes.append(f"Rows above the headings that were passed over: {sheet.above}.")
    if sheet.columns.spare:
        notes.append(f"Columns that were left out: {', '.join(sheet.columns.spare)}.")
    nameless = sum(not heading.strip() for heading in sheet.headings)
    if nameless:
        notes.append(f"Columns without a heading that were left out: {nameless}.")
    doubled = [each for each in sheet.columns.doubled if cells.bare(each) != OWN]
    if doubled:
        notes.append(f"Columns that say again what one to their left says: {', '.join(doubled)}.")
    if "areas" in sheet.columns.places and not known.areas:
        notes.append(
            "No areas are set up yet, so the column of areas was left out. Ask council IT to add "
            "them, then import the file again."
        )
    return notes
