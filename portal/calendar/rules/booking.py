"""Which quarters of an hour a time takes, and what clashes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

QUARTER: Final = 15 * 60
LONGEST: Final = timedelta(days=92)
LONGEST_IN_ROOM: Final = timedelta(days=7)


class Clash(Exception):
    """A time that is taken. The message is a sentence for people; the rest names what is there."""

    def __init__(self, sentence: str, starts_at: datetime, ends_at: datetime) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.starts_at = starts_at
        self.ends_at = ends_at


class RoomTaken(Clash):
    """Something else is in the room then."""


class PersonBusy(Clash):
    """Somebody has promised another duty then; `person_id` says who."""

    def __init__(
        self, sentence: str, starts_at: datetime, ends_at: datetime, person_id: int
    ) -> None:
        super().__init__(sentence, starts_at, ends_at)
        self.person_id = person_id


class NameTaken(Exception):
    """Something of that kind has the name already. The message is a sentence for people."""

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return f"{self}. Use another name, so that nobody mistakes one for the other"


def quarters(starts_at: datetime, ends_at: datetime) -> range:
    """Return the quarters of an hour, counted since 1970 in UTC, that a time touches."""
    return range(int(starts_at.timestamp() // QUARTER), -int(-ends_at.timestamp() // QUARTER))


@dataclass(frozen=True)
class RoomWish:
    """What a room must be. `needs` are columns of its venue that must hold, `use` one more."""

    needs: frozenset[str] = frozenset()
    use: str | None = None
    area_id: int | None = None
    people: int | None = None


def check_length(starts_at: datetime, ends_at: datetime) -> None:
    """Raise ValueError for what is too long to be one thing: an index counts on it."""
    if ends_at - starts_at > LONGEST:
        message = f"an entry lasts {LONGEST.days} days at most"
        raise ValueError(message)
