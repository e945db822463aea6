"""From rows to projects: every cell understood, or the row given back with a reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from portal.spreadsheets.imports import (
    BadCell,
    Directory,
    Line,
    Problem,
    Reading,
    Row,
    Sheet,
    bare,
    notes_of,
    once,
    unmatched,
)
from portal.spreadsheets.imports.cells import area, whole_number, yes_or_no

MAX_TITLE: Final = 120
MAX_LINE: Final = 300
MAX_TEXT: Final = 2000
MOST_PEOPLE: Final = 50
LEAST_AGE, MOST_AGE = 10, 18

KINDS: Final = {
    "direct": "direct victim forthevictim",
    "indirect": "indirect community",
    "unpaid_work": "unpaidwork upw yro",
}
GROUPS: Final = {
    "one_to_one": "onetoone 1to1 11 individual alone",
    "group": "group inagroup groups",
    "either": "either both any",
}
PLACES: Final = {
    "indoors": "indoors indoor inside in",
    "outdoors": "outdoors outdoor outside out",
    "both": "both either indoorsandoutdoors",
}
DEMANDS: Final = {
    "light": "light lightwork low easy",
    "moderate": "moderate moderatework medium",
    "heavy": "heavy heavywork high hard",
}


def _short(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > most:
            raise BadCell(f"shorten it to {most:,} characters")
        return text

    return read


def _one_of(words: Mapping[str, str], shown: str) -> Callable[[str], str]:
    meaning = {word: name for name, several in words.items() for word in several.split()}

    def read(text: str) -> str:
        if bare(text) not in meaning:
            raise BadCell(f"enter {shown}")
        return meaning[bare(text)]

    return read


def _number(least: int, most: int) -> Callable[[str], int]:
    return lambda text: whole_number(text, least, most)


def _ratio(text: str) -> int:
    """> 3 for 3, 1:3 and 1 to 3."""
    return whole_number(re.sub(r"^1 ?(?::|to) ?", "", text), 1, MOST_PEOPLE)


TEXTS: Final = ("summary", "work", "benefits", "reflection")
LINES: Final = (
    *("skills", "accreditation", "unit_codes", "level", "clothing", "equipment", "tools"),
    *("food", "meeting_point", "transport", "contact_name"),
)
TICKS: Final = (
    *("toilets", "washing", "step_free", "quiet", "staff_transport"),
    *("term_time", "holidays", "evenings", "weekends"),
    *("community_benefit", "no_paid_work", "not_for_profit"),
)
PLAIN: Final[Mapping[str, Callable[[str], Any]]] = {
    **dict.fromkeys(TEXTS, _short(MAX_TEXT)),
    **dict.fromkeys(LINES, _short(MAX_LINE)),
    **dict.fromkeys(TICKS, yes_or_no),
    "contact_phone": _short(40),
    "kind": _one_of(KINDS, "Direct, Indirect or Unpaid work"),
    "group": _one_of(GROUPS, "One to one, Group or Either"),
    "place": _one_of(PLACES, "Indoors, Outdoors or Both"),
    "demand": _one_of(DEMANDS, "Light, Moderate or Heavy"),
    "capacity": _number(1, MOST_PEOPLE),
    "supervised": _ratio,
    "least_age": _number(LEAST_AGE, MOST_AGE),
    "most_age": _number(LEAST_AGE, MOST_AGE),
}


@dataclass(frozen=True)
class Host:
    """Whose project a row speaks of; without a number, the service itself."""

    id: int | None
    name: str


OWN: Final = Host(None, "The service itself")


@dataclass(frozen=True)
class Known:
    """What rows are read against: partners, sites, themes by bare words, areas by bare name.

    `areas` has those alone that whoever imports looks after, `area_names` names them.
    """

    partners: Directory[Host]
    sites: Directory[int]
    themes: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    area_names: str = ""


@dataclass(frozen=True)
class ProjectRow:
    """A row understood. What it does not say stays as it is held."""

    line: Line
    host: Host
    title: str
    said: Mapping[str, Any]

    @property
    def key(self) -> tuple[int | None, str]:
        """Return what tells one project from another: whose it is, and its title."""
        return self.host.id, bare(self.title)

    @property
    def words(self) -> str:
        """> Bike repair, Castlebeck Cycle Kitchen."""
        return f"{self.title}, {self.host.name}"


def understand(sheet: Sheet, known: Known) -> Reading[ProjectRow]:
    """Return the projects that the rows speak of, and the rows that will not do."""
    rows = [_Project(sheet, line, known) for line in sheet.lines]
    read = [each.read() for each in rows]
    kept, twice, repeats = once(
        (each for each in read if isinstance(each, ProjectRow)),
        key=lambda row: row.key,
        said=lambda row: row.said,
        words=lambda row: row.words,
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


class _Project(Row):
    """One row while it is read, for a project."""

    def __init__(self, sheet: Sheet, line: Line, known: Known) -> None:
        super().__init__(sheet, line)
        self.known = known

    def read(self) -> ProjectRow | Problem:
        """Return the project, or the row with all that is wrong with it."""
        title = self.needed("title", _short(MAX_TITLE))
        host = self.cell("partner", self.known.partners.find) or OWN
        said = self.cells(
            {
                **PLAIN,
                "themes": self._themes,
                "venue_id": self.known.sites.find,
                "area_id": self._area,
            }
        )
        self.check_width()
        if self.wrong or title is None:
            return Problem(self.line, self.reason)
        return ProjectRow(self.line, host, title, said)

    def _themes(self, text: str) -> list[str]:
        found = []
        for part in filter(None, (part.strip() for part in re.split(r"[,;/|]", text))):
            if bare(part) not in self.known.themes:
                names = ", ".join(self.known.themes.values())
                raise BadCell(f"there is no theme called {part}: use {names}")
            found.append(self.known.themes[bare(part)])
        return sorted(set(found))

    def _area(self, text: str) -> int:
        return area(text, self.known.areas, self.known.area_names)
