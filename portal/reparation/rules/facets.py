"""What the catalogue is narrowed by, and how many projects each choice leaves.

A set of projects is a whole number with a bit for each: whatever is chosen, all counts of all
facets take some hundred operations, not a pass over the projects for each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portal.reparation.rules.distance import Point

AREA, THEME, WHEN, AGE, KIND, MUST = "area", "theme", "when", "age", "kind", "must"
NOT: Final = "not-"
"""What an area's number follows where its projects are left out."""
AGES: Final = range(10, 19)

WEEKENDS, EVENINGS, HOLIDAYS, TERM = "weekends", "evenings", "holidays", "term"
AWARD, STEP_FREE, QUIET, TOILETS, TRANSPORT, ONE_TO_ONE = (
    *("award", "step_free", "quiet", "toilets", "transport", "one_to_one"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a listed project can be found by. `area` is None where it is for the whole service.

    `has` are `WEEKENDS` to `ONE_TO_ONE`; `text` is everything that is searched, in lower case.
    """

    id: int
    area: str | None
    kind: str
    least_age: int
    most_age: int
    themes: frozenset[str]
    has: frozenset[str]
    point: Point | None
    text: str


class Index:
    """The listed projects in the order of their titles: a project's bit is its place there."""

    def __init__(self, projects: Iterable[Known]) -> None:
        self.projects: Sequence[Known] = tuple(projects)
        self.everything = (1 << len(self.projects)) - 1
        self._bits: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._places = {each.id: place for place, each in enumerate(self.projects)}
        for place, each in enumerate(self.projects):
            for key in _keys(each):
                self._bits[key] |= 1 << place

    def bits(self, facet: str, value: str) -> int:
        """Return the projects that a choice leaves."""
        if facet == AREA:
            if value.startswith(NOT):
                return self.everything & ~self._bits.get((AREA, value[len(NOT) :]), 0)
            return self._bits.get((AREA, value), 0) | self._bits.get((AREA, ""), 0)
        return self._bits.get((facet, value), 0)

    def known(self, number: int) -> Known | None:
        """Return a project by its number, if it is listed."""
        place = self._places.get(number)
        return None if place is None else self.projects[place]

    def of(self, ids: Iterable[int]) -> int:
        """Return the projects of these numbers that are listed."""
        found = 0
        for number in ids:
            if number in self._places:
                found |= 1 << self._places[number]
        return found

    def with_words(self, words: str) -> int:
        """Return the projects that hold every word, or part of one, in whatever order."""
        asked = words.lower().split()
        if not asked:
            return self.everything
        found = 0
        for place, each in enumerate(self.projects):
            if all(word in each.text for word in asked):
                found |= 1 << place
        return found

    def narrowed(self, chosen: Mapping[str, Collection[str]], among: int, but: str = "") -> int:
        """Return what all choices leave; those of the facet `but` do not count."""
        for facet, values in chosen.items():
            if facet != but:
                for value in values:
                    among &= self.bits(facet, value)
        return among

    def counts(
        self,
        choices: Mapping[str, Iterable[str]],
        chosen: Mapping[str, Collection[str]],
        among: int,
    ) -> dict[str, dict[str, int]]:
        """Return how many projects each choice would leave beside those of the other facets."""
        return {
            facet: {
                value: (others & self.bits(facet, value)).bit_count()
                if value
                else others.bit_count()
                for value in values
            }
            for facet, values in choices.items()
            for others in (self.narrowed(chosen, among, facet),)
        }

    def each(self, found: int) -> Iterator[Known]:
        """Yield the projects of a set, by title."""
        for place, bit in enumerate(reversed(f"{found:b}")):
            if bit == "1":
                yield self.projects[place]


def _keys(each: Known) -> Iterator[tuple[str, str]]:
    yield AREA, each.area or ""
    yield KIND, each.kind
    for age in AGES:
        if each.least_age <= age <= each.most_age:
            yield AGE, str(age)
    for theme in each.themes:
        yield THEME, theme
    for thing in each.has:
        yield (WHEN if thing in {WEEKENDS, EVENINGS, HOLIDAYS, TERM} else MUST), thing
