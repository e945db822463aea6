"""How much somebody sits against what they agreed to, and how they are asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

ANSWERS: Final = {
    "sent": "No answer yet",
    "volunteered": "Put their name down",
    "waiting": "Stands by",
    "accepted": "Said yes",
    "declined": "Can’t make it",
    "conflict": "Should not sit on this one",
    "lapsed": "Did not answer in time",
    "withdrawn": "Taken back",
    "left": "Said yes, then could no longer",
}
"""What became of an offer, in words."""
BAR: Final = 110
"""The width of a load's bar, in pixels."""


@dataclass(frozen=True)
class Load:
    """Sittings of a time that somebody has promised or held, and those planned for them.

    `least` and `most` are what they agreed to in that time.
    """

    sure: int
    planned: int
    least: int
    most: int

    @property
    def total(self) -> int:
        """Return how many there are with those that are planned."""
        return self.sure + self.planned

    @property
    def is_under(self) -> bool:
        """Return whether it is less than they asked for."""
        return self.total < self.least

    @property
    def is_over(self) -> bool:
        """Return whether it is more than they agreed to."""
        return self.total > self.most

    @property
    def words(self) -> str:
        """> within what was agreed; below the least, by 1; at the most; over the most, by 2."""
        if self.is_under:
            return f"below the least, by {self.least - self.total}"
        if self.is_over:
            return f"over the most, by {self.total - self.most}"
        return "at the most" if self.total == self.most else "within what was agreed"

    @property
    def bar(self) -> int:
        """Return how far the bar reaches, in pixels."""
        return self.total * BAR // self._scale

    @property
    def mark(self) -> int:
        """Return where the bar's line for the most stands, in pixels."""
        return self.most * BAR // self._scale

    @property
    def _scale(self) -> int:
        return max(self.total, self.most, 1)


def lead_days(asked: Iterable[tuple[date, date]]) -> int | None:
    """Return the median of days between being asked and sitting; None when never asked."""
    days = [(sits_on - asked_on).days for asked_on, sits_on in asked]
    return int(median(days)) if days else None
