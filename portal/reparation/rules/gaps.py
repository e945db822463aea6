"""Where projects are asked for and there are none, or none with a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

NO_PROJECT, NO_PLACE, TOO_FEW, ENOUGH = range(4)
LOOKS: Final = ("risk", "risk", "due", "ok")


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for of a theme in an area, and what there is; no name means any.

    `wishes` and `waiting` are of open referrals, `missed` are searches that found nothing.
    `places` are those left in the weeks to come.
    """

    area: str
    theme: str
    wishes: int = 0
    waiting: int = 0
    missed: int = 0
    projects: int = 0
    places: int = 0

    @property
    def asked(self) -> int:
        """Return how often it was asked for."""
        return self.wishes + self.waiting + self.missed

    @property
    def lacks(self) -> int:
        """Return how bad it is: `NO_PROJECT` comes first."""
        if not self.projects:
            return NO_PROJECT
        if not self.places:
            return NO_PLACE
        return TOO_FEW if self.places < self.wishes + self.waiting else ENOUGH

    @property
    def look(self) -> str:
        """Return the state that the row shows."""
        return LOOKS[self.lacks]

    @property
    def supply(self) -> str:
        """> No project; 2 projects, no place free; 1 project, 3 places."""
        if not self.projects:
            return "No project"
        places = _count(self.places, "place") if self.places else "no place free"
        return f"{_count(self.projects, 'project')}, {places}"

    @property
    def demand(self) -> str:
        """> 3 wishes, 1 waiting, 2 searches without a result."""
        said = (
            _count(self.wishes, "wish", "wishes") if self.wishes else "",
            f"{self.waiting} waiting" if self.waiting else "",
            _count(self.missed, "search", "searches") + " without a result" if self.missed else "",
        )
        return ", ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Supply:
    """What there is on a weekday, or for an age: projects, places left, and how many wait."""

    name: str
    projects: int
    places: int
    waiting: int = 0


def worst_first(needs: Iterable[Need]) -> Sequence[Need]:
    """Return what is asked for, the least provided first, of these the most asked for."""
    asked = [each for each in needs if each.asked]
    return sorted(asked, key=lambda each: (each.lacks, -each.asked, each.area, each.theme))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
