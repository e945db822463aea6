"""What a search of the catalogue finds: one page of projects, and how many each choice leaves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from portal import clock
from portal.reparation.models import Project
from portal.reparation.queries import catalogue, gate
from portal.reparation.rules import ranking
from portal.reparation.rules.distance import Point, miles, miles_in_words
from portal.reparation.rules.facets import Index, Known
from portal.reparation.rules.gate import Against
from portal.reparation.rules.ranking import Fit, Wanted
from portal.reparation.rules.slots import Ahead
from portal.site.pagination import Page

SIZE: Final = 6


@dataclass(frozen=True)
class Search:
    """What the catalogue is narrowed to; an empty value narrows nothing.

    `chosen` are values by facet. `days` are weekdays: with `wanted`, what a referral asks for,
    they weigh instead of leaving projects out. `near` sorts by distance from there.
    """

    words: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)
    days: frozenset[int] = frozenset()
    soon: bool = False
    near: Point | None = None
    wanted: Wanted | None = None


@dataclass(frozen=True)
class Card:
    """A project as the catalogue shows it. `closed` says why nothing can be booked there now."""

    project: Project
    themes: Sequence[str]
    ahead: Ahead
    closed: tuple[Against, ...] = ()
    miles: float | None = None
    fit: Fit | None = None
    is_best: bool = False

    @property
    def away(self) -> str:
        """> 4 miles away; nothing when no distance was asked for, or the site is not on the map."""
        return "" if self.miles is None else f"{miles_in_words(self.miles)} away".capitalize()


@dataclass(frozen=True)
class Found:
    """One page of projects, and how many projects each choice of each facet would leave."""

    page: Page[Card]
    counts: Mapping[str, Mapping[str, int]]


def search(
    asked: Search, choices: Mapping[str, Iterable[str]], number: int = 1, size: int = SIZE
) -> Found:
    """Return one page of what is found, in an order that stays.

    The number of statements does not depend on how many projects and sessions there are.
    """
    index = catalogue.index()
    among = _among(index, asked)
    found = index.narrowed(asked.chosen, among)
    fits = _in_order(index, found, asked)
    number = min(max(number, 1), max(1, -(-len(fits) // size)))
    shown = fits[(number - 1) * size : number * size]
    page = Page(_cards(shown, asked, first=number == 1), number, size, len(fits))
    return Found(page, index.counts(choices, asked.chosen, among))


def fit_of(project: Project, wanted: Wanted) -> Fit | None:
    """Return how one project fits a referral; None while it is not listed."""
    known = catalogue.index().known(project.id)
    if known is None:
        return None
    free = catalogue.free_days([project.id]).get(project.id, ())
    return ranking.fit(known, wanted, free=free, closed=bool(_closed([project.id])))


def _among(index: Index, asked: Search) -> int:
    among = index.with_words(asked.words)
    if asked.soon:
        among &= index.of(catalogue.with_a_place_soon())
    if asked.days and asked.wanted is None:
        among &= index.of(catalogue.running_on(asked.days))
    return among


def _in_order(index: Index, found: int, asked: Search) -> Sequence[Known | Fit]:
    projects = list(index.each(found))
    if asked.wanted is not None:
        return ranking.ranked(
            projects,
            asked.wanted,
            free=catalogue.free_days(),
            closed=_closed([each.id for each in projects]),
        )
    if asked.near is not None:
        near = asked.near
        far = {each.id: miles(near, each.point) for each in projects}
        return sorted(projects, key=lambda each: (far[each.id] is None, far[each.id] or 0.0))
    return projects


def _closed(ids: Collection[int]) -> Collection[int]:
    closed = gate.closed(ids, clock.today())
    return {number for number, reasons in closed.items() if reasons}


def _cards(shown: Sequence[Known | Fit], asked: Search, *, first: bool) -> list[Card]:
    known = {each.id: each for each in map(_known, shown)}
    fits = {each.project.id: each for each in shown if isinstance(each, Fit)}
    ahead = catalogue.ahead(known)
    closed = gate.closed(known, clock.today())
    return [
        Card(
            project,
            sorted(known[project.id].themes),
            ahead[project.id],
            closed.get(project.id, ()),
            miles(asked.near, known[project.id].point),
            fits.get(project.id),
            is_best=first and place == 0,
        )
        for place, project in enumerate(catalogue.cards(list(known)))
    ]


def _known(each: Known | Fit) -> Known:
    return each.project if isinstance(each, Fit) else each
