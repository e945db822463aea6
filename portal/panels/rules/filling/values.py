"""What filling a quarter starts from and ends with: plain values, numbers for people and sittings.

Everything is in a fixed order, so that the same input gives the same answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from portal.panels.rules.composition import COMMUNITY_KINDS

CHAIR: Final = "chair"
MEMBER: Final = "member"
OBSERVER: Final = "observer"
KINDS: Final = (CHAIR, MEMBER, OBSERVER)
"""The seats that filling knows; an adviser is chosen by hand."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each thing that is not as one would wish costs, the first the most.

    `unfilled` is for a community seat left empty, `deadline` for a panel that therefore cannot
    sit, more the sooner it is due; `continuity` for a seat that somebody could have who knows the
    order, and has not; `load` for a sitting short of somebody's least, and in part for each above
    it; `chairs` for each time that somebody has chaired more than whoever chaired least; `rest`
    for each week short of six since somebody last sat; `learners` for an observer's seat left
    empty; `travel` for each step of distance. `keep` decides between equals for today's rota.
    """

    unfilled: int = 100_000
    deadline: int = 1_000
    continuity: int = 500
    load: int = 120
    chairs: int = 30
    rest: int = 12
    learners: int = 10
    travel: int = 2
    keep: int = 1


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who may sit. `least` and `most` are a month's.

    `chairs` is approved to and willing. `chaired` counts the past year. `loads` are the sittings
    of each month that the draft cannot move, those of `OpenSitting.taken` among them.
    """

    id: int
    least: int
    most: int
    chairs: bool = False
    learner: bool = False
    experienced: bool = False
    chaired: int = 0
    last_sat: date | None = None
    loads: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenSitting:
    """A sitting as filling sees it: seats still open, by kind, and seats that stay as they are.

    `taken` has the kind and the volunteer of each. `orders` are those it hears. `due_on` is the
    first day by which one of its panels must have sat.
    """

    id: int
    sits_on: date
    due_on: date | None = None
    seats: Mapping[str, int] = field(default_factory=dict)
    taken: tuple[tuple[str, int], ...] = ()
    orders: frozenset[int] = frozenset()

    @property
    def month(self) -> int:
        """Return the number of its month, counted from the year 0."""
        return month_of(self.sits_on)

    @property
    def week(self) -> int:
        """Return the number of its week, which starts on a Monday."""
        return (self.sits_on.toordinal() - 1) // 7

    def open(self, kind: str) -> int:
        """Return how many seats of the kind are open."""
        return self.seats.get(kind, 0)

    @property
    def community(self) -> int:
        """Return how many community seats are open."""
        return sum(self.open(kind) for kind in COMMUNITY_KINDS)

    @property
    def community_taken(self) -> frozenset[int]:
        """Return who has a community seat."""
        return frozenset(who for kind, who in self.taken if kind in COMMUNITY_KINDS)


class Fit(NamedTuple):
    """That a volunteer may sit at a sitting, in seats of these kinds, and how well it suits.

    `knows` counts the orders heard there that they sat on before, elsewhere than in these
    sittings; `travel` is how far it is for them, in steps.
    """

    volunteer: int
    sitting: int
    kinds: tuple[str, ...]
    knows: int = 0
    travel: int = 0


class Placement(NamedTuple):
    """A seat of a kind given to a volunteer."""

    sitting: int
    kind: str
    volunteer: int


class Link(NamedTuple):
    """Two sittings that hear the same orders, one after the other."""

    earlier: int
    later: int
    orders: int


Draft = frozenset[Placement]
"""Who is put on the open seats."""


@dataclass(frozen=True)
class Problem:
    """All open seats of a time, and who could take them.

    `clashes` are pairs of sittings that nobody can do both of, the lower number first.
    `pencilled` is who is planned on the open seats today.
    """

    today: date
    volunteers: tuple[Volunteer, ...]
    sittings: tuple[OpenSitting, ...]
    fits: tuple[Fit, ...]
    clashes: frozenset[tuple[int, int]] = frozenset()
    pencilled: Draft = frozenset()
    weights: Weights = Weights()

    @cached_property
    def volunteer(self) -> dict[int, Volunteer]:
        """Return the volunteers by number, in its order."""
        return {each.id: each for each in sorted(self.volunteers, key=lambda each: each.id)}

    @cached_property
    def sitting(self) -> dict[int, OpenSitting]:
        """Return the sittings by number, in order of their days."""
        ordered = sorted(self.sittings, key=lambda each: (each.sits_on, each.id))
        return {each.id: each for each in ordered}

    @cached_property
    def options(self) -> dict[int, dict[int, Fit]]:
        """Return who may sit where, by sitting and volunteer, with the seats that are open to them.

        What no draft can change is settled here: who has a seat there or at a time that clashes,
        who has had their month, who may not chair, and learners where there is one already.
        """
        barred = {each: self._barred(each) for each in self.sitting}
        found: dict[int, dict[int, Fit]] = {each: {} for each in self.sitting}
        for fit in sorted(self.fits, key=lambda fit: fit.volunteer):
            if fit.volunteer not in barred[fit.sitting]:
                kinds = self._kinds(self.sitting[fit.sitting], fit)
                if kinds:
                    found[fit.sitting][fit.volunteer] = fit._replace(kinds=kinds)
        return found

    @cached_property
    def fits_at(self) -> dict[int, list[Fit]]:
        """Return who suits each sitting, before anything that is promised or drafted."""
        found: dict[int, list[Fit]] = {each: [] for each in self.sitting}
        for fit in sorted(self.fits, key=lambda fit: fit.volunteer):
            found[fit.sitting].append(fit)
        return found

    @cached_property
    def clashing(self) -> dict[int, frozenset[int]]:
        """Return for each sitting those that nobody on it can do too."""
        found: dict[int, set[int]] = {each.id: set() for each in self.sittings}
        for one, other in self.clashes:
            found[one].add(other)
            found[other].add(one)
        return {each: frozenset(others) for each, others in found.items()}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return the sittings that an order comes to one after the other, in order."""
        heard: dict[int, list[int]] = {}
        for sitting in self.sitting.values():
            for order in sorted(sitting.orders):
                heard.setdefault(order, []).append(sitting.id)
        shared: dict[tuple[int, int], int] = {}
        for sittings in heard.values():
            for pair in pairwise(sittings):
                shared[pair] = shared.get(pair, 0) + 1
        return tuple(Link(*pair, orders) for pair, orders in sorted(shared.items()))

    @cached_property
    def beside(self) -> dict[int, tuple[bool, bool]]:
        """Return of each sitting if a learner, and if somebody experienced, is there for sure."""
        return {each.id: self._beside(each) for each in self.sittings}

    def is_experienced(self, who: int) -> bool:
        """Return whether a learner may sit beside them."""
        found = self.volunteer.get(who)
        return bool(found and found.experienced and not found.learner)

    def is_learner(self, who: int) -> bool:
        """Return whether they are still learning."""
        found = self.volunteer.get(who)
        return bool(found and found.learner)

    def _beside(self, sitting: OpenSitting) -> tuple[bool, bool]:
        learner = any(self.is_learner(who) for _, who in sitting.taken)
        return learner, any(self.is_experienced(who) for who in sitting.community_taken)

    def _barred(self, sitting: int) -> frozenset[int]:
        """Return who is promised there already, or somewhere at that time."""
        near = (sitting, *self.clashing[sitting])
        return frozenset(who for each in near for _, who in self.sitting[each].taken)

    def _kinds(self, sitting: OpenSitting, fit: Fit) -> tuple[str, ...]:
        who = self.volunteer[fit.volunteer]
        second_learner = who.learner and self.beside[sitting.id][0]
        if second_learner or who.loads.get(sitting.month, 0) >= who.most:
            return ()
        barred = {CHAIR} if who.learner or not who.chairs else set()
        barred |= set() if who.learner else {OBSERVER}
        open_to = set(fit.kinds) - barred
        return tuple(kind for kind in KINDS if kind in open_to and sitting.open(kind))

    def leans(self, who: int, sitting: int) -> bool:
        """Return whether they may be there only if somebody experienced is put beside them.

        So may a learner; and anybody else new, where a learner is for sure.
        """
        learner, experienced = self.beside[sitting]
        if experienced or self.is_experienced(who):
            return False
        return learner or self.is_learner(who)


@dataclass(frozen=True)
class Filled:
    """A draft and how good it is: its cost, and the least that any draft can cost.

    `method` is `exact` or `greedy`; `proven` means that no better one exists under the rules.
    """

    draft: Draft
    cost: int
    bound: int | None
    method: str
    proven: bool
    seconds: float


def month_of(day: date) -> int:
    """Return a number for the day's month; the next month's is one more."""
    return day.year * 12 + day.month - 1


def in_order(draft: Iterable[Placement]) -> list[Placement]:
    """Return placements by sitting, kind of seat and volunteer."""
    return sorted(draft, key=lambda each: (each.sitting, KINDS.index(each.kind), each.volunteer))
