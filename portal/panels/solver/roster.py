"""A draft in the making: who may be put where as it stands, and what each change costs."""

from collections import Counter

from portal.panels.rules.composition import COMMUNITY_KINDS
from portal.panels.rules.filling import (
    CHAIR,
    MEMBER,
    OBSERVER,
    Costs,
    Draft,
    Placement,
    Problem,
    needs,
)


class Roster:
    """Placements that keep every hard rule, changed one at a time, with their cost."""

    def __init__(self, problem: Problem, costs: Costs) -> None:
        self.problem = problem
        self.costs = costs
        self.month = {each.id: each.month for each in problem.sittings}
        self.week = {each.id: each.week for each in problem.sittings}
        self.flat: dict[Placement, int] = {}
        self.at: dict[int, dict[int, str]] = {each: {} for each in problem.sitting}
        self.on: dict[int, set[int]] = {each: set() for each in problem.volunteer}
        self.filled: Counter[tuple[int, str]] = Counter()
        self.loads: Counter[tuple[int, int]] = Counter()
        self.chaired: Counter[int] = Counter()
        self.weeks: Counter[tuple[int, int]] = Counter()
        for sitting in problem.sittings:
            self.weeks.update((who, sitting.week) for _, who in sitting.taken)
        self.links: dict[int, list[tuple[int, int]]] = {each: [] for each in problem.sitting}
        for link in problem.links:
            self.links[link.earlier].append((link.later, costs.link(link)))
            self.links[link.later].append((link.earlier, costs.link(link)))

    @property
    def draft(self) -> Draft:
        """Return who sits where."""
        return frozenset(
            Placement(sitting, kind, who)
            for sitting, people in self.at.items()
            for who, kind in people.items()
        )

    def put_all(self, draft: Draft) -> None:
        """Put everybody where a draft says; raises `ValueError` when a hard rule forbids it."""
        new_last = sorted(draft, key=lambda each: (self._leans(each), each))
        for each in new_last:
            if not self.may(each):
                message = f"the draft breaks a rule: {each}"
                raise ValueError(message)
            self.put(each)

    def is_open(self, sitting: int, kind: str) -> bool:
        """Return whether a seat of the kind is still empty there."""
        return self.filled[sitting, kind] < self.problem.sitting[sitting].open(kind)

    def may(self, seat: Placement) -> bool:
        """Return whether no hard rule forbids to put them there now."""
        fit = self.problem.options[seat.sitting].get(seat.volunteer)
        return (
            fit is not None
            and seat.kind in fit.kinds
            and self.is_open(seat.sitting, seat.kind)
            and not self.is_full(seat.volunteer, seat.sitting)
            and not self.hindering(seat.volunteer, seat.sitting)
            and not (self._learns(seat.volunteer) and any(map(self._learns, self.at[seat.sitting])))
            and (not self._leans(seat) or self._has_experienced(seat.sitting))
        )

    def hindering(self, who: int, sitting: int) -> list[int]:
        """Return the sittings they are on that they could not do beside this one."""
        clashing = self.problem.clashing[sitting]
        return sorted(each for each in self.on[who] if each == sitting or each in clashing)

    def is_full(self, who: int, sitting: int) -> bool:
        """Return whether they have as many sittings in the month as they agreed to."""
        month, volunteer = self.month[sitting], self.problem.volunteer[who]
        return volunteer.loads.get(month, 0) + self.loads[who, month] >= volunteer.most

    def price(self, seat: Placement) -> int:
        """Return what it adds to the cost to put them there, less than nothing when it helps."""
        costs, who = self.costs, self.problem.volunteer[seat.volunteer]
        month = self.month[seat.sitting]
        nth = who.loads.get(month, 0) + self.loads[who.id, month] + 1
        price = self._flat(seat) + costs.load_step(who, nth)
        week = self.weeks[who.id, self.week[seat.sitting]]
        if week:
            price += costs.crowded(week + 1) - costs.crowded(week)
        if seat.kind == CHAIR:
            price += costs.chair_step(who, self.chaired[who.id] + 1)
        if seat.kind in COMMUNITY_KINDS:
            price -= self._helps_to_sit(seat) + self._meets_again(seat)
        return price

    def put(self, seat: Placement) -> int:
        """Put them there, and return what that costs."""
        price = self.price(seat)
        self.at[seat.sitting][seat.volunteer] = seat.kind
        self.on[seat.volunteer].add(seat.sitting)
        self._count(seat, 1)
        return price

    def lift(self, seat: Placement) -> int:
        """Take them off again, and return what that costs."""
        del self.at[seat.sitting][seat.volunteer]
        self.on[seat.volunteer].remove(seat.sitting)
        self._count(seat, -1)
        return -self.price(seat)

    def is_sound(self, sitting: int) -> bool:
        """Return whether somebody experienced is there, if somebody there needs that."""
        leaning = (self.problem.leans(who, sitting) for who in self.at[sitting])
        return self._has_experienced(sitting) or not any(leaning)

    def _count(self, seat: Placement, by: int) -> None:
        self.filled[seat.sitting, seat.kind] += by
        self.loads[seat.volunteer, self.month[seat.sitting]] += by
        self.weeks[seat.volunteer, self.week[seat.sitting]] += by
        self.chaired[seat.volunteer] += by * (seat.kind == CHAIR)

    def _learns(self, who: int) -> bool:
        return self.problem.volunteer[who].learner

    def _leans(self, seat: Placement) -> bool:
        return self.problem.leans(seat.volunteer, seat.sitting)

    def _has_experienced(self, sitting: int) -> bool:
        return self.problem.beside[sitting][1] or any(
            kind != OBSERVER and self.problem.is_experienced(who)
            for who, kind in self.at[sitting].items()
        )

    def _flat(self, seat: Placement) -> int:
        """Return what the seat costs for them whatever else they sit on, and empty no more."""
        if seat not in self.flat:
            fit = self.problem.options[seat.sitting][seat.volunteer]
            kept = self.costs.weights.keep if seat in self.problem.pencilled else 0
            empty = self.costs.empty(seat.kind)
            self.flat[seat] = self.costs.seat(fit, seat.kind) - kept - empty
        return self.flat[seat]

    def _helps_to_sit(self, seat: Placement) -> int:
        """Return what it is worth if the panel can sit with this seat, and could not without."""
        sitting, filled = self.problem.sitting[seat.sitting], self.filled
        if filled[seat.sitting, seat.kind] or not needs(sitting, seat.kind):
            return 0
        other = MEMBER if seat.kind == CHAIR else CHAIR
        lacks_other = needs(sitting, other) and not filled[seat.sitting, other]
        return 0 if lacks_other else self.costs.cannot_sit(sitting)

    def _meets_again(self, seat: Placement) -> int:
        """Return what it is worth that they sit where the same orders are heard too."""
        return sum(
            worth
            for other, worth in self.links[seat.sitting]
            if self.at[other].get(seat.volunteer, OBSERVER) != OBSERVER
            or seat.volunteer in self.problem.sitting[other].community_taken
        )
