"""On which days something comes again: days away that repeat."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final

from portal.members.rules.days import Span

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


def month_later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
