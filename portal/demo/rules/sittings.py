"""Sittings as plain values: who was asked for which seat, when, and what they said."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from portal.demo.rules.orders import Meeting
from portal.demo.rules.times import When

CHAIR, MEMBER, OBSERVER, ADVISER = "chair", "member", "observer", "adviser"
ACCEPTED, SENT, DECLINED, LAPSED = "accepted", "sent", "declined", "lapsed"
CONFLICT, LEFT, WITHDRAWN = "conflict", "left", "withdrawn"

ALONE, TOGETHER = 75, 60
"""Minutes of a panel that is alone in its sitting, and of each of several."""


NEVER: Final = When(date.min, time())


@dataclass(frozen=True, eq=False)
class Ask:
    """One offer of a seat to one person. `expires` is when it lapses, or would have."""

    person: str
    state: str
    made: When
    expires: When
    answered: When | None = None


@dataclass(eq=False)
class Seat:
    """A seat and everybody who was asked for it, in order."""

    kind: str
    asks: list[Ask] = field(default_factory=list)
    given: str | None = None

    @property
    def person(self) -> str | None:
        """Return who has taken it: the adviser it was given to, or who said yes."""
        yes = (ask.person for ask in self.asks if ask.state == ACCEPTED)
        return self.given or next(yes, None)


@dataclass(eq=False)
class Sitting:
    """A room, a day and its people. `moved_from` is the day on which it was to be at first.

    A draft without a meeting is an evening kept for so many: `kept_for`.
    """

    area: str
    day: date
    starts: time
    place: str
    room: str
    adviser: str
    coordinator: str
    size: int = 1
    meetings: list[Meeting] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    state: str = "published"
    arranged: When = NEVER
    moved_from: date | None = None
    changed: When | None = None
    told: bool = False
    kept_for: int = 1

    @property
    def minutes(self) -> int:
        """Return how long each of its panels is."""
        return ALONE if self.count == 1 else TOGETHER

    @property
    def count(self) -> int:
        """Return how many panels it lasts for, those that are still to come included."""
        return max(len(self.meetings), self.kept_for)

    @property
    def ends(self) -> time:
        """Return when the last of its panels ends."""
        return self.ends_with(self.count)

    def ends_with(self, count: int) -> time:
        """Return when it would end with so many panels."""
        minutes = ALONE if count == 1 else TOGETHER * count
        return (datetime.combine(self.day, self.starts) + timedelta(minutes=minutes)).time()

    def seat(self, kind: str) -> Seat:
        """Return the seat of a kind."""
        return next(seat for seat in self.seats if seat.kind == kind)

    @property
    def has_room(self) -> bool:
        """Return whether one more panel may be held in it."""
        return len(self.meetings) < self.size
