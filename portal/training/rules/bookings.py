"""Who gets a place: when booking is open, whose turn it is, until when an offered place is kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from portal.training.rules.refusals import Refused

LEAST_TO_ANSWER: Final = timedelta(hours=1)
"""A place that nobody could answer in this time is not offered any more."""


class Window(StrEnum):
    """Whether a session can be booked at a moment."""

    DRAFT = "draft"
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"
    BEGUN = "begun"
    CANCELLED = "cancelled"

    @property
    def is_coming(self) -> bool:
        """Return whether the session is still to be held."""
        return self in {Window.NOT_YET, Window.OPEN, Window.CLOSED}


@dataclass(frozen=True, slots=True)
class Times:
    """When a session opens and closes for booking, until when people cancel, when it begins."""

    opens_at: datetime | None
    closes_at: datetime
    cancel_by: datetime
    starts_at: datetime

    def window(self, state: str, now: datetime) -> Window:
        """Return whether it can be booked; `state` is the session's own."""
        if state in {Window.DRAFT, Window.CANCELLED}:
            return Window(state)
        if now >= self.starts_at:
            return Window.BEGUN
        if self.opens_at is not None and now < self.opens_at:
            return Window.NOT_YET
        return Window.OPEN if now < self.closes_at else Window.CLOSED

    def cancels_alone(self, now: datetime) -> bool:
        """Return whether people may still give a place back by themselves; later they ring."""
        return now < self.cancel_by


@dataclass(frozen=True, slots=True)
class Places:
    """How many places there are, are taken, are kept for somebody to answer; how many wait."""

    capacity: int
    booked: int = 0
    offered: int = 0
    waiting: int = 0

    @property
    def unused(self) -> int:
        """Return how many places nobody has and nobody is offered."""
        return max(0, self.capacity - self.booked - self.offered)

    @property
    def left(self) -> int:
        """Return how many can be booked: one for which somebody waits is theirs first."""
        return max(0, self.unused - self.waiting)


def keeps_until(now: datetime, *, hours: int, closes_at: datetime, starts_at: datetime) -> datetime:
    """Return until when a place is kept for somebody who waits.

    `hours` from now, but at most half the time until booking closes, or, once it has, until the
    session begins, so that there is time for the next; never less than an hour. On the hour where
    that leaves an hour, because a deadline is a thing that people say.
    """
    ahead = (closes_at if closes_at > now else starts_at) - now
    by = now + max(min(timedelta(hours=hours), ahead / 2), LEAST_TO_ANSWER)
    on_the_hour = by.replace(minute=0, second=0, microsecond=0)
    return on_the_hour if on_the_hour >= now + LEAST_TO_ANSWER else by.replace(microsecond=0)


def may_be_offered(now: datetime, starts_at: datetime) -> bool:
    """Return whether somebody could still answer before a session begins."""
    return starts_at - now > LEAST_TO_ANSWER


def check_audience(keys: Collection[str], theirs: Collection[str], *, whom: str) -> None:
    """Raise `Refused` for somebody for whom a session is not meant; `whom` is said of them."""
    if set(keys).isdisjoint(theirs):
        raise Refused(
            f"This session is not for {whom}.",
            "Choose a session of the course that is open to them.",
        )


def check_no_trainer(trainer_id: int | None, person_id: int, *, who: str) -> None:
    """Raise `Refused` for whoever trains a session; `who` begins a sentence about them."""
    if trainer_id == person_id:
        raise Refused(
            f"{who} this session.",
            "Whoever trains needs no place: choose another session, or another person.",
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """A course that must be held first, and what would mend that it is not."""

    title: str
    remedy: str


def check_held_first(missing: Iterable[Missing]) -> None:
    """Raise `Refused` for somebody who does not hold what the course builds on."""
    for first in missing:
        raise Refused(f"Needs {first.title} first:", f"{first.remedy}.")


class Clashing(Refused):
    """Something else is promised at that time; it can be booked knowingly all the same."""

    def __init__(self, others: Sequence[str]) -> None:
        super().__init__(
            f"It is at the same time as {' and '.join(others)}.",
            "Give that back first, or say that you know and book it all the same.",
            "agreed",
        )


def check_invitation(
    places: int, expires_at: datetime, *, capacity: int, now: datetime, starts_at: datetime
) -> None:
    """Raise `Refused` for a link to more places than there are, or by which nobody could book."""
    if places > capacity:
        places_in_words = "1 place" if capacity == 1 else f"{capacity} places"
        raise Refused(f"It has {places_in_words}.", f"Enter at most {capacity}.", "places")
    if expires_at <= now:
        raise Refused("This day is over.", "Enter a day from today on.", "until")
    if expires_at.date() > starts_at.date():
        raise Refused(
            "The session is over by then.", "Enter the day of the session at the latest.", "until"
        )


def check_invited(used: int, places: int) -> None:
    """Raise `Refused` once everybody for whom a link was made has booked by it."""
    if used >= places:
        raise Refused(
            "All the places that this link was made for are taken.",
            "Ask whoever sent you the link.",
        )


def next_position(positions: Iterable[int]) -> int:
    """Return the turn of whoever joins the waiting list now."""
    return max(positions, default=0) + 1
