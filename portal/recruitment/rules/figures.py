"""How many came how far, and how long it took: sums in which nobody is named."""

from collections.abc import Mapping, Sequence
from statistics import median


def came_this_far(furthest: Mapping[str, int], stages: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return each stage with how many came as far, and how many came no further, in order."""
    rows, left = [], sum(furthest.values())
    for stage in stages:
        here = furthest.get(stage, 0)
        rows.append((stage, left, here))
        left -= here
    return rows


def usual_days(days: Sequence[int]) -> int | None:
    """Return the days that half of them took at most, None where nobody did."""
    return round(median(days)) if days else None
