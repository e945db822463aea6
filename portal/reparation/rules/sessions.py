"""When a project can happen: one day, or one day a week until a day, and for how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from portal.reparation.rules.refusals import Refused

LONGEST: Final = timedelta(hours=12)
FARTHEST: Final = timedelta(days=2 * 365)
MOST_DATES: Final = 60
"""So many sessions at once are a mistake: weekly, it is more than a year of them."""

WEEKS: Final = {"weekly": 1, "fortnightly": 2}
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class SessionFacts:
    """What is said of a session: from when to when, and for how many children at most."""

    starts_at: datetime
    ends_at: datetime
    places: int


def check_time(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raise `Refused` for a time at which no session can be: over, backwards, far away."""
    if ends_at <= starts_at:
        raise Refused("It would end before it starts.", "Check both times.", "ends")
    if ends_at - starts_at > LONGEST:
        raise Refused("It would last more than 12 hours.", "Check both times.", "ends")
    if starts_at <= now:
        raise Refused("That date and time have passed.", "Choose a date and time to come.", "on")
    if ends_at > now + FARTHEST:
        raise Refused("That is more than two years ahead.", "Check the year.", "on")


def check_places(places: int, *, most: int, taken: int) -> None:
    """Raise `Refused` for more places than the project takes, or fewer than are taken."""
    if places > most:
        raise Refused(
            f"The project takes {most} at most.",
            f"Enter {most} or fewer, or change the project first.",
            "places",
        )
    if places < taken:
        have = "1 place is" if taken == 1 else f"{taken} places are"
        raise Refused(
            f"{have} taken already.",
            f"Enter {taken} or more, or move places to another session first.",
            "places",
        )


def check_adults(supervisor_id: int | None, second_id: int | None) -> None:
    """Raise `Refused` when one person would be both adults."""
    if supervisor_id is not None and supervisor_id == second_id:
        raise Refused("One person cannot be both adults.", "Choose another second adult.", "second")


def repeated(first: date, every: str, until: date, leaving_out: Collection[date]) -> list[date]:
    """Return the first day and each further one to `until`, on it too, without those left out.

    Raises `Refused` when there is only the first, far too many, a day is left out in vain, or all
    of them are.
    """
    step = timedelta(weeks=WEEKS[every])
    days = [first]
    while len(days) <= MOST_DATES and days[-1] + step <= until:
        days.append(days[-1] + step)
    if len(days) == 1:
        raise Refused("There is no other date until then.", "Choose a later last day.", "until")
    if len(days) > MOST_DATES:
        raise Refused(
            f"That would be more than {MOST_DATES} sessions.",
            "Plan fewer at once: the rest can follow later.",
            "until",
        )
    vain = sorted(set(leaving_out) - set(days))
    if vain:
        raise Refused(
            f"{vain[0].day} {vain[0]:%B %Y} is none of these dates.",
            "Check the dates to leave out.",
            "but_not",
        )
    kept = [day for day in days if day not in leaving_out]
    if not kept:
        raise Refused("Every date is left out.", "Keep one of them.", "but_not")
    return kept
