"""When a notice stands on the board, and when people are reminded of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from portal.noticeboard.rules.refusals import Refused


class Standing(StrEnum):
    """Where a notice is in its time."""

    SHOWN = "shown"
    COMING = "coming"
    OVER = "over"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """> On the board."""
        return {
            Standing.SHOWN: "On the board",
            Standing.COMING: "Still to come",
            Standing.OVER: "Over",
            Standing.WITHDRAWN: "Withdrawn",
        }[self]


def standing(
    shown_from: date, shown_until: date | None, *, is_withdrawn: bool, today: date
) -> Standing:
    """Return where a notice is in its time; its last day is one of its days."""
    if is_withdrawn:
        return Standing.WITHDRAWN
    if shown_from > today:
        return Standing.COMING
    return Standing.OVER if shown_until is not None and shown_until < today else Standing.SHOWN


def check_days(shown_from: date, shown_until: date | None, today: date) -> None:
    """Raise `Refused` for days on which nobody would ever see a notice."""
    if shown_until is None:
        return
    if shown_until < shown_from:
        raise Refused("It would end before it begins.", "Enter a later last day.", "shown_until")
    if shown_until < today:
        raise Refused("This last day is past.", "Enter today or a later day.", "shown_until")


def is_reminder_due(
    asked_from: date, after: Iterable[int], reminded_on: date | None, today: date
) -> bool:
    """Return whether people are to be reminded: so many days after they were first asked.

    A day on which no letter was written is made up for, once.
    """
    days = (asked_from + timedelta(days=each) for each in after)
    return any(day <= today and (reminded_on is None or reminded_on < day) for day in days)
