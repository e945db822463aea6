"""When a place is open, from how people write it."""

import re
from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Final

from portal.site.fields import time_from

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OPENS: Final = re.compile(r"([a-z]+)(?: to ([a-z]+))? (\S+(?: [ap]m)?) to (\S+(?: [ap]m)?)", re.I)
OPENING_LIKE: Final = "Monday to Friday 9am to 8pm"


@lru_cache(maxsize=256)
def opening_of(text: str) -> Mapping[int, tuple[time, time]]:
    """Return when a place opens and closes, weekday by weekday, Monday 0.

    A line is for one weekday or for some that follow each other; days without a line are closed.
    Midnight as an end is the end of the day. Raises ValueError with the sentence for the person.
    """
    opening: dict[int, tuple[time, time]] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        days, hours = _line_of(line)
        if opening.keys() & set(days):
            raise ValueError(f"“{line}” speaks of a day that has its hours already: say it once")
        opening |= dict.fromkeys(days, hours)
    return opening


def _line_of(line: str) -> tuple[range, tuple[time, time]]:
    """Return the weekdays of a line, and its hours."""
    found = OPENS.fullmatch(line)
    first, last, opens, closes = found.groups() if found else ("", "", "", "")
    try:
        days = range(_weekday(first), _weekday(last or first) + 1)
        hours = time_from(opens), time_from(closes)
    except ValueError:
        raise ValueError(f"Write “{line}” like {OPENING_LIKE}") from None
    if not days or (hours[1] != time() and hours[0] >= hours[1]):
        raise ValueError(f"“{line}” runs backwards: write it like {OPENING_LIKE}")
    return days, hours


def _weekday(word: str) -> int:
    return WEEKDAYS.index(word.lower()[:3])


def is_open(opening: str, day: date, starts: time, ends: time) -> bool:
    """Return whether a place is open all that time; one whose hours nobody said counts as open."""
    if not opening:
        return True
    opens, closes = opening_of(opening).get(day.weekday(), (time.max, time()))
    return opens <= starts and (closes == time() or ends <= closes)


IN_A_DAY: Final = 24 * 4


def open_quarters(opening: str, day: date) -> tuple[int, int]:
    """Return from which to which quarter of an hour of a day a place is open."""
    if not opening:
        return 0, IN_A_DAY
    opens, closes = opening_of(opening).get(day.weekday(), (time(), None))
    if closes is None:
        return 0, 0
    return -(-_minutes(opens) // 15), _minutes(closes) // 15 or IN_A_DAY


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute
