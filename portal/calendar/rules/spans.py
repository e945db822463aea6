"""Days, weeks and months, and what lies on them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar


def month_of(first: date) -> list[list[date]]:
    """Return the weeks of the month that begins then, with the days around it that fill them."""
    weeks = [week_of(first)]
    while weeks[-1][-1] < last_of(first):
        weeks.append(week_of(weeks[-1][-1] + timedelta(days=1)))
    return weeks


def week_of(day: date) -> list[date]:
    """Return the seven days of the week that a day lies in, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def last_of(day: date) -> date:
    """Return the last day of the month that a day lies in."""
    return next_month(day) - timedelta(days=1)


def next_month(day: date) -> date:
    """Return the first day of the month after the one that a day lies in."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


class Lasting(Protocol):
    """Something with a first and a last day."""

    @property
    def first_day(self) -> date:
        """> Monday."""
        ...

    @property
    def last_day(self) -> date:
        """> Friday."""
        ...


Item = TypeVar("Item", bound=Lasting)


def by_day(items: Iterable[Item], first: date, last: date) -> dict[date, list[Item]]:
    """Return items under each day that they touch between two days, in their order."""
    days: defaultdict[date, list[Item]] = defaultdict(list)
    for item in items:
        day, end = item.first_day, item.last_day
        if day == end and first <= day <= last:
            days[day].append(item)
            continue
        day, end = max(day, first), min(end, last)
        while day <= end:
            days[day].append(item)
            day += timedelta(days=1)
    return dict(days)


def touching(items: Iterable[Lasting], first: date, last: date) -> int:
    """Return how many of the items touch the days."""
    return sum(item.first_day <= last and item.last_day >= first for item in items)


def whole_days(items: Sequence[Item], start: date, most: int) -> tuple[list[Item], date | None]:
    """Return the first whole days of a list in order, and the day on which the rest begins.

    Something that began before `start` counts as of `start`. A first day with more than `most`
    is cut: the rest of it is in the week.
    """
    if len(items) <= most:
        return list(items), None
    following = max(items[most].first_day, start)
    kept = [item for item in items[:most] if max(item.first_day, start) < following]
    if kept:
        return kept, following
    return list(items[:most]), following + timedelta(days=1)
