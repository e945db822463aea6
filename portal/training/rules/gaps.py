"""What is short: how many people need a course by a day, and how many places there are for them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.members.rules import day_in_words
from portal.training.rules.bookable import Bookable
from portal.training.rules.validity import add_months


@dataclass(frozen=True, slots=True)
class Needing:
    """Somebody who needs a course by a day: by which keys they book, and whether they have."""

    keys: frozenset[str]
    is_booked: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """How many need a course, have booked it, and find no place; and what can be booked in time.

    `lacking` of them are without it already; `next_lapse` is when the next of the others is.
    """

    people: int
    booked: int
    sessions: int
    places: int
    short: int
    lacking: int = 0
    next_lapse: date | None = None


def gap(
    people: Collection[Needing],
    sessions: Iterable[Bookable],
    *,
    by: date,
    lapses: Sequence[date | None] = (),
) -> Gap:
    """Return what is short of a course: sessions count that end by the day, its end included.

    `lapses` are the last days of the people, None for who is without it already.
    """
    in_time = [each for each in sessions if each.last_day <= by]
    looking = [each for each in people if not each.is_booked]
    held = [day for day in lapses if day is not None]
    return Gap(
        people=len(people),
        booked=len(people) - len(looking),
        sessions=len(in_time),
        places=sum(each.places for each in in_time),
        short=_without_a_place(looking, in_time),
        lacking=len(lapses) - len(held),
        next_lapse=min(held, default=None),
    )


def _without_a_place(looking: Iterable[Needing], sessions: Sequence[Bookable]) -> int:
    """Seat who has the fewest sessions to go to first, each where the fewest others may go."""
    theirs = [[each for each in sessions if each.keys & who.keys] for who in looking]
    wanted = {each.uuid: sum(each in mine for mine in theirs) for each in sessions}
    left = {each.uuid: each.places for each in sessions}
    short = 0
    for mine in sorted(theirs, key=len):
        free = [each for each in mine if left[each.uuid]]
        if free:
            left[min(free, key=lambda each: (wanted[each.uuid], each.day)).uuid] -= 1
        else:
            short += 1
    return short


def gap_words(title: str, gap: Gap, by: date, near: date, any_time: str = "") -> str:
    """> 11 people need First aid by the end of June; one session has 3 places: plan another.

    `any_time` is how long it takes where it needs no session.
    """
    need = "1 person needs" if gap.people == 1 else f"{gap.people} people need"
    start = f"{need} {title} by {by_words(by, near)}"
    if any_time:
        return f"{start}: e-learning, {any_time}, at any time"
    booked = f", {gap.booked} booked" if gap.booked else ""
    return f"{start}{booked}; {_places(gap)}: {_remedy(gap)}"


def _places(gap: Gap) -> str:
    places = "1 place" if gap.places == 1 else f"{gap.places} places"
    if not gap.sessions:
        return "no session can be booked in time"
    if gap.sessions == 1:
        return f"one session has {places}"
    return f"{gap.sessions} sessions have {places}"


def _remedy(gap: Gap) -> str:
    if not gap.short:
        return "enough for everybody" if gap.sessions else "everybody has booked"
    return "plan another" if gap.sessions else "plan one"


def by_words(by: date, near: date) -> str:
    """> the end of June; 14 June."""
    if (by + timedelta(days=1)).day != 1:
        return day_in_words(by, near)
    year = "" if by.year == near.year else f" {by.year}"
    return f"the end of {by:%B}{year}"


def months_end(today: date, months: int) -> date:
    """Return the last day of the month so many months ahead."""
    return add_months(today.replace(day=1), months + 1) - timedelta(days=1)
