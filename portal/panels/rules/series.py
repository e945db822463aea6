"""Evenings kept on some weekdays of a quarter: which days they fall on, and which are left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from portal.panels.rules.arranging import SittingFacts
from portal.panels.rules.refusals import Refused

WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)
MOST_EVENINGS: Final = 100
"""So many at once are a mistake: it is five evenings a week for nearly half a year."""


@dataclass(frozen=True)
class SeriesFacts:
    """What is chosen for a series: weekdays count from Monday, 0; times are London's."""

    weekdays: frozenset[int]
    first: date
    last: date
    at: time
    minutes: int
    kept_for: int
    room_id: int
    adviser_id: int | None = None

    def evening(self, starts_at: datetime, *, adviser_id: int | None) -> SittingFacts:
        """Return what is chosen for one of its evenings, which is a draft."""
        return SittingFacts(
            starts_at,
            self.minutes,
            self.room_id,
            adviser_id,
            kept_for=self.kept_for,
            is_draft=True,
        )


def evenings(
    facts: SeriesFacts, bank_holiday: Callable[[date], str | None]
) -> list[tuple[date, str]]:
    """Return the days of a series, each with the bank holiday that it falls on or nothing.

    Raises `Refused` when there is none, or far too many.
    """
    if facts.last < facts.first:
        raise Refused("The last day is before the first.", "Check both days.", "last")
    span = range((facts.last - facts.first).days + 1)
    days = [facts.first + timedelta(days=number) for number in span]
    chosen = [each for each in days if each.weekday() in facts.weekdays]
    if not chosen:
        raise Refused(
            "None of these weekdays lies between the two days.",
            "Choose other weekdays, or a later last day.",
            "weekdays",
        )
    if len(chosen) > MOST_EVENINGS:
        raise Refused(
            f"That would be {len(chosen)} evenings.",
            f"Choose an earlier last day: {MOST_EVENINGS} at once are the most.",
            "last",
        )
    return [(each, bank_holiday(each) or "") for each in chosen]
