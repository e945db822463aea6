"""From rows to awards: every cell understood, or the row given back with a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from portal.site.filters import day_year
from portal.spreadsheets.imports import (
    BadCell,
    Line,
    Problem,
    Reading,
    Row,
    Sheet,
    Unknown,
    bare,
    notes_of,
    once,
    unmatched,
)
from portal.spreadsheets.imports.cells import day
from portal.training.imports.known import Known, Taught, Trainee
from portal.training.rules import AwardFacts, Refused, check_award

MAX_PROVIDER: Final = 120
LEVELS: Final = ("foundation", "intermediate", "advanced")
WHO: Final = ("number", "email", "person")
"""The columns that may name somebody, the one that tells people apart best first."""


def provider(text: str) -> str:
    """Return who gave the course."""
    if len(text) > MAX_PROVIDER:
        raise BadCell(f"shorten it to {MAX_PROVIDER} characters")
    return text


def level(text: str) -> str:
    """> foundation for Foundation level."""
    found = next((each for each in LEVELS if bare(text).startswith(each)), None)
    if found is None:
        raise BadCell("enter Foundation, Intermediate or Advanced, or leave it blank")
    return found


PLAIN: Final[Mapping[str, Callable[[str], Any]]] = {
    "taken_on": day,
    "awarded_on": day,
    "until": day,
    "provider": provider,
    "level": level,
}


@dataclass(frozen=True)
class AwardRow:
    """A row understood: who took which course when. `facts.until` is None where it says none."""

    line: Line
    who: Trainee
    course: Taught
    facts: AwardFacts
    provider: str = ""

    @property
    def alike(self) -> tuple[int, int, date]:
        """Return what tells one award from another."""
        return self.who.id, self.course.id, self.facts.taken_on

    @property
    def import_key(self) -> str:
        """Return the key under which an award that this row makes is found again.

        One that was taken back is found too, so that it is not given a second time.
        """
        words = "|".join(str(each) for each in self.alike)
        return f"import:{sha256(words.encode()).hexdigest()[:40]}"

    @property
    def title(self) -> str:
        """> Ann Lee, Child safeguarding, Tuesday 10 March 2026."""
        return f"{self.who.name}, {self.course.title}, {day_year(self.facts.taken_on)}"


def understand(sheet: Sheet, known: Known) -> Reading[AwardRow]:
    """Return the awards that the rows speak of, and the rows that will not do."""
    rows = [_Award(sheet, line, known) for line in sheet.lines]
    read = [each.read() for each in rows]
    kept, twice, repeats = once(
        (each for each in read if isinstance(each, AwardRow)),
        key=lambda row: row.alike,
        said=lambda row: (row.facts, row.provider),
        words=lambda row: row.title,
    )
    problems = [*(each for each in read if isinstance(each, Problem)), *twice]
    return Reading(
        sheet,
        kept,
        sorted(problems, key=lambda problem: problem.line.number),
        notes_of(sheet),
        repeats,
        unmatched(rows),
    )


class _Award(Row):
    """One row while it is read, for an award."""

    def __init__(self, sheet: Sheet, line: Line, known: Known) -> None:
        super().__init__(sheet, line)
        self.known = known

    def read(self) -> AwardRow | Problem:
        """Return the award, or the row with all that is wrong with it."""
        who = self._who()
        course = self.needed("course", self.known.courses.find)
        said = self.cells(PLAIN)
        if "taken_on" not in said and not self._is_wrong("taken_on"):
            self.wrong.append(f"{self.heading('taken_on')}: this is blank, enter it.")
        self.check_width()
        facts = self._facts(course, said)
        if self.wrong or who is None or course is None or facts is None:
            return Problem(self.line, self.reason)
        return AwardRow(self.line, who, course, facts, said.get("provider", ""))

    def _who(self) -> Trainee | None:
        """Return whom the row names by the column that tells most; the name must agree with it."""
        before = len(self.wrong)
        named = [key for key in WHO if self._text(key)]
        if len(named) > 1 and named[0] == "email" and self.known.is_shared(self._text("email")):
            named.remove("email")
        if not named:
            self.wrong.append("The row names nobody: enter a name, an email address or a number.")
            return None
        who = self.cell(named[0], self._person)
        if who is None:
            return None
        name = self._text("person")
        if name and named[0] != "person" and not self._is_called(who, name):
            self.wrong.append(
                f"{self.heading('person')}: {name} is not {who.name}, whose "
                f"{self.heading(named[0])} stands beside it: correct one of them."
            )
        return who if len(self.wrong) == before else None

    def _person(self, text: str) -> Trainee:
        if self.known.is_shared(text):
            raise Unknown(
                f"several people have the address {text}: which of them?",
                text,
                self.known.shared[bare(text)],
            )
        found = self.known.people.find(text)
        if not found.mine:
            raise BadCell(f"you do not look after {found.name}: ask who does to import this row")
        return found

    def _is_called(self, who: Trainee, name: str) -> bool:
        last, comma, first = name.partition(",")
        return bool({bare(name), bare(f"{first} {last}") if comma else ""} & who.keys)

    def _text(self, key: str) -> str:
        """Return what a cell says; what cannot be read is told of where it is needed."""
        wrong = list(self.wrong)
        found = self.cell(key, str)
        self.wrong = wrong
        return found or ""

    def _is_wrong(self, key: str) -> bool:
        return any(sentence.startswith(f"{self.heading(key)}:") for sentence in self.wrong)

    def _facts(self, course: Taught | None, said: Mapping[str, Any]) -> AwardFacts | None:
        if self.wrong or course is None:
            return None
        taken_on = said["taken_on"]
        facts = AwardFacts(taken_on, said.get("awarded_on", taken_on), said.get("until"))
        try:
            check_award(
                facts, title=course.title, started_on=course.started_on, today=self.known.today
            )
        except Refused as refused:
            heading = self.heading(refused.field or "taken_on")
            self.wrong.append(f"{heading}: {refused.sentence}")
        if said.get("level", course.level) != course.level:
            own = f"is of {course.level} level" if course.level else "has no level"
            self.wrong.append(
                f"{self.heading('level')}: {course.title} {own}: correct one of the two."
            )
        return facts
