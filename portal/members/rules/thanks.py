"""Which milestones a volunteer has reached: sittings, and years."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

SITTINGS, YEARS, OTHER = "sittings", "years", "other"
MILESTONES: Final = {
    SITTINGS: (1, 10, 25, 50, 100, 150, 200, 300, 500),
    YEARS: (1, 2, 5, 10, 15, 20, 25, 30, 40),
}


@dataclass(frozen=True)
class Milestone:
    """So many sittings, or years."""

    kind: str
    number: int

    @property
    def words(self) -> str:
        """> 10 panel sittings; 1 year as a volunteer."""
        if self.kind == SITTINGS:
            return f"{self.number} panel sitting{'' if self.number == 1 else 's'}"
        return f"{self.number} year{'' if self.number == 1 else 's'} as a volunteer"


def years_since(joined_on: date | None, today: date) -> int:
    """Return how many whole years have passed since a day; somebody of 29 February waits a day."""
    if joined_on is None or joined_on > today:
        return 0
    before = (today.month, today.day) < (joined_on.month, joined_on.day)
    return today.year - joined_on.year - int(before)


def reached(
    counts: Collection[tuple[str, int]], thanked: Collection[tuple[str, int]]
) -> list[Milestone]:
    """Return the highest milestone of each kind that is reached, unless it was thanked for.

    Lower ones are passed over: nobody is thanked for ten sittings after the hundredth.
    """
    found = []
    for kind, count in counts:
        passed = [number for number in MILESTONES[kind] if number <= count]
        if passed and (kind, passed[-1]) not in thanked:
            found.append(Milestone(kind, passed[-1]))
    return found
