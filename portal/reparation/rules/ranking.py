"""Which project fits a referral best, and in words why: wish, days, age, distance, award, variety.

The wish weighs most. Nothing here is stored: days and ages are what somebody typed to search by.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from portal.reparation.rules.distance import Point, miles, miles_in_words
from portal.reparation.rules.facets import AWARD, Known

DIRECT: Final = "direct"
WISH, KINDLY, FREE, NEAREST, GAINED, NEW = 40, 12, 20, 15, 8, 4
NEAR_MILES, FAR_MILES = 6, 12
WELL, PARTLY = 55, 30
FEW_AGES: Final = 3
"""A project for no more ages than this is said to be for these alone."""
MOST_PROS, MOST_CONS = 3, 2
WEEKDAYS: Final = (
    *("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a project is looked for by. `days` are weekdays on which the child is free.

    `done` are the projects at which the referral has had places, `themes` what these were about.
    """

    theme: str | None = None
    direct: bool | None = None
    days: frozenset[int] = frozenset()
    age: int | None = None
    point: Point | None = None
    done: frozenset[int] = frozenset()
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a project fits, and the reasons for and against it, weightiest first."""

    project: Known
    points: float
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    closed: bool = False
    miles: float | None = None

    @property
    def level(self) -> str:
        """> Fits well."""
        if self.closed:
            return "Can’t be booked yet"
        if self.points >= WELL:
            return "Fits well"
        return "Fits in part" if self.points >= PARTLY else "Fits little"

    @property
    def sentence(self) -> str:
        """> it follows the wish and is 1 mile away, but it has no place on a free day."""
        pros, cons = _and(self.pros[:MOST_PROS]), _and(self.cons[:MOST_CONS])
        return f"{pros}, but {cons}" if pros and cons else pros or cons


@dataclass(slots=True)
class _Weighed:
    points: float = 0
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)

    def good(self, points: float, why: str) -> None:
        self.points += points
        self.pros.append(why)

    def bad(self, points: float, why: str) -> None:
        self.points -= points
        self.cons.append(why)


def ranked(
    projects: Iterable[Known],
    wanted: Wanted,
    *,
    free: Mapping[int, Collection[date]],
    closed: Collection[int] = (),
) -> Sequence[Fit]:
    """Return every project with how it fits, the best first; what cannot be booked comes last.

    `free` are the days on which a project has a place.
    """
    fits = [
        fit(each, wanted, free=free.get(each.id, ()), closed=each.id in closed) for each in projects
    ]
    # A sort keeps what is equal in the order in which it came: by title.
    return sorted(fits, key=lambda each: (each.closed, -each.points))


def fit(project: Known, wanted: Wanted, *, free: Collection[date], closed: bool = False) -> Fit:
    """Return how a project fits. `free` are the days on which it has a place."""
    weighed = _Weighed()
    _wish(weighed, project, wanted)
    _days(weighed, wanted.days, free)
    far = miles(wanted.point, project.point)
    _distance(weighed, far)
    _ages(weighed, project, wanted.age)
    if AWARD in project.has:
        weighed.good(GAINED, "an award can be gained")
    _variety(weighed, project, wanted)
    return Fit(project, weighed.points, tuple(weighed.pros), tuple(weighed.cons), closed, far)


def _wish(weighed: _Weighed, project: Known, wanted: Wanted) -> None:
    is_direct = project.kind == DIRECT
    if wanted.theme is None:
        weighed.points += WISH / 2
    elif wanted.theme in project.themes:
        weighed.good(WISH, "it follows the wish")
    else:
        weighed.cons.append("it does not follow the wish")
    if wanted.direct and is_direct:
        weighed.good(KINDLY, "it is done for the person harmed")
    elif wanted.direct is False and is_direct:
        weighed.bad(KINDLY, "it is done for the person harmed, who did not ask for that")


def _days(weighed: _Weighed, days: frozenset[int], free: Collection[date]) -> None:
    if not free:
        weighed.bad(FREE, "no place is free in the next six weeks")
    elif not days:
        weighed.points += FREE
    elif then := sorted({day.weekday() for day in free} & days):
        weighed.good(FREE, f"it runs on the free {_and([WEEKDAYS[day] for day in then])}")
    else:
        weighed.bad(FREE / 2, "it has no place on a free day")


def _distance(weighed: _Weighed, far: float | None) -> None:
    if far is None:
        return
    weighed.points += max(0.0, NEAREST - far)
    if far <= NEAR_MILES:
        weighed.pros.append(f"it is {miles_in_words(far)} away")
    elif far > FAR_MILES:
        weighed.cons.append(f"it is {miles_in_words(far)} away")


def _ages(weighed: _Weighed, project: Known, age: int | None) -> None:
    span = project.most_age - project.least_age + 1
    if age is None and span <= FEW_AGES:
        ages = [str(each) for each in range(project.least_age, project.most_age + 1)]
        weighed.bad(GAINED, f"only {'age' if span == 1 else 'ages'} {_and(ages)} may come")


def _variety(weighed: _Weighed, project: Known, wanted: Wanted) -> None:
    if project.id in wanted.done:
        weighed.bad(GAINED, "the same was booked before")
    elif wanted.themes and not project.themes & wanted.themes:
        weighed.good(NEW, "it is something new")


def _and(words: Sequence[str]) -> str:
    """> a, b and c."""
    *first, last = words or ("",)
    return f"{', '.join(first)} and {last}" if first else last
