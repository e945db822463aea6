"""How far it is from an area to a site, between their points on the national grid."""

from math import hypot
from typing import Final

Point = tuple[int, int]
"""Metres east and north on the national grid."""

METRES: Final = 1609.344


def miles(one: Point | None, other: Point | None) -> float | None:
    """Return the miles between two points as the crow flies; None where one is not known."""
    if one is None or other is None:
        return None
    return hypot(one[0] - other[0], one[1] - other[1]) / METRES


def miles_in_words(distance: float) -> str:
    """> under a mile; 1 mile; 4 miles."""
    whole = round(distance)
    if not whole:
        return "under a mile"
    return "1 mile" if whole == 1 else f"{whole} miles"
