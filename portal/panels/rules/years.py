"""What somebody gave in a year: sittings, hours, and how often they chaired."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def year_bounds(day: date) -> tuple[date, date]:
    """Return the first and the last day of a calendar year; both belong to it."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


@dataclass(frozen=True)
class Year:
    """The sittings of one person between two days, both included."""

    first: date
    last: date
    sittings: int
    length: timedelta
    chaired: int

    @classmethod
    def of(cls, first: date, last: date, sat: Collection[tuple[str, timedelta]]) -> "Year":
        """Add up sittings, each given by the kind of their seat and how long it lasted."""
        return cls(
            first,
            last,
            len(sat),
            sum((length for _, length in sat), timedelta()),
            sum(kind == "chair" for kind, _ in sat),
        )

    @property
    def hours(self) -> str:
        """> 12 hours; 1 hour 30 minutes; 45 minutes."""
        whole, rest = divmod(self.length, HOUR)
        minutes = rest // MINUTE
        said = [f"{whole} hour{'' if whole == 1 else 's'}"] if whole or not minutes else []
        return " ".join([*said, *([f"{minutes} minutes"] if minutes else [])])
