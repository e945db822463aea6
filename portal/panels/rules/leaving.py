"""Which of two rules somebody meets who can no longer come: to leave, or to look for cover."""

from datetime import date, timedelta
from enum import StrEnum

from portal.panels.rules.offers import OfferRefused


class Leaving(StrEnum):
    """How somebody gets off a sitting.

    With `FREE` the seat is free at once. With `COVER` they stay responsible until somebody takes
    over. `TODAY` is the same on the day itself, when only the telephone is quick enough.
    """

    FREE = "free"
    COVER = "cover"
    TODAY = "today"


def leaving(sits_on: date, today: date, *, free_days: int) -> Leaving:
    """Return which rule holds today; `free_days` before the sitting is the last free day."""
    if today >= sits_on:
        return Leaving.TODAY
    return Leaving.FREE if today <= free_until(sits_on, free_days=free_days) else Leaving.COVER


def free_until(sits_on: date, *, free_days: int) -> date:
    """Return the last day on which one may leave freely."""
    return sits_on - timedelta(days=free_days)


def check_may_leave(how: Leaving) -> None:
    """Raise `OfferRefused` for somebody who must look for cover instead."""
    if how is not Leaving.FREE:
        raise OfferRefused(
            "cover",
            "It is too near to the day to leave.",
            "Ask for cover: you stay on the panel until somebody takes over.",
        )
