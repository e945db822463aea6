"""From rows to volunteers: every cell understood, or the row given back with a reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from portal.members.imports import cells
from portal.spreadsheets import imports as sheets
from portal.spreadsheets.imports import Line, Problem, Row, Sheet, notes_of, once
from portal.spreadsheets.imports.cells import day, yes_or_no

PLAIN: Final[Mapping[str, Callable[[str], Any]]] = {
    "email": cells.email,
    "phone": cells.phone,
    "mobile": cells.phone,
    "known_as": cells.name,
    "phone_shared": yes_or_no,
    "status": cells.status,
    "joined_on": day,
    "left_on": day,
    "min_month": cells.panels_a_month,
    "max_month": cells.panels_a_month,
    "may_chair": yes_or_no,
    "is_learner": yes_or_no,
    "dbs_on": day,
    "dbs_again": day,
    "dbs_level": cells.level,
    "dbs_update": yes_or_no,
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


class Reading(sheets.Reading[Volunteer]):
    """A file understood. `repeats` counts rows that say the same again."""

    @property
    def volunteers(self) -> Sequence[Volunteer]:
        """Return the volunteers that its rows speak of."""
        return self.items


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
    kept, twice, repeats = once(
        good, key=lambda row: row.number, said=_said, words=lambda row: row.number
    )
    problems = sorted([*problems, *twice], key=lambda problem: problem.line.number)
    return Reading(sheet, kept, problems, _notes(sheet, known), repeats)


class _Row(Row):
    """One row while it is read, for a volunteer."""

    def __init__(self, sheet: Sheet, line: Line, known: Known) -> None:
        super().__init__(sheet, line)
        self.known = known

    def read(self) -> Volunteer | Problem:
        """Return the volunteer, or the row with all that is wrong with it."""
        number = self.needed("number", cells.number)
        name = self._name()
        said = self.cells(PLAIN)
        areas = self.cell("areas", self._areas) if self.known.areas else None
        self._check(said)
        if self.wrong or number is None or name is None:
            return Problem(self.line, self.reason)
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
            return self.needed("name", cells.name)
        first = self.cell("first" if "first" in places else "name", cells.name)
        last = self.needed("last", cells.name)
        return f"{first or ''} {last}".strip() if last else None

    def _check(self, said: dict[str, Any]) -> None:
        """Add what is wrong with the row as a whole."""
        self.not_after(NOT_YET, said, self.known.today)
        if said.get("may_chair") and said.get("is_learner"):
            self.wrong.append(
                f"{self.heading('may_chair')} and {self.heading('is_learner')}: "
                "a learner does not chair, leave one of the two."
            )
        if "left_on" in said and said.setdefault("status", "left") != "left":
            self.wrong.append(
                f"{self.heading('left_on')}: this has a day while the status is another, "
                "empty one of the two."
            )
        self._check_dbs(said)
        self.check_width()

    def _check_dbs(self, said: Mapping[str, Any]) -> None:
        again, made = said.get("dbs_again"), said.get("dbs_on")
        if again is None or any("DBS" in sentence for sentence in self.wrong):
            return
        if made is None:
            self.wrong.append(
                f"{self.heading('dbs_again')}: there is no day of the DBS check itself, "
                "enter it in a column called DBS date."
            )
        elif again <= made:
            self.wrong.append(
                f"{self.heading('dbs_again')}: this is not after the day of the check, correct it."
            )


def _said(volunteer: Volunteer) -> tuple[Any, ...]:
    return (volunteer.name, volunteer.values, volunteer.areas, volunteer.dbs)


def _notes(sheet: Sheet, known: Known) -> list[str]:
    """Return what people should know of how the file was read."""
    notes = notes_of(sheet)
    if "areas" in sheet.columns.places and not known.areas:
        notes.append(
            "No areas are set up yet, so the column of areas was left out. Ask council IT to add "
            "them, then import the file again."
        )
    return notes
