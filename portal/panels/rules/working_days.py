"""The clock of an order: the working days from court to its panel."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class WorkingDays(Protocol):
    """What counts working days: `portal.clock`, or a plain week in a test."""

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that many working days after `day`."""

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, up to and including `end`."""


@dataclass(frozen=True)
class Deadline:
    """How a panel stands against its last day: what is left, and by when people must be told.

    `left` and `in_hand` count working days; negative means late. `notice_left` is how many are
    left until `tell_by`, the last day to tell people.
    """

    due_on: date
    today: date
    left: int
    notice: int
    tell_by: date
    notice_left: int
    sits_on: date | None
    in_hand: int | None

    @property
    def is_late(self) -> bool:
        """Return whether the panel sits, or can only sit, after the due day."""
        return self.sits_on > self.due_on if self.sits_on else self.left < 0

    @property
    def has_sat(self) -> bool:
        """Return whether the day of the panel is over."""
        return self.sits_on is not None and self.sits_on < self.today

    @property
    def ticks(self) -> tuple[str, ...]:
        """Return a mark for each working day counted, for the eye only; here none is."""
        return ()


@dataclass(frozen=True)
class Timing(Deadline):
    """The clock of an order's first panel, counted from court.

    `allowed`, `today_number` and `sits_number` count working days from day 1.
    """

    court_on: date
    day_one: date
    allowed: int
    today_number: int
    sits_number: int | None

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


def deadline(
    due_on: date,
    *,
    notice: int,
    today: date,
    sits_on: date | None,
    days: WorkingDays,
    not_before: date | None = None,
) -> Deadline:
    """Return how a panel stands against its last day.

    The last day to tell people is counted back from the sitting, or while there is none from the
    due day; `not_before` is the day on which the order was made, before which nobody knew of it.
    """
    tell_by = days.add_working_days(sits_on or due_on, -notice)
    tell_by = max(tell_by, not_before) if not_before else tell_by
    return Deadline(
        due_on=due_on,
        today=today,
        left=days.working_days_between(today, due_on),
        notice=notice,
        tell_by=tell_by,
        notice_left=days.working_days_between(today, tell_by),
        sits_on=sits_on,
        in_hand=days.working_days_between(sits_on, due_on) if sits_on else None,
    )


def timing(
    court_on: date,
    due_on: date,
    *,
    notice: int,
    today: date,
    sits_on: date | None,
    days: WorkingDays,
) -> Timing:
    """Return the clock of an order's first panel. Day 1 is the first working day after court."""
    stands = deadline(
        due_on, notice=notice, today=today, sits_on=sits_on, days=days, not_before=court_on
    )
    allowed = days.working_days_between(court_on, due_on)
    sits_number = days.working_days_between(court_on, sits_on) if sits_on else None
    return Timing(
        **vars(stands),
        court_on=court_on,
        day_one=days.add_working_days(court_on, 1),
        allowed=allowed,
        today_number=days.working_days_between(court_on, today),
        sits_number=sits_number,
    )
