"""How something repeats: on which days, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import islice
from typing import Final, Self

from dateutil.rrule import rrulestr

MOST_TIMES: Final = 200
MOST_YEARS: Final = 3
"""How far a series may run: what the portal keeps a row for, each time."""
CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
LAST: Final = -1
SECOND: Final = 2
WEEK: Final = 7


class Every(StrEnum):
    """After what it comes again."""

    DAY = "day"
    WEEK = "week"
    MONTH_DATE = "month-date"
    MONTH_WEEKDAY = "month-weekday"


FREQUENCIES: Final = {
    Every.DAY: ("DAILY", ""),
    Every.WEEK: ("WEEKLY", "BYDAY"),
    Every.MONTH_DATE: ("MONTHLY", "BYMONTHDAY"),
    Every.MONTH_WEEKDAY: ("MONTHLY", "BYDAY"),
}


@dataclass(frozen=True)
class Repeat:
    """A rule of RFC 5545 3.3.10, as far as people need it here.

    `by` says on which days of the week or month: `MO,TH`, `12`, `2TU`, `-1FR`. It ends with the
    day `until`, or after so many `times`.
    """

    every: Every
    interval: int = 1
    by: str = ""
    until: date | None = None
    times: int | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """Read what `text` wrote."""
        parts = dict(part.split("=") for part in text.split(";"))
        every = next(
            every
            for every, (frequency, by) in FREQUENCIES.items()
            if frequency == parts["FREQ"] and (not by or by in parts)
        )
        until, times = parts.get("UNTIL"), parts.get("COUNT")
        return cls(
            every,
            int(parts["INTERVAL"]),
            parts.get(FREQUENCIES[every][1], ""),
            date.fromisoformat(until) if until else None,
            int(times) if times else None,
        )

    @property
    def text(self) -> str:
        """> FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20260618."""
        frequency, by = FREQUENCIES[self.every]
        parts = {
            "FREQ": frequency,
            "INTERVAL": self.interval,
            by: self.by,
            "UNTIL": f"{self.until:%Y%m%d}" if self.until else "",
            "COUNT": self.times or "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    @property
    def weekdays(self) -> list[int]:
        """Return the days of the week that a weekly rule names, Monday as 0."""
        return (
            [CODES.index(code) for code in self.by.split(",")] if self.every is Every.WEEK else []
        )

    @property
    def words(self) -> str:
        """> Every second Thursday; On the second Tuesday of every month."""
        return _WORDS[self.every](self)

    def days(self, first: date) -> list[date]:
        """Return the days on which it happens, one more than `MOST_TIMES` at most."""
        found = rrulestr(self.text, dtstart=datetime.combine(first, time()))
        return [moment.date() for moment in islice(found, MOST_TIMES + 1)]


def by_weekdays(weekdays: Sequence[int]) -> str:
    """> MO,TH."""
    return ",".join(CODES[weekday] for weekday in sorted(weekdays))


def by_of(every: Every, first: date) -> str:
    """Return which days a rule names that goes by its first day.

    The fifth Tuesday of a month is its last: not every month has five.
    """
    if every is Every.MONTH_DATE:
        return str(first.day)
    code, number = CODES[first.weekday()], (first.day - 1) // WEEK + 1
    if every is Every.MONTH_WEEKDAY:
        return f"{number if number in ORDINALS else LAST}{code}"
    return code if every is Every.WEEK else ""


def years_after(first: date) -> date:
    """Return the last day on which something that begins then may happen."""
    leaps = first.month == SECOND and first.day > 28  # noqa: PLR2004 -- the one day not in every year
    return first.replace(year=first.year + MOST_YEARS, day=28 if leaps else first.day)


def _daily(repeat: Repeat) -> str:
    return f"Every {_each(repeat.interval, 'day')}"


def _weekly(repeat: Repeat) -> str:
    names = in_a_row([DAYS[weekday] for weekday in repeat.weekdays])
    if repeat.interval == 1:
        return f"Every {names}"
    if repeat.interval == SECOND and "," not in repeat.by:
        return f"Every second {names}"
    return f"Every {_each(repeat.interval, 'week')} on {names}"


def _by_date(repeat: Repeat) -> str:
    return f"On day {repeat.by} of every {_each(repeat.interval, 'month')}"


def _by_weekday(repeat: Repeat) -> str:
    number, name = ORDINALS[int(repeat.by[:-2])], DAYS[CODES.index(repeat.by[-2:])]
    return f"On the {number} {name} of every {_each(repeat.interval, 'month')}"


_WORDS: Final = {
    Every.DAY: _daily,
    Every.WEEK: _weekly,
    Every.MONTH_DATE: _by_date,
    Every.MONTH_WEEKDAY: _by_weekday,
}


def _each(interval: int, unit: str) -> str:
    """> day; second day; 3 days."""
    if interval == 1:
        return unit
    return f"second {unit}" if interval == SECOND else f"{interval} {unit}s"


def in_a_row(words: Sequence[str]) -> str:
    """> Monday, Tuesday and Thursday."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
