"""What a card says of a project's sessions to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

FEW: Final = 2
"""As many places left are due to go."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A session to come: its times in London, places left, and how many wait."""

    starts_at: datetime
    ends_at: datetime
    left: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """The sessions that a project has to come, soonest first."""

    slots: tuple[Slot, ...] = ()

    @property
    def next(self) -> Slot | None:
        """Return the next session."""
        return self.slots[0] if self.slots else None

    @property
    def next_free(self) -> Slot | None:
        """Return the next session with a place."""
        return next((each for each in self.slots if each.left > 0), None)

    @property
    def look(self) -> str:
        """Return the state that the card shows: ok, due, wait or none."""
        if self.next is None:
            return "none"
        if self.next.left > 0:
            return "ok" if self.next.left > FEW else "due"
        return "wait"

    @property
    def weekday(self) -> str:
        """> Saturdays; nothing when they are on several."""
        return _only([f"{each.starts_at:%A}s" for each in self.slots])

    @property
    def same_hours(self) -> bool:
        """Return whether all begin and end at the same time of day."""
        return len({(each.starts_at.time(), each.ends_at.time()) for each in self.slots}) == 1


def _only(words: Sequence[str]) -> str:
    return words[0] if len(set(words)) == 1 else ""
