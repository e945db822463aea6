"""When a session can be planned, how it may change once people have booked, when too few have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from portal.training.rules.refusals import Refused
from portal.training.rules.validity import add_months

MOST_DAYS: Final = 5
FARTHEST: Final = timedelta(days=2 * 365)
LONGEST_COURSE: Final = timedelta(days=183)
LONGEST_DAY: Final = timedelta(hours=12)
QUARTER: Final = 15
MOST_DATES: Final = 30
"""So many sessions at once are a mistake: weekly, it is more than half a year of them."""

REPEATS: Final = ("weekly", "fortnightly", "monthly")
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class SessionFacts:
    """What is said of a session: its days, each from when to when, in order; places; deadlines.

    `minimum` is how many make it worth holding, 0 for any. `opens_at` None opens booking at once.
    `join_url` is for the booked alone. `keys` say who may book.
    """

    days: tuple[Span, ...]
    capacity: int
    minimum: int
    opens_at: datetime | None
    closes_at: datetime
    cancel_by: datetime
    keys: frozenset[str]
    join_url: str = ""
    trainer_name: str = ""
    instructions: str = ""

    @property
    def starts_at(self) -> datetime:
        """Return when its first day begins."""
        return self.days[0][0]


def check_days(days: Sequence[Span], *, now: datetime, in_room: bool) -> None:
    """Raise `Refused` for days on which no course can be: over, backwards, overlapping, far away.

    `in_room` asks for quarters of an hour, by which rooms are booked.
    """
    for number, (starts_at, ends_at) in enumerate(days, start=1):
        _check_day(number, starts_at, ends_at, in_room=in_room)
    if days[0][0] <= now:
        raise Refused(
            "That date and time have passed.", "Choose a date and time to come.", "date_1"
        )
    for number, (before, after) in enumerate(pairwise(days), start=2):
        if after[0] < before[1]:
            raise Refused(
                f"Day {number} begins before day {number - 1} has ended.",
                "Enter the days in order, so that none overlaps another.",
                f"date_{number}",
            )
    if days[-1][1] > now + FARTHEST:
        raise Refused("That is more than two years ahead.", "Check the year.", f"date_{len(days)}")
    if days[-1][1] - days[0][0] > LONGEST_COURSE:
        raise Refused(
            "The days lie more than half a year apart.",
            "Check the year, or plan two sessions.",
            f"date_{len(days)}",
        )


def _check_day(number: int, starts_at: datetime, ends_at: datetime, *, in_room: bool) -> None:
    if ends_at <= starts_at:
        raise Refused("It would end before it starts.", "Check both times.", f"end_{number}")
    if ends_at - starts_at > LONGEST_DAY:
        raise Refused(
            "One day would last more than 12 hours.",
            "Check both times, or enter the next day below.",
            f"end_{number}",
        )
    for moment, name in ((starts_at, "start"), (ends_at, "end")):
        if in_room and moment.minute % QUARTER:
            raise Refused(
                "Rooms are booked by the quarter of an hour.",
                "Choose a time such as 10am, 10:15am, 10:30am or 10:45am.",
                f"{name}_{number}",
            )


def check_booking_times(facts: SessionFacts, *, now: datetime, was: datetime | None) -> None:
    """Raise `Refused` when booking would close before it opens, or after the course has begun.

    `was` is when booking closed before the change: what has closed may stay closed.
    """
    starts_at = facts.starts_at
    for moment, field, what in (
        (facts.closes_at, "closes_on", "Booking would close"),
        (facts.cancel_by, "cancel_on", "People could cancel until"),
    ):
        if moment > starts_at:
            raise Refused(f"{what} after it has begun.", "Enter a time before it starts.", field)
    if facts.opens_at is not None and facts.opens_at >= facts.closes_at:
        raise Refused(
            "Booking would open only when it has closed.",
            "Let it open earlier, or close later.",
            "opens_on",
        )
    if facts.closes_at <= now and facts.closes_at != was:
        raise Refused(
            "Booking would have closed already, so nobody could book.",
            "Enter a time to come: the start of the session is the latest.",
            "closes_on",
        )


def check_places(facts: SessionFacts, *, taken: int) -> None:
    """Raise `Refused` for a capacity below the minimum, or below the places that are taken."""
    if facts.minimum > facts.capacity:
        raise Refused(
            "The fewest would be more than there are places.",
            f"Enter at most {facts.capacity}.",
            "minimum",
        )
    if facts.capacity < taken:
        have = "1 person has a place" if taken == 1 else f"{taken} people have a place"
        raise Refused(
            f"{have} already.",
            f"Enter {taken} or more, or cancel bookings first on the page of the session.",
            "capacity",
        )


def repeated(first: date, every: str, until: date) -> list[date]:
    """Return the days after the first on which a session is repeated, to `until` and on it too.

    Monthly keeps the day of the month, or the last of one that is too short. Raises `Refused`
    when there is none, or far too many.
    """
    days: list[date] = []
    while len(days) <= MOST_DATES:
        day = _next(first, every, len(days) + 1)
        if day > until:
            break
        days.append(day)
    if not days:
        raise Refused("There is no such date until then.", "Choose a later last day.", "until")
    check_dates(days, field="until")
    return days


def check_dates(days: Sequence[date], *, field: str) -> None:
    """Raise `Refused` for far too many sessions at once."""
    if len(days) > MOST_DATES:
        raise Refused(
            f"That would be more than {MOST_DATES} sessions.",
            "Plan fewer at once: the rest can follow later.",
            field,
        )


def _next(first: date, every: str, turn: int) -> date:
    if every == "monthly":
        return add_months(first, turn)
    return first + timedelta(weeks=turn * (2 if every == "fortnightly" else 1))


def decide_from(closes_at: datetime, starts_at: datetime, *, too_few_days: int) -> datetime:
    """Return from when it is asked whether too few have booked.

    So many days before, at the latest when booking closes.
    """
    return min(closes_at, starts_at - timedelta(days=too_few_days))


class WouldMove(Refused):
    """A session that people have booked would be moved: who is told, and who is busy then.

    `key` stands for the move and these sentences; asked for again with it, it goes ahead.
    """

    def __init__(self, told: Sequence[str], clashes: Sequence[str], key: str) -> None:
        super().__init__("People have booked.", "Look at who is told, then move it.")
        self.told = tuple(told)
        self.clashes = tuple(clashes)
        self.key = key
