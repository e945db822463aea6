"""A cell of the matrix in words; who is found by a state; what is short, course by course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from portal.members.rules import day_in_words
from portal.training.rules.standing import Stand, State
from portal.training.rules.words import Mend, cell_words, minutes_in_words

TO_DO: Final = "to_do"
"""Something is to be booked: lapsed, never held, due soon, or lapsing before a duty."""

MISSING: Final = "missing"
"""Not covered on the day, though it was wanted before."""

ROLE_WORDS: Final = ("chair", "volunteer", "adviser", "staff")
"""What somebody is, said of the first that they are: a chair is a volunteer too."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How somebody stands in a course: a state tag, the day, and what to do about it.

    `session` is the one to book.
    """

    words: str
    tag: str
    days: str
    to_do: str = ""
    session: UUID | None = None


def cell(stand: Stand, mend: Mend, near: date) -> Cell:
    """Return what a cell says; `near` is the day asked about."""
    words, days = cell_words(stand, near), days_words(stand, near)
    if not stand.needs_booking:
        return Cell(words, stand.state.tag, days)
    session = mend.next.uuid if mend.next and mend.booked is None else None
    return Cell(words, stand.state.tag, days, to_do_words(mend, near), session)


def days_words(stand: Stand, near: date) -> str:
    """> to 20 March; since 2022; wanted by 3 June; no record; 12 February when it lapsed."""
    if stand.until is not None and stand.state is State.LAPSED:
        return day_in_words(stand.until, near)
    if stand.until is not None:
        return f"to {day_in_words(stand.until, near)}"
    if stand.since is not None:
        return f"since {stand.since.year}"
    if stand.state is State.EXEMPT:
        return "for good"
    if stand.by is not None:
        return f"wanted by {day_in_words(stand.by, near)}"
    return "no record"


def to_do_words(mend: Mend, near: date) -> str:
    """> Booked for 14 March; Book 14 March, 2 places; E-learning, 40 minutes; None to book."""
    if mend.booked is not None:
        return f"Booked for {day_in_words(mend.booked, near)}"
    if mend.next is not None:
        places = "1 place" if mend.next.places == 1 else f"{mend.next.places} places"
        return f"Book {day_in_words(mend.next.day, near)}, {places}"
    if mend.e_learning is not None:
        return f"E-learning, {minutes_in_words(mend.e_learning)}"
    return "None to book"


def role_words(needing: Iterable[str]) -> str:
    """> chair; volunteer; adviser; staff."""
    held = set(needing)
    return next((word for word in ROLE_WORDS if word in held), "")


def is_missing(stand: Stand, on: date) -> bool:
    """Return whether somebody is not covered on a day, and should be since before.

    What is wanted by a day is missing from the next one on.
    """
    if stand.state in {State.NOT_NEEDED, State.EXEMPT, State.IN_DATE, State.DUE_SOON}:
        return False
    if stand.until is not None and stand.until >= on:
        return False
    return bool(stand.seats) or stand.by is None or stand.by < on


def is_found(stand: Stand, state: str, on: date) -> bool:
    """Return whether a standing is of a state, or of `TO_DO` or `MISSING`."""
    if state == TO_DO:
        return stand.needs_booking
    if state == MISSING:
        return is_missing(stand, on)
    return stand.state == state
