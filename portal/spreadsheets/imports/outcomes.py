"""What becomes of rows: understood or not, and what each would change or has changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, Protocol, TypeVar

from portal.spreadsheets.imports.cells import Option
from portal.spreadsheets.imports.reading import Line, Sheet

NEW: Final = "new"
CHANGED: Final = "changed"
SAME: Final = "same"
BAD: Final = "bad"

Item = TypeVar("Item")


@dataclass(frozen=True)
class Problem:
    """A row that did not go in, and why."""

    line: Line
    reason: str


@dataclass(frozen=True)
class Unmatched:
    """A word of the file for something there is not: under which heading, in how many rows.

    `like` are the nearest things there are, for somebody to choose from.
    """

    field: str
    heading: str
    text: str
    like: tuple[Option, ...]
    count: int

    @property
    def key(self) -> str:
        """Return the name of its field on the page."""
        return f"{self.field}={self.text}"


@dataclass(frozen=True)
class Reading(Generic[Item]):
    """A file understood. `repeats` counts rows that say the same again."""

    sheet: Sheet
    items: Sequence[Item]
    problems: Sequence[Problem]
    notes: Sequence[str]
    repeats: int = 0
    unmatched: Sequence[Unmatched] = ()


class Change(Protocol):
    """What a row would do, as a dry run shows it."""

    @property
    def kind(self) -> str:
        """Return one of NEW, CHANGED, SAME, BAD."""
        ...

    @property
    def lines(self) -> Sequence[Line]:
        """Return the rows that say it, as they stand in the file."""
        ...

    @property
    def reason(self) -> str:
        """Return why it cannot go in, if it is BAD."""
        ...

    @property
    def title(self) -> str:
        """Return what the row is about."""
        ...

    @property
    def labels(self) -> Sequence[str]:
        """Return what differs, in the words of the template."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """Return what else should be known before it is done."""
        ...


@dataclass
class Outcome:
    """What became of rows: how many of each kind, and those that were given back.

    `changes` is what a dry run would do; `given` is what rows were given (a reference), by line.
    """

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    given: dict[int, str] = field(default_factory=dict)

    def add(self, other: "Outcome") -> None:
        """Take in what became of another piece."""
        self.counts.update(other.counts)
        self.problems.extend(other.problems)
        self.changes.extend(other.changes)
        self.given.update(other.given)

    def refuse(self, lines: Sequence[Line], reason: str) -> None:
        """Give rows back with a reason."""
        self.counts[BAD] += len(lines)
        self.problems.extend(Problem(line, reason) for line in lines)

    @property
    def numbers(self) -> dict[str, int]:
        """Return the counts, zeros too."""
        return {kind: self.counts[kind] for kind in (NEW, CHANGED, SAME, BAD)}


def looked_at(changes: Iterable[Change]) -> Outcome:
    """Return what a dry run shows of some changes: those that would go in, and those refused."""
    outcome = Outcome()
    for change in changes:
        if change.kind == BAD:
            outcome.refuse(change.lines, change.reason)
            continue
        outcome.counts[change.kind] += len(change.lines)
        if change.kind != SAME:
            outcome.changes.append(change)
    return outcome
