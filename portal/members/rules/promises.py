"""A promise to volunteers to say by a day which of their dates became duties, kept or not."""

from datetime import date
from typing import Final

KEPT: Final = "ok"
LATE: Final = "risk"
OPEN: Final = "due"


def promise_words(by: date, confirmed_on: date | None, today: date, near: str) -> str:
    """> Confirmed when promised; Confirmed 2 days late; Promised by Friday 20 March.

    `near` is the promised day in words.
    """
    if confirmed_on is None:
        return f"Promised by {near}" if today <= by else f"Promised by {near}, and not kept yet"
    late = (confirmed_on - by).days
    if late <= 0:
        return "Confirmed when promised"
    return f"Confirmed {late} {'day' if late == 1 else 'days'} late"


def promise_look(by: date, confirmed_on: date | None, today: date) -> str:
    """Return the look of these words: ok, due, risk."""
    if confirmed_on is None:
        return OPEN if today <= by else LATE
    return KEPT if confirmed_on <= by else LATE
