"""When a partner is reminded that something of it runs out: once at each distance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.training.rules import step_on, unsent

REVIEW: Final = "Review of the service level agreement"
"""What is reminded of beside papers."""


@dataclass(frozen=True, order=True)
class Ending:
    """Something of a partner that ends: the title of a paper, or the agreement's review."""

    partner_id: int
    title: str
    until: date


@dataclass(frozen=True)
class Due:
    """A reminder that is due: of what, and at which distance in days; 0 once the day is over."""

    ending: Ending
    step: int


Known = Mapping[tuple[int, str], Collection[tuple[date, int]]]
"""Which last days and steps were reminded of, by partner and title."""


def due(endings: Iterable[Ending], known: Known, *, today: date, steps: Sequence[int]) -> list[Due]:
    """Return the reminders that are due today and were not sent, in the order of partners."""
    found = []
    for ending in sorted(endings):
        step = step_on(ending.until, today, steps)
        sent = known.get((ending.partner_id, ending.title), ())
        if step is not None and unsent(step, ending.until, sent):
            found.append(Due(ending, step))
    return found
