"""Up to which day a volunteer who leaves is there, what follows, and what they are asked then."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from portal.members.rules.days import date_in_words
from portal.site.refusals import Refused

LEAVE_REASONS: Final = {
    "moved": "Moved away",
    "time": "No longer has the time",
    "health": "Health or caring",
    "work": "Came to work for the service",
    "service": "The service ended it",
    "other": "Something else, or not known",
}

YES_OR_NO: Final = {"yes": "Yes", "partly": "Partly", "no": "No"}
EXIT_QUESTIONS: Final[Mapping[str, str]] = {
    "supported": "Did you feel supported?",
    "trained": "Did the training prepare you?",
    "asked": "Were you asked as often as you wished?",
    "valued": "Did you feel that your time made a difference?",
    "recommend": "Would you tell a friend to volunteer here?",
}
"""By code: each is answered with one of `YES_OR_NO`."""


def gone_by(day: date, leaves_on: date | None) -> bool:
    """Return whether a day comes after somebody's last one; None is for who is not leaving."""
    return leaves_on is not None and day > leaves_on


def check_there(name: str, on: date, leaves_on: date | None, field: str) -> None:
    """Raise `Refused` at a field for somebody wanted on a day after their last one."""
    if leaves_on is not None and gone_by(on, leaves_on):
        raise Refused(
            f"{name} leaves, and their last day is {date_in_words(leaves_on)}.",
            "Choose somebody else, or a day up to then.",
            field,
        )


def keep_until(left_on: date, years: int) -> date:
    """Return the last day on which what is held of somebody who left is kept."""
    return left_on + relativedelta(years=years)
