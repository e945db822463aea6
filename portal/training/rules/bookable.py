"""What to book next: the session that would mend it, in time if there is one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Bookable:
    """A session with a place left that can be booked now. `day` is its first, `last_day` its last.

    `keys` say who may book: `role:volunteer`, `role:volunteer@area:3`, `role:staff`.
    """

    uuid: UUID
    day: date
    last_day: date
    places: int
    keys: frozenset[str] = frozenset()


def next_bookable(
    sessions: Iterable[Bookable], keys: Collection[str], *, before: date | None = None
) -> Bookable | None:
    """Return the first session that somebody may book and that ends by a day, else the first.

    `sessions` come soonest first.
    """
    theirs = [each for each in sessions if not each.keys.isdisjoint(keys)]
    in_time = (each for each in theirs if before is None or each.last_day <= before)
    return next(in_time, theirs[0] if theirs else None)


def keys_of(
    needing: Collection[str], area_ids: Iterable[int], every_area: Iterable[int]
) -> set[str]:
    """Return the audience keys of somebody; a volunteer without an area serves them all."""
    keys: set[str] = set()
    if "volunteer" in needing:
        served = list(area_ids) or list(every_area)
        keys = {"role:volunteer", *(f"role:volunteer@area:{area}" for area in served)}
    if "staff" in needing:
        keys.add("role:staff")
    return keys
