"""Groups of sittings of which nobody can do two."""

from collections.abc import Mapping


def groups(clashing: Mapping[int, frozenset[int]]) -> list[frozenset[int]]:
    """Return the largest sets of sittings that all clash with each other, in order.

    Every clash is in one of them. By Bron and Kerbosch, with a pivot: a day's sittings form few.
    """
    found: list[frozenset[int]] = []

    def grow(group: frozenset[int], could: set[int], done: set[int]) -> None:
        if not could and not done:
            if len(group) > 1:
                found.append(group)
            return
        pivot = max(sorted(could | done), key=lambda each: len(clashing[each] & could))
        for each in sorted(could - clashing[pivot]):
            near = clashing[each]
            grow(group | {each}, could & near, done & near)
            could = could - {each}
            done = done | {each}

    for day in _connected(clashing):
        grow(frozenset(), day, set())
    return sorted(found, key=sorted)


def _connected(clashing: Mapping[int, frozenset[int]]) -> list[set[int]]:
    """Return the sittings in sets that have no clash with each other."""
    left, found = set(clashing), []
    while left:
        part, new = set[int](), {min(left)}
        while new:
            part |= new
            new = {near for each in new for near in clashing[each]} - part
        found.append(part)
        left -= part
    return found
