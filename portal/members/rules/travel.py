"""How long it takes to get from one venue to another."""

from dataclasses import dataclass
from math import ceil, hypot

METRES = 1000
MINUTES = 60


@dataclass(frozen=True)
class Place:
    """Where something is: a venue, and its point on the National Grid in metres, if known."""

    venue_id: int | None = None
    point: tuple[int, int] | None = None


@dataclass(frozen=True)
class Pace:
    """How fast people travel as the crow flies, and the minutes when that cannot be reckoned."""

    km_an_hour: int
    unknown_minutes: int


def travel_minutes(one: Place, other: Place, pace: Pace) -> int:
    """Return the whole minutes from one venue to another; none inside a venue."""
    if one.venue_id is not None and one.venue_id == other.venue_id:
        return 0
    if one.point is None or other.point is None:
        return pace.unknown_minutes
    east, north = one.point[0] - other.point[0], one.point[1] - other.point[1]
    return ceil(hypot(east, north) * MINUTES / (METRES * pace.km_an_hour))
