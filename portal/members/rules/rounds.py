"""Asking volunteers which of some dates they could do: the dates, and short cuts to an answer."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from portal.members.rules.days import PARTS, Span, days_in_words

DaySlot = tuple[date, str]
"""A part of a day."""

MOST_SLOTS: Final = 400
MOST_DAYS: Final = 200
"""How long a time a round may ask about: half a year and some."""


class RoundClosed(Exception):
    """A round has closed: nobody answers it, nor is reminded of it, until it is open again."""


@dataclass(frozen=True)
class Asking:
    """What a coordinator asks: of whom, which parts of which days, by when."""

    area_id: int | None
    first_on: date
    last_on: date
    closes_on: date
    confirm_by: date
    slots: tuple[DaySlot, ...]


def slots_in_weeks(
    first: date, last: date, weekdays: Collection[int], parts: Collection[str], closed: set[date]
) -> list[DaySlot]:
    """Return these parts of these weekdays between two days, but for days that are closed."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        (day, part)
        for day in days
        if day.weekday() in weekdays and day not in closed
        for part in PARTS
        if part in parts
    ]


def question(first: date, last: date) -> str:
    """Return what is asked, as a title.

    > When could you sit, April to June? When could you sit in April?
    """
    return f"When could you sit{_months(first, last)}?"


def name_of_round(first: date, last: date) -> str:
    """> April to June 2026; April 2026; November 2026 to January 2027."""
    ends = f"{last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return ends
    return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {ends}"


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f" in {first:%B}"
    return f", {first:%B} to {last:%B}"


@dataclass(frozen=True)
class Line:
    """A day of a round, and for each part that the round asks about the slot's number, if any."""

    day: date
    slots: tuple[int | None, ...]


@dataclass(frozen=True)
class Month:
    """The days of a round in one month."""

    first: date
    lines: tuple[Line, ...]


def parts_asked(slots: Iterable[DaySlot]) -> list[str]:
    """Return the parts of the day that a round asks about, in their order."""
    asked = {part for _, part in slots}
    return [part for part in PARTS if part in asked]


def months_of(slots: Mapping[DaySlot, int]) -> list[Month]:
    """Return the slots of a round, each with its number, by month and day."""
    parts, days = parts_asked(slots), sorted({day for day, _ in slots})
    lines = [Line(day, tuple(slots.get((day, part)) for part in parts)) for day in days]
    return [
        Month(first, tuple(found))
        for first, found in groupby(lines, key=lambda line: line.day.replace(day=1))
    ]


def away_lines(away: Mapping[date, Span], near: date) -> dict[date, str]:
    """Return what stands in place of boxes: on the first day of each time away, all its days."""
    told: set[Span] = set()
    lines = {}
    for day in sorted(away):
        span = away[day]
        days = days_in_words(*span, near).removeprefix("on ")
        lines[day] = "" if span in told else days
        told.add(span)
    return lines


def usual_ones(slots: Iterable[DaySlot], week: Collection[tuple[int, str]]) -> set[DaySlot]:
    """Return the slots that fall into somebody's usual week."""
    return {(day, part) for day, part in slots if (day.weekday(), part) in week}


def as_before(
    slots: Iterable[DaySlot], asked: Iterable[DaySlot], ticked: Collection[DaySlot]
) -> set[DaySlot]:
    """Return the slots whose weekday and part they ticked at least every other time before."""
    times = Counter((day.weekday(), part) for day, part in asked)
    yes = Counter((day.weekday(), part) for day, part in ticked)
    week = {each for each, count in times.items() if yes[each] * 2 >= count and yes[each]}
    return usual_ones(slots, week)
