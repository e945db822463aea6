"""What a row would add to what is held: an award, or nothing. It never changes one."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.site.filters import day_year
from portal.spreadsheets.imports import BAD, NEW, SAME, Line
from portal.training.imports.known import Held
from portal.training.imports.rows import AwardRow


@dataclass(frozen=True)
class AwardChange:
    """What a row would do; `reason` is set when it cannot."""

    kind: str
    row: AwardRow
    reason: str = ""

    @property
    def lines(self) -> Sequence[Line]:
        """Return the row as it stands in the file."""
        return [self.row.line]

    @property
    def title(self) -> str:
        """> Ann Lee, Child safeguarding, Tuesday 10 March 2026."""
        return self.row.title

    @property
    def labels(self) -> Sequence[str]:
        """Return nothing: an award is added, and none is changed."""
        return ()

    @property
    def notes(self) -> Sequence[str]:
        """> To the end of Friday 9 March 2029."""
        facts = self.row.facts
        until = facts.until or self.row.course.validity.last_day(facts.taken_on, facts.awarded_on)
        return [f"To the end of {day_year(until)}." if until else "Never expires."]


def weigh(row: AwardRow, held: Held | None) -> AwardChange:
    """Return what a row would add; an award that was taken back is not given again."""
    if held is None:
        return AwardChange(NEW, row)
    if held.was_revoked:
        reason = f"{row.title} was taken back: if it holds after all, record it on their page."
        return AwardChange(BAD, row, reason)
    said = row.facts.until
    if said is not None and said not in {held.until, held.valid_until}:
        until = f"to the end of {day_year(held.valid_until)}" if held.valid_until else "for good"
        reason = f"{row.title} is held already, {until}: extend it on their page, or leave it."
        return AwardChange(BAD, row, reason)
    return AwardChange(SAME, row)
