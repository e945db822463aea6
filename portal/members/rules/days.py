"""Parts of the day, and days in words."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time, timedelta
from typing import Final

MORNING: Final = "morning"
AFTERNOON: Final = "afternoon"
EVENING: Final = "evening"
PARTS: Final = (MORNING, AFTERNOON, EVENING)
MIDDAY: Final = time(12)
LATE: Final = time(17)
A_DAY: Final = timedelta(days=1)
WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)

Span = tuple[date, date]
"""The first and the last day, both included."""


def parts_of_day(starts: time, ends: time) -> tuple[str, ...]:
    """Return the parts of the day between two London times: 4:30pm to 6pm touches two.

    An end at or before the start is after midnight.
    """
    first = _part(starts)
    if ends <= starts:
        return PARTS[first:]
    last = _part(ends)
    if ends in {MIDDAY, LATE}:
        last -= 1
    return PARTS[first : max(first, last) + 1]


def days_in_words(starts: date, ends: date, near: date) -> str:
    """> on Tuesday 10 March; Monday 9 to Friday 13 March; the year only when it is not `near`'s."""
    if starts == ends:
        return f"on {starts:%A} {day_in_words(starts, near)}"
    same_month = (starts.year, starts.month) == (ends.year, ends.month)
    first = (
        f"{starts:%A} {starts.day}" if same_month else f"{starts:%A} {day_in_words(starts, near)}"
    )
    return f"{first} to {ends:%A} {day_in_words(ends, near)}"


def week(slots: Collection[tuple[int, str]]) -> list[tuple[str, int, list[tuple[str, bool]]]]:
    """Return a week as a grid: each weekday's name and number, with each part and if it suits."""
    return [
        (name, number, [(part, (number, part) in slots) for part in PARTS])
        for number, name in enumerate(WEEKDAYS)
    ]


def week_in_words(slots: Collection[tuple[int, str]]) -> list[str]:
    """> Tuesday evenings; Thursday afternoons and evenings."""
    told = []
    for name, _number, parts in week(slots):
        free = [f"{part}s" for part, suits in parts if suits]
        if free:
            told.append(f"{name} {in_a_row(free)}" if len(free) < len(PARTS) else f"All {name}")
    return told


def in_a_row(words: Sequence[str], last: str = "and") -> str:
    """> mornings, afternoons and evenings."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def joined(new: Span, held: Iterable[Span]) -> tuple[Span, list[Span]]:
    """Return the days that `new` becomes with those it touches or overlaps, and which those are.

    > Monday to Wednesday beside Thursday to Friday is Monday to Friday.
    """
    starts, ends = new
    merged: list[Span] = []
    for each in sorted(held):
        if each[0] <= ends + A_DAY and each[1] >= starts - A_DAY:
            starts, ends = min(starts, each[0]), max(ends, each[1])
            merged.append(each)
    return (starts, ends), merged


def date_in_words(value: date) -> str:
    """> 10 March 2026."""
    return f"{value.day} {value:%B %Y}"


def day_in_words(value: date, near: date) -> str:
    """> 8 March; 8 March 2027 when that is not `near`'s year."""
    year = "" if value.year == near.year else f" {value.year}"
    return f"{value.day} {value:%B}{year}"


def _part(value: time) -> int:
    return (value >= MIDDAY) + (value >= LATE)
