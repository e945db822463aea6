"""The one place that reads the clock. Moments are aware UTC; days are London's.

Tests set the time with `frozen`; everything else asks `now()` and `today()`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

LONDON: Final = ZoneInfo("Europe/London")
SATURDAY: Final = 5

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """Return the day it is in London."""
    return now().astimezone(LONDON).date()


def london(moment: datetime) -> datetime:
    """Return the same moment on a London clock."""
    return moment.astimezone(LONDON)


def at(day: date, hour: time) -> datetime:
    """Return the moment at which London's clocks show this day and time, in UTC."""
    return datetime.combine(day, hour, LONDON).astimezone(UTC)


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments at which `first` begins and the day after `last` begins."""
    return at(first, time()), at(last + timedelta(days=1), time())


@cache
def _bank_holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def bank_holiday(day: date) -> str | None:
    """Return the name of England's bank holiday on that day, if it is one."""
    return _bank_holidays(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Return whether it is neither a weekend nor a bank holiday in England."""
    return day.weekday() < SATURDAY and bank_holiday(day) is None


@cache
def _working_days(year: int) -> tuple[int, ...]:
    """Return the year's working days as ordinals, in order: counting them is then a search."""
    first, beyond = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    return tuple(n for n in range(first, beyond) if is_working_day(date.fromordinal(n)))


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days after (or, if negative, before) `day`.

    Day 1 is the next working day after `day`: the day itself never counts.
    """
    if not count:
        return day
    year, ordinal = day.year, day.toordinal()
    days = _working_days(year)
    place = bisect_right(days, ordinal) - 1 if count > 0 else bisect_left(days, ordinal)
    place += count
    while place >= len(days):
        place -= len(days)
        year += 1
        days = _working_days(year)
    while place < 0:
        year -= 1
        days = _working_days(year)
        place += len(days)
    return date.fromordinal(days[place])


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start`, up to and including `end`.

    Negative when `end` is before `start`: how many working days late it is.
    """
    if end < start:
        return -working_days_between(end, start)
    whole = sum(len(_working_days(year)) for year in range(start.year, end.year))
    return whole + _passed(end) - _passed(start)


def _passed(day: date) -> int:
    """Return how many working days of its year have passed by the end of that day."""
    return bisect_right(_working_days(day.year), day.toordinal())


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment, for tests and for demo data placed in the past."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
