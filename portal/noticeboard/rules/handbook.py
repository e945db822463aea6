"""When a page of the handbook is to be looked at anew."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.noticeboard.rules.refusals import Refused


def check_review(review_on: date, today: date) -> None:
    """Raise `Refused` for a day by which nobody could review a page any more."""
    if review_on <= today:
        raise Refused("This day is past or today.", "Enter a later day.", "review_on")


def is_reminder_due(
    review_on: date, ahead: Iterable[int], reminded_on: date | None, today: date
) -> bool:
    """Return whether an owner is to be reminded: so many days ahead, and when the day has come.

    A day on which no letter was written is made up for, once.
    """
    days = (review_on - timedelta(days=each) for each in (*ahead, 0))
    return any(day <= today and (reminded_on is None or reminded_on < day) for day in days)
