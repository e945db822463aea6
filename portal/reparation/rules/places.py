"""Places at a session: how many are left, whose turn is next, what was done of what was ordered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portal.reparation.rules.refusals import Refused
from portal.training.rules import minutes_in_words

HOUR: Final = 60
LONGEST: Final = 720
"""Minutes that one session can count for."""


class Full(Refused):
    """No place is left; whoever asked can wait for one."""

    def __init__(self) -> None:
        super().__init__("The last place is taken.", "Put the referral on the waiting list.")


@dataclass(frozen=True, slots=True)
class Taken:
    """How many places of a session are booked, and how many wait for one."""

    booked: int = 0
    waiting: int = 0

    def left(self, places: int) -> int:
        """Return how many can be booked now."""
        return max(0, places - self.booked)


@dataclass(frozen=True, slots=True)
class Hours:
    """What has been done of a referral's hours, in minutes."""

    ordered: int
    done: int

    @property
    def left(self) -> int:
        """Return how many minutes are still to be done."""
        return max(0, self.ordered - self.done)

    @property
    def words(self) -> str:
        """> 6 hours 30 minutes of 20 hours done."""
        return f"{minutes_in_words(self.done)} of {minutes_in_words(self.ordered)} done"


def hours(ordered: int, minutes: Iterable[int | None]) -> Hours:
    """Return how the hours ordered stand, by what was said of each place."""
    return Hours(ordered * HOUR, sum(each or 0 for each in minutes))


def next_position(turns: Iterable[int]) -> int:
    """Return the turn behind all who wait."""
    return max(turns, default=0) + 1


def check_open(*, cancelled: bool, ends_at: datetime, now: datetime) -> None:
    """Raise `Refused` unless places of a session can still be given out, moved or given back."""
    if cancelled:
        raise Refused("This session is cancelled.", "Choose another session.")
    if ends_at <= now:
        raise Refused(
            "This session is over.", "Say on the page of each place who came, and for how long."
        )


def check_marks(*, attended: bool, minutes: int, booked: bool, begun: bool) -> None:
    """Raise `Refused` for what cannot be said of a place."""
    if not booked:
        raise Refused("There was no place at this session.", "Book one, or look at another.")
    if not begun:
        raise Refused("This session has not begun.", "Say who came, and for how long, when it has.")
    if attended and minutes < 1:
        raise Refused("Who came stayed for some time.", "Enter for how long.", "minutes")
    if minutes > LONGEST:
        raise Refused("Nobody works more than 12 hours.", "Check the time.", "minutes")


def followed(
    theme: str | None, direct: bool | None, *, themes: Collection[str], is_direct: bool
) -> bool:
    """Return whether a project is what a victim wished: of the theme, and for whom they said.

    `direct` None is that they did not say whether it was to be for themselves.
    """
    return theme is not None and theme in themes and direct in {None, is_direct}
