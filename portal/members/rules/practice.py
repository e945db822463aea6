"""What is looked at when somebody chairs a panel, and when they are to be watched again."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from portal.members.rules.days import date_in_words
from portal.members.rules.repeats import month_later

SOON: Final = timedelta(days=42)

QUESTIONS: Final[Mapping[str, str]] = {
    "welcome": "Welcomed everybody, and said who is who and what the panel is for",
    "plain": "Used plain words, and made sure that they were understood",
    "voice": "Gave everybody their say",
    "harm": "Kept to putting right the harm, without blame",
    "agreement": "Led to an agreement that is fair and can be kept",
    "team": "Worked with the others on the panel, and kept to time",
}
"""A question keeps its key when its words change."""

ANSWERS: Final[Mapping[str, str]] = {
    "well": "Well",
    "mostly": "Mostly",
    "work": "To work on",
    "unseen": "Not seen",
}


def standing(last_on: date | None, months: int, today: date) -> tuple[str, str]:
    """Return how a chair stands, in words, with the kind of a state tag."""
    if last_on is None:
        return "Not watched yet", "due"
    due = month_later(last_on, months)
    if due < today:
        return f"Due since {date_in_words(due)}", "due"
    if due - today <= SOON:
        return f"Due by {date_in_words(due)}", "wait"
    return f"Next by {date_in_words(due)}", "ok"
