"""What a service may publish of its reparation, so that nobody can be read out of a figure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal.reparation.rules.feedback import share_in_words

HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Counted:
    """What was done in a year; `referrals` is how many children the places and minutes are of."""

    sessions: int
    unit_awards: int
    places: int
    referrals: int
    minutes: int
    wishes: int
    followed: int


def year_until(day: date) -> tuple[date, date]:
    """Return the first and the last day of the twelve whole months that are over on a day."""
    last = day.replace(day=1) - timedelta(days=1)
    after = last + timedelta(days=1)
    return after.replace(year=after.year - 1), last


def count_in_words(number: int, few: int) -> str:
    """> 1,240; Fewer than 5, which says nothing of none or one."""
    return f"{number:,}" if number >= few else f"Fewer than {few}"


def published(counted: Counted, few: int) -> dict[str, str]:
    """Return each figure in words, by what it is of.

    Places and hours stay away while they are of too few children, however many they are.
    """
    many = counted.referrals >= few
    hours = count_in_words(counted.minutes // HOUR, few) if many else "Too few to tell"
    return {
        "Sessions held": count_in_words(counted.sessions, few),
        "Children and young people who took part": count_in_words(counted.referrals, few),
        "Places taken": count_in_words(counted.places, few) if many else "Too few to tell",
        "Hours of work done": hours,
        "Unit awards gained": count_in_words(counted.unit_awards, few),
        "Wishes of people harmed that were followed": share_in_words(
            counted.followed, counted.wishes, few
        ),
    }
