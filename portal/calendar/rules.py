"""The calendar's rules over plain values: which quarters of an hour a time takes, what clashes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

QUARTER: Final = 15 * 60
LONGEST_DAYS: Final = 92
LONGEST_IN_ROOM_DAYS: Final = 7


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


def quarters(starts_at: datetime, ends_at: datetime) -> range:
    """Return the quarters of an hour, counted since 1970 in UTC, that a time touches."""
    return range(int(starts_at.timestamp() // QUARTER), -int(-ends_at.timestamp() // QUARTER))


def carries(chosen: Mapping[str, Any], kind: str, area_id: int | None) -> bool:
    """Return whether a feed with this filter would carry an entry of the kind and area.

    What is for the whole service is carried whatever area was chosen.
    """
    if chosen.get("kind") not in {None, kind}:
        return False
    return area_id is None or chosen.get("area") in {None, area_id}
