"""On which days something comes again: days away that repeat."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final

from portal.members.rules.days import Span, day_in_words, days_in_words

MONTHS: Final = 12


def _weeks(weeks: int) -> Callable[[date, int], date]:
    return lambda first, number: first + timedelta(weeks=weeks * number)


def _months(months: int) -> Callable[[date, int], date]:
    return lambda first, number: month_later(first, months * number)


STEPS: Final[dict[str, Callable[[date, int], date]]] = {
    "weekly": _weeks(1),
    "fortnightly": _weeks(2),
    "monthly": _months(1),
    "yearly": _months(MONTHS),
}


EVERY: Final = {
    "weekly": "every week",
    "fortnightly": "every two weeks",
    "monthly": "every month",
    "yearly": "every year",
}
LONGEST: Final = {"weekly": 7, "fortnightly": 14, "monthly": 28, "yearly": 365}
"""How many days may come again at all: more would leave none between."""


def occurrences(
    span: Span, repeats: str | None, until: date | None, first: date, last: date
) -> list[Span]:
    """Return the spans of a rule that touch the days from `first` to `last`, in order.

    Each comes as often after `span` as `repeats` says, and the last begins no later than
    `until`. A day that a month does not have is its last day: 31 January, 28 February, 31 March.
    """
    return [
        each for each in _beginning_by(span, repeats, min(last, until or last)) if each[1] >= first
    ]


def _beginning_by(span: Span, repeats: str | None, last: date) -> Iterator[Span]:
    starts, length = span[0], span[1] - span[0]
    for number in count():
        begins = STEPS[repeats](starts, number) if repeats else starts
        if begins > last or (number and not repeats):
            return
        yield begins, begins + length


def again_in_words(repeats: str | None, until: date | None, near: date) -> str:
    """> every week; every month until 30 June; nothing when days come once."""
    if repeats is None:
        return ""
    last = f" until {day_in_words(until, near)}" if until else ""
    return f"{EVERY[repeats]}{last}"


def away_in_words(span: Span, repeats: str | None, until: date | None, near: date) -> str:
    """> Monday 9 to Friday 13 March; on Tuesday 10 March, then every week until 30 June."""
    days = days_in_words(*span, near)
    again = again_in_words(repeats, until, near)
    return f"{days}, then {again}" if again else days


def month_later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
