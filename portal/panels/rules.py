"""What the law and the service ask of a panel: its clock, its quorum, its offers.

Nothing here reads the clock, the database or a setting: days, moments and numbers come in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

COMMUNITY_KINDS: Final = frozenset({"chair", "member"})
COMMUNITY_NEEDED: Final = 2
"""People appointed by the team who are not members of it, at every meeting of a panel, beside at
least one who is (Sentencing Act 2020 s.91)."""

FEWEST_MONTHS: Final = 3
MOST_MONTHS: Final = 12
"""The length of a Referral Order (Sentencing Act 2020 s.86)."""

MOST_PANELS: Final = 3
QUARTER: Final = 15
MOST_MINUTES: Final = 240
SHORT_NOTICE: Final = timedelta(hours=24)
LAST_MINUTE: Final = timedelta(hours=1)


class Refused(Exception):
    """A change that cannot be made: why, and what to do instead; `field` is where it was asked."""

    def __init__(self, reason: str, remedy: str = "", field: str = "") -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.sentence = str(self)
        self.field = field


class Stale(Refused):
    """Somebody else changed it since the form was opened."""


class WorkingDays(Protocol):
    """What counts working days: `portal.clock`, or a plain week in a test."""

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that many working days after `day`."""

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, up to and including `end`."""


@dataclass(frozen=True)
class OrderFacts:
    """What is entered of an order: all that the portal may know of it."""

    court_date: date
    months: int
    area_id: int
    intensive: bool
    case_manager_id: int


@dataclass(frozen=True)
class Timing:
    """An order's clock: which day is due, how many are left, where the panel falls.

    `left`, `in_hand` and `today_number` count working days; negative means late. `notice_left`
    is how many are left until `tell_by`, the last day to tell people.
    """

    court_on: date
    day_one: date
    due_on: date
    allowed: int
    today: date
    today_number: int
    left: int
    notice: int
    tell_by: date
    notice_left: int
    sits_on: date | None
    sits_number: int | None
    in_hand: int | None

    @property
    def is_late(self) -> bool:
        """Return whether the panel sits, or can only sit, after the due day."""
        return self.in_hand < 0 if self.in_hand is not None else self.left < 0

    @property
    def ticks(self) -> tuple[str, ...]:
        """Return a mark for each working day from day 1, for the eye only."""
        return tuple(self._tick(number) for number in range(1, self._last + 1))

    @property
    def _last(self) -> int:
        return min(max(self.allowed, self.sits_number or 0), self.allowed + 10)

    def _tick(self, number: int) -> str:
        if number == self.sits_number:
            return "is-sits"
        if number == self.allowed:
            return "is-due"
        if number == self.today_number:
            return "is-now"
        return "is-past" if number < self.today_number else "is-left"


def timing(
    court_on: date,
    due_on: date,
    *,
    notice: int,
    today: date,
    sits_on: date | None,
    days: WorkingDays,
) -> Timing:
    """Return an order's clock. Day 1 is the first working day after court.

    The last day to tell people is counted back from the sitting, or while there is none from the
    due day; it is never before the order was made.
    """
    tell_by = max(days.add_working_days(sits_on or due_on, -notice), court_on)
    sits_number = days.working_days_between(court_on, sits_on) if sits_on else None
    allowed = days.working_days_between(court_on, due_on)
    return Timing(
        court_on=court_on,
        day_one=days.add_working_days(court_on, 1),
        due_on=due_on,
        allowed=allowed,
        today=today,
        today_number=days.working_days_between(court_on, today),
        left=days.working_days_between(today, due_on),
        notice=notice,
        tell_by=tell_by,
        notice_left=days.working_days_between(today, tell_by),
        sits_on=sits_on,
        sits_number=sits_number,
        in_hand=None if sits_number is None else allowed - sits_number,
    )


@dataclass(frozen=True)
class Quorum:
    """Who is sure to come: `community` counts the chair too, and never a colleague or observer."""

    chair: bool
    community: int
    adviser: bool

    @property
    def holds(self) -> bool:
        """Return whether the panel can sit."""
        return self.chair and self.community >= COMMUNITY_NEEDED and self.adviser

    @property
    def missing(self) -> tuple[str, ...]:
        """Return who is still needed, in words: "a chair", "an adviser"."""
        others = COMMUNITY_NEEDED - self.community - (not self.chair)
        needed = [] if self.chair else ["a chair"]
        if others > 0:
            needed.append("a community member" if others == 1 else "two community members")
        if not self.adviser:
            needed.append("an adviser")
        return tuple(needed)

    @property
    def needs(self) -> str:
        """> a chair and an adviser."""
        *most, last = self.missing or ("nobody",)
        return f"{', '.join(most)} and {last}" if most else last

    @property
    def sentence(self) -> str:
        """Say how it stands, in plain words."""
        yes = ("Neither of the two community members has", "One of two community members has")
        said = yes[self.community] if self.community < COMMUNITY_NEEDED else "Two have"
        if self.community >= COMMUNITY_NEEDED:
            said = "Two community members have"
        chairs = "" if self.chair else " One of them must chair."
        if not self.chair and self.community == 1:
            chairs = " The other must chair."
        adviser = "An adviser is confirmed." if self.adviser else "There is no adviser yet."
        return f"{said} said yes.{chairs} {adviser}"


def quorum(taken: Iterable[tuple[str, bool]]) -> Quorum:
    """Return how it stands from the seats that are taken: each one's kind, and if by a colleague.

    A colleague on a community seat does not count, whatever the seat says.
    """
    seats = list(taken)
    community = [kind for kind, is_staff in seats if kind in COMMUNITY_KINDS and not is_staff]
    return Quorum(
        chair="chair" in community,
        community=len(community),
        adviser=any(kind == "adviser" for kind, _ in seats),
    )


class Risk(StrEnum):
    """How a sitting stands against its days; the value names its look (`app-ok` …)."""

    NONE = "ok"
    TIME = "due"
    RISK = "risk"


def risk(timing_left: int, *, quorate: bool, warn_days: int) -> Risk:
    """Return the level: at risk from `warn_days` working days before people must be told.

    `timing_left` is how many working days are left until the last day to tell people.
    """
    if quorate:
        return Risk.NONE
    return Risk.RISK if timing_left <= warn_days else Risk.TIME


def lapses_at(now: datetime, *, hours: int, notice_ends: datetime, starts_at: datetime) -> datetime:
    """Return when an offer lapses: `hours` from now, but by the end of the last day to tell people.

    When that day is past or all but past, the person still has a day, though never later than an
    hour before the sitting. On the hour, because a deadline is a thing that people say.
    """
    by = min(now + timedelta(hours=hours), notice_ends)
    if by < now + SHORT_NOTICE:
        by = min(now + min(SHORT_NOTICE, timedelta(hours=hours)), starts_at - LAST_MINUTE)
    on_the_hour = by.replace(minute=0, second=0, microsecond=0)
    return on_the_hour if on_the_hour > now else max(by, now)


def check_order(facts: OrderFacts, *, today: date) -> None:
    """Raise `Refused` when no court can have made such an order."""
    if facts.court_date > today:
        raise Refused(
            "The court date is in the future.",
            "Enter the day on which the court made the order.",
            "court_date",
        )
    if facts.court_date < today - timedelta(days=3 * 365):
        raise Refused(
            "The court date is more than three years ago.",
            "Check the year.",
            "court_date",
        )
    if not FEWEST_MONTHS <= facts.months <= MOST_MONTHS:
        raise Refused(
            "A Referral Order lasts 3 to 12 months.", "Enter a number from 3 to 12.", "months"
        )


def check_times(starts_at: datetime, minutes: int, *, now: datetime) -> None:
    """Raise `Refused` when a sitting cannot be arranged then."""
    if starts_at <= now:
        raise Refused("That date and time have passed.", "Choose a date and time to come.", "date")
    if starts_at > now + timedelta(days=2 * 365):
        raise Refused("That is more than two years ahead.", "Check the year.", "date")
    if starts_at.minute % QUARTER:
        raise Refused(
            "A sitting starts on the quarter of an hour.",
            "Choose a time such as 5pm, 5:15pm, 5:30pm or 5:45pm.",
            "time",
        )
    if minutes % QUARTER or not QUARTER <= minutes <= MOST_MINUTES:
        raise Refused(
            "A panel lasts whole quarters of an hour.",
            "Enter 15, 30, 45 and so on, up to 240 minutes.",
            "minutes",
        )


class Answer(StrEnum):
    """What somebody may say to an offer."""

    YES = "yes"
    NO = "no"
    CONFLICT = "conflict"
    LEAVE = "leave"


@dataclass(frozen=True)
class Candidate:
    """What ranks a volunteer for a seat; `can` is whether they may be asked at all."""

    can: bool
    over_most: bool
    knows_order: bool
    against: int
    favour: int
    last_sat: datetime | None
    name: str
    number: int


def rank(candidate: Candidate) -> tuple[bool, bool, bool, int, int, bool, float, str, int]:
    """Return the sort key of a candidate: who can, then who is asked least, then whose turn it is.

    Somebody over their own most comes after everybody who is not; somebody who sat with the same
    order before comes before those who did not.
    """
    return (
        not candidate.can,
        candidate.over_most,
        not candidate.knows_order,
        candidate.against,
        -candidate.favour,
        candidate.last_sat is not None,
        candidate.last_sat.timestamp() if candidate.last_sat else 0,
        candidate.name,
        candidate.number,
    )
