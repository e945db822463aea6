"""What courses build on, and which stand for others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from portal.training.rules.refusals import Refused

Pairs = Iterable[tuple[int, int]]


def reached(pairs: Pairs) -> dict[int, frozenset[int]]:
    """Return all that each leads to, directly or through others.

    > {1: {2, 3}, 2: {3}} for [(1, 2), (2, 3)].
    """
    direct: defaultdict[int, set[int]] = defaultdict(set)
    for start, end in pairs:
        direct[start].add(end)
    return {start: _from(start, direct) for start in list(direct)}


def _from(start: int, direct: Mapping[int, Collection[int]]) -> frozenset[int]:
    found: set[int] = set()
    ahead = list(direct.get(start, ()))
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += direct.get(here, ())
    return frozenset(found)


def check_no_circle(pairs: Pairs, *, titles: Mapping[int, str], field: str) -> None:
    """Raise `Refused` when something would lead back to itself."""
    for start, ends in reached(pairs).items():
        if start in ends:
            raise Refused(
                f"{titles[start]} would lead back to itself.", "Take one of them off.", field
            )
