"""The day that everything is placed around, and what counts working days."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple, Protocol

MONDAY_AHEAD = 4


class WorkingDays(Protocol):
    """What knows weekends and bank holidays: `portal.clock`."""

    def is_working_day(self, day: date) -> bool:
        """Return whether people work that day."""

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that many working days after `day`, or before it."""


class When(NamedTuple):
    """A day and what London's clocks show."""

    day: date
    at: time


@dataclass(frozen=True)
class Times:
    """Today, and how many working days an order has until its initial panel."""

    today: date
    days: WorkingDays
    initial_days: int = 20
    intensive_days: int = 5

    @property
    def monday(self) -> date:
        """Return the Monday that the designs' story begins with: this week's until Wednesday."""
        near = self.today + timedelta(days=MONDAY_AHEAD)
        return near - timedelta(days=near.weekday())

    def story(self, offset: int) -> date:
        """Return the story's day, so many days after its Monday, or the next working day."""
        return self.working(self.monday + timedelta(days=offset))

    def working(self, day: date) -> date:
        """Return that day, or the next working day; never today, whose hour would matter."""
        while day == self.today or not self.days.is_working_day(day):
            day += timedelta(days=1)
        return day

    def away(self, days: int) -> date:
        """Return the day so many days after today, or before it."""
        return self.today + timedelta(days=days)

    def months_ago(self, months: int) -> date:
        """Return the first working day of the month so many months ago."""
        index = self.today.year * 12 + self.today.month - 1 - months
        first = date(index // 12, index % 12 + 1, 1)
        return first if self.days.is_working_day(first) else self.days.add_working_days(first, 1)

    def due(self, court: date, *, intensive: bool = False) -> date:
        """Return the last day for the initial panel."""
        return self.days.add_working_days(
            court, self.intensive_days if intensive else self.initial_days
        )
