"""When somebody is reminded that a course lapses: once at each distance, however late it is."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from portal.training.rules.standing import Stand, State

LAPSED: Final = 0
"""The step of what has lapsed: from the day after the last day, which still counts in full."""

LATE: Final = 30
"""Days after the last day until which it is still news that something has lapsed."""

REMINDED: Final = frozenset({State.IN_DATE, State.DUE_SOON, State.LAPSES_BEFORE, State.LAPSED})


def step_on(until: date, today: date, steps: Iterable[int]) -> int | None:
    """Return which reminder is due on a day: the nearest distance reached, 0 once lapsed.

    None when it is too early, or too long ago. Of several that were missed the last is due alone:
    somebody who was not reminded for a month gets one letter, not four.
    """
    left = (until - today).days
    if left < 0:
        return LAPSED if -left <= LATE else None
    return min((step for step in steps if left <= step), default=None)


def reminds(stand: Stand, *, by: date, booked: bool) -> bool:
    """Return whether a standing is one to be reminded of: asked, ending by a day, nothing booked.

    What covers somebody by exemption is the coordinator's to see to.
    """
    if booked or stand.reason or stand.until is None:
        return False
    return stand.until <= by and stand.state in REMINDED


def unsent(step: int, until: date, sent: Collection[tuple[date, int]]) -> bool:
    """Return whether this reminder is still to be sent; one that is nearer stands for it."""
    return not any(last == until and before <= step for last, before in sent)
