"""What a row would change of what is held: nothing, something, or a new draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.reparation.imports.rows import ProjectRow
from portal.reparation.rules.projects import LABELS
from portal.spreadsheets.imports import BAD, CHANGED, NEW, SAME, Line


@dataclass(frozen=True)
class Held:
    """A project as it is held; `mine` is whether whoever imports looks after its area."""

    said: Mapping[str, Any]
    mine: bool = True


@dataclass(frozen=True)
class ProjectChange:
    """What a row would do. `said` has only what differs; `reason` is set when it cannot."""

    kind: str
    row: ProjectRow
    said: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def lines(self) -> Sequence[Line]:
        """Return the row as it stands in the file."""
        return [self.row.line]

    @property
    def title(self) -> str:
        """> Bike repair, Castlebeck Cycle Kitchen."""
        return self.row.words

    @property
    def labels(self) -> list[str]:
        """Return what differs, in the words of the form."""
        return [LABELS[name] for name in LABELS if name in self.said]

    @property
    def notes(self) -> list[str]:
        """Return what a new project becomes."""
        return ["A draft, to be approved."] if self.kind == NEW else []


def weigh(row: ProjectRow, held: Held | None, fresh: Mapping[str, Any]) -> ProjectChange:
    """Return what a row would change. `fresh` is what a new project is where the row says nothing.

    The ages of a row must fit those that are held.
    """
    if held is not None and not held.mine:
        return ProjectChange(BAD, row, reason="You do not look after this project’s area.")
    before = fresh if held is None else held.said
    merged = {**before, **row.said}
    if merged["least_age"] > merged["most_age"]:
        reason = f"Youngest age: {merged['least_age']} is above the oldest, {merged['most_age']}."
        return ProjectChange(BAD, row, reason=f"{reason} Correct one of them.")
    if held is None:
        return ProjectChange(NEW, row, {**fresh, **row.said, "title": row.title})
    said = {name: value for name, value in row.said.items() if held.said[name] != value}
    return ProjectChange(CHANGED if said else SAME, row, said)
