"""How long somebody has been at one part of their way, against what is ideal and what is most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Pace(StrEnum):
    """How that stands, the worst last."""

    BOOKED = "booked"
    ON_TIME = "on time"
    WAITING = "waiting"
    SLOW = "slow"
    TOO_LONG = "too long"


TAGS: Mapping[Pace, str] = {
    Pace.BOOKED: "ok",
    Pace.ON_TIME: "ok",
    Pace.WAITING: "wait",
    Pace.SLOW: "due",
    Pace.TOO_LONG: "risk",
}


@dataclass(frozen=True)
class Limits:
    """The ideal and the most days, both still good."""

    ideal: int
    most: int

    @property
    def words(self) -> str:
        """> Ideal 2 days, most 4."""
        return f"Ideal {self.ideal} {'day' if self.ideal == 1 else 'days'}, most {self.most}"


@dataclass(frozen=True)
class Age:
    """Whole days, and by what they are judged: nothing where a date is waited for.

    `booked` is whether that date is fixed for them.
    """

    days: int
    limits: Limits | None
    booked: bool = False

    @property
    def pace(self) -> Pace:
        """Return how it stands: the day that is still the most is slow, not too long."""
        if self.limits is None:
            return Pace.BOOKED if self.booked else Pace.WAITING
        if self.days <= self.limits.ideal:
            return Pace.ON_TIME
        return Pace.SLOW if self.days <= self.limits.most else Pace.TOO_LONG

    @property
    def words(self) -> str:
        """> Today: on time; 1 day: on time; 40 days: too long."""
        days = f"{self.days:,} day{'' if self.days == 1 else 's'}" if self.days else "Today"
        return f"{days}: {self.pace}"

    @property
    def tag(self) -> str:
        """Return the kind of its state tag."""
        return TAGS[self.pace]

    @property
    def is_slow(self) -> bool:
        """Return whether it is past the ideal."""
        return self.pace in {Pace.SLOW, Pace.TOO_LONG}

    @property
    def turn(self) -> tuple[int, float]:
        """Return what it is sorted by, the slowest first: of two, whoever is further past most."""
        share = self.days / self.limits.most if self.limits else float(self.days)
        return (-list(Pace).index(self.pace), -share)


@dataclass(frozen=True)
class Counts:
    """How many people are on their way, and how many of them are slow or too long."""

    total: int
    slow: int
    too_long: int


def count(ages: Iterable[tuple[Age, int]]) -> Counts:
    """Return the counts of ages, each of so many people; too long counts as slow too."""
    every = list(ages)
    return Counts(
        total=sum(people for _age, people in every),
        slow=sum(people for age, people in every if age.is_slow),
        too_long=sum(people for age, people in every if age.pace is Pace.TOO_LONG),
    )
