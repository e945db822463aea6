"""Where a place is: Ordnance Survey's National Grid, as people write it and as calendars do."""

import math
import re
from functools import lru_cache
from typing import Final

from convertbng.cutil import convert_osgb36_to_ll

LETTERS: Final = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
SIDE: Final = 100_000
"""Metres of the side of a square that two letters name."""
LETTERS_IN_ROW: Final = 5
PAIR: Final = re.compile(r"([A-HJ-Z])([A-HJ-Z])(\d{6}|\d{8}|\d{10})")
GRID_LIKE: Final = "SD 724 918"


def grid_of(text: str) -> tuple[int, int] | None:
    """Return the metres east and north of a grid reference; None for nothing.

    Ordnance Survey's squares: of 500 km by the first letter, counted from V, and of 100 km within
    it by the second. Raises ValueError with the sentence for the person.
    """
    plain = "".join(text.split()).upper()
    if not plain:
        return None
    found = PAIR.fullmatch(plain)
    if not found:
        raise ValueError(f"Write two letters and six, eight or ten digits, like {GRID_LIKE}")
    large, small = (LETTERS.index(letter) for letter in found.groups()[:2])
    digits = found[3]
    half = len(digits) // 2
    metres = 10 ** (LETTERS_IN_ROW - half)
    east = ((large - 2) % 5 * 5 + small % 5) * SIDE + int(digits[:half]) * metres
    north = (19 - large // 5 * 5 - small // 5) * SIDE + int(digits[half:]) * metres
    if position_of(east, north) is None:
        raise ValueError(f"This is not in Great Britain: check the letters, like {GRID_LIKE}")
    return east, north


def grid_words(east: int | None, north: int | None) -> str:
    """> SD 72400 91800; nothing for a place that nobody has put on the map."""
    if not east or not north:
        return ""
    across, up = east // SIDE, north // SIDE
    large = (19 - up) // 5 * 5 + (across // 5 + 2) % 5
    small = (19 - up) % 5 * 5 + across % 5
    pair = LETTERS[large] + LETTERS[small]
    return f"{pair} {east % SIDE:05} {north % SIDE:05}"


@lru_cache(maxsize=1024)
def position_of(east: int | None, north: int | None) -> tuple[float, float] | None:
    """Return latitude and longitude of a place on the grid, to a metre or so (RFC 5545 3.8.1.6).

    None where the grid does not reach, and for a place that nobody has put on the map.
    """
    if not east or not north:
        return None
    [longitude], [latitude] = convert_osgb36_to_ll(float(east), float(north))
    if math.isnan(latitude):
        return None
    return round(float(latitude), 5), round(float(longitude), 5)
