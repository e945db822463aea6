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
        return self.sits_on > self.due_on if self.sits_on else self.left < 0

    @property
    def has_sat(self) -> bool:
        """Return whether the day of the panel is over."""
        return self.sits_on is not None and self.sits_on < self.today

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
