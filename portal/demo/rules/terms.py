"""The school terms of Kentmere, as its council would publish them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from portal.demo.rules.times import Times

SEPTEMBER: Final = 9
FRIDAY: Final = 4
TERMS: Final = (
    ("Autumn", (9, 2), (10, 28), (12, 20)),
    ("Spring", (1, 4), (2, 17), (3, 28)),
    ("Summer", (4, 12), (5, 28), (7, 22)),
)
"""Of each term the month and day about which it begins, has its half term, and ends."""


class SchoolDays(NamedTuple):
    """A term or a half term, both days included."""

    title: str
    first: date
    last: date


def school_days(times: Times) -> Iterator[SchoolDays]:
    """Yield the terms and half terms of this school year and the next."""
    begins = times.today.year - (times.today.month < SEPTEMBER)
    for year in (begins, begins + 1):
        for season, first, half, last in TERMS:
            there = year + (first[0] < SEPTEMBER)
            middle = _monday(date(there, *half))
            ends = date(there, *last)
            yield SchoolDays(
                f"{season} term",
                _monday(date(there, *first) + timedelta(days=6)),
                ends - timedelta(days=(ends.weekday() - FRIDAY) % 7),
            )
            yield SchoolDays(f"{season} half term holiday", middle, middle + timedelta(days=FRIDAY))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
