"""A room’s day as a row of stretches: taken, free or closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Stretch(Generic[Thing]):
    """A part of a room's day, in quarters of an hour since midnight: taken, free or closed."""

    first: int
    beyond: int
    things: tuple[Thing, ...] = ()
    is_open: bool = True


def stretches(
    taken: Iterable[Stretch[Thing]], shown: tuple[int, int], opens: tuple[int, int]
) -> list[Stretch[Thing]]:
    """Return a room's day as a row of stretches without a gap; what overlaps shares one."""
    row: list[Stretch[Thing]] = []
    for each in sorted(taken, key=lambda each: (each.first, each.beyond)):
        if row and each.first < row[-1].beyond:
            last = row.pop()
            beyond = max(last.beyond, each.beyond)
            row.append(Stretch(last.first, beyond, last.things + each.things))
        else:
            row.append(each)
    at = shown[0]
    whole: list[Stretch[Thing]] = []
    for each in row:
        whole += [*_untaken(at, each.first, opens), each]
        at = each.beyond
    return [*whole, *_untaken(at, shown[1], opens)]


def _untaken(first: int, beyond: int, opens: tuple[int, int]) -> list[Stretch[Any]]:
    """Return a stretch that nothing takes, cut where the place opens and closes."""
    start, end = (min(max(cut, first), beyond) for cut in opens)
    parts: tuple[Stretch[Any], ...] = (
        Stretch(first, start, is_open=False),
        Stretch(start, end),
        Stretch(end, beyond, is_open=False),
    )
    return [part for part in parts if part.first < part.beyond]
