"""What was seen to before each panel, and when; what it did not need was taken off its list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from portal.demo.rules.sittings import Sitting
from portal.demo.rules.times import Times, When

SEEN_TO: Final = {
    "Venue": 0,
    "Step-free": 0,
    "Papers": 2,
    "Interpreter": 5,
    "Victim": 4,
    "Refreshments": 1,
    "Certificate": 1,
}
"""Working days before a panel by the item's first word; 0 is as soon as it had been arranged."""

NEEDED_EVERY: Final = {"Interpreter": 9, "Victim": 2}
"""Of how many panels one needs it; on the others' lists it does not stay."""

TICKED_AT: Final = time(14, 35)
PAPERS_BEFORE: Final = timedelta(minutes=45)


@dataclass(frozen=True)
class Line:
    """An item of a panel's list: when it was ticked, with which time; `off` when not needed."""

    item: str
    done: When | None = None
    at_time: time | None = None
    off: bool = False


def checklist(
    items: Sequence[str], sitting: Sitting, turn: int, times: Times, *, timed: Sequence[str]
) -> list[Line]:
    """Return how a panel's list stands today: `turn` is its place among all, `timed` ask a time."""
    return [_line(item, sitting, turn, times, timed=item in timed) for item in items]


def _line(item: str, sitting: Sitting, turn: int, times: Times, *, timed: bool) -> Line:
    word = re.split(r"[^\w-]", item, maxsplit=1)[0]
    every = NEEDED_EVERY.get(word, 1)
    unneeded = turn % every != 0
    day = _arranged(sitting, times) if unneeded else _seen_to(word, sitting, times)
    if sitting.state == "cancelled" or day >= times.today:
        return Line(item)
    at_time = _before(sitting) if timed else None
    return Line(item, When(day, TICKED_AT), at_time, off=unneeded)


def _arranged(sitting: Sitting, times: Times) -> date:
    return min(times.days.add_working_days(sitting.arranged.day, 1), sitting.day)


def _seen_to(word: str, sitting: Sitting, times: Times) -> date:
    soonest, before = _arranged(sitting, times), SEEN_TO.get(word, 1)
    if before == 0:
        return soonest
    return max(times.days.add_working_days(sitting.day, -before), soonest)


def _before(sitting: Sitting) -> time:
    return (datetime.combine(sitting.day, sitting.starts) - PAPERS_BEFORE).time()
