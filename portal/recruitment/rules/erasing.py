"""When whoever was not appointed is forgotten, and when coordinators are warned of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Keeping:
    """For how many months an application is kept once it ended, and how long a warning stands."""

    months: int
    warning_days: int

    def due(self, ended_on: date, kept_until: date | None) -> date:
        """Return the day from which it may be forgotten, or a later one that somebody chose."""
        due = ended_on + relativedelta(months=self.months)
        return max(due, kept_until) if kept_until else due

    def erased_on(self, ended_on: date, kept_until: date | None, warned_on: date | None) -> date:
        """Return the day on which it is erased: never sooner than the warning says."""
        due = self.due(ended_on, kept_until)
        if warned_on is None or warned_on < ended_on:
            return due
        return max(due, warned_on + timedelta(days=self.warning_days))

    def is_to_warn(
        self, ended_on: date, kept_until: date | None, warned_on: date | None, today: date
    ) -> bool:
        """Return whether coordinators are to be told that the day is near."""
        near = self.due(ended_on, kept_until) - timedelta(days=self.warning_days)
        return not _stands(warned_on, ended_on) and today >= near

    def is_to_erase(
        self, ended_on: date, kept_until: date | None, warned_on: date | None, today: date
    ) -> bool:
        """Return whether the day has come, and coordinators were warned in time."""
        warned = _stands(warned_on, ended_on)
        return warned and today >= self.erased_on(ended_on, kept_until, warned_on)

    def longer(self, ended_on: date, today: date, months: int) -> date:
        """Return until when it is kept when it is needed so many months more, said twice or once.

        They count from the day on which it would be erased, or from today if that is past.
        """
        return max(self.due(ended_on, None), today) + relativedelta(months=months)


def _stands(warned_on: date | None, ended_on: date) -> bool:
    """Return whether a warning is of this end: somebody taken up again may end a second time."""
    return warned_on is not None and warned_on >= ended_on
