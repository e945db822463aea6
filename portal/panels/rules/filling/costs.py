"""What a draft costs: whole numbers, by what it leaves to be wished for.

Costs are counted from the best that could be, so that none is negative: how far a draft may be
from the best is then a share of what it costs.
"""

from collections import Counter
from functools import cached_property
from typing import Final

from portal.panels.rules.filling.values import (
    OBSERVER,
    Fit,
    Link,
    OpenSitting,
    Problem,
    Volunteer,
)

WEEK: Final = 7
URGENT_WEEKS: Final = 10
"""A panel that is due later than in so many weeks is in no hurry."""
REST_WEEKS: Final = 6
"""Who last sat so many weeks ago is as rested as anybody."""
CROWDED: Final = 3
"""A second sitting in one week costs as much as so many weeks of rest."""
MOST_CHAIRED: Final = 12
"""Having chaired more often than that, above whoever chaired least, makes no difference."""


class Costs:
    """What each decision of a draft costs, in this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.weights = problem.weights

    def seat(self, fit: Fit, kind: str) -> int:
        """Return what a seat costs for this volunteer, whatever else they sit on.

        A learner on a seat that counts costs as much as somebody who sits as often as they agreed
        to: others come first, and a learner before nobody.
        """
        cost = self.weights.travel * fit.travel + self.weights.rest * self.weeks_short(fit)
        if kind == OBSERVER:
            return cost
        if self.problem.volunteer[fit.volunteer].learner:
            cost += self.weights.load
        return cost - self.weights.continuity * fit.knows

    def weeks_short(self, fit: Fit) -> int:
        """Return how many weeks of rest they would lack since they last sat."""
        last_sat = self.problem.volunteer[fit.volunteer].last_sat
        if last_sat is None:
            return 0
        rested = (self.problem.sitting[fit.sitting].sits_on - last_sat).days // WEEK
        return min(REST_WEEKS, max(0, REST_WEEKS - rested))

    def cannot_sit(self, sitting: OpenSitting) -> int:
        """Return what it costs that it cannot sit: more in the weeks before it is due."""
        if sitting.due_on is None:
            return self.weights.deadline
        left = (sitting.due_on - self.problem.today).days // WEEK
        return self.weights.deadline * (1 + min(URGENT_WEEKS, max(0, URGENT_WEEKS - left)))

    def empty(self, kind: str) -> int:
        """Return what an open seat costs that stays empty."""
        return self.weights.learners if kind == OBSERVER else self.weights.unfilled

    def load_step(self, who: Volunteer, nth: int) -> int:
        """Return what somebody's nth sitting in a month costs; up to their least it is a gain.

        Above it the cost grows in even steps to a whole `load` at their most, so that everybody
        is asked for the same share of what they agreed to; for learners, who carry nobody's
        load, only so far that it spreads over them.
        """
        if nth <= who.least:
            return -self.weights.load
        whole = self.weights.learners if who.learner else self.weights.load
        return whole * (nth - who.least) // max(1, who.most - who.least)

    def chair_step(self, who: Volunteer, nth: int) -> int:
        """Return what it costs that they chair for the nth time in the draft."""
        above = who.chaired - self._chaired_least + nth - 1
        return self.weights.chairs * min(MOST_CHAIRED, above)

    def crowded(self, count: int) -> int:
        """Return what so many sittings in one week cost somebody."""
        return self.weights.rest * CROWDED * max(0, count - 1)

    def link(self, link: Link) -> int:
        """Return what it is worth that somebody sits at both."""
        return self.weights.continuity * link.orders

    def linkable(self, link: Link) -> list[int]:
        """Return who has or could have a community seat at both, in order."""
        earlier, later = (self._could_know(each) for each in (link.earlier, link.later))
        return sorted(earlier & later)

    @cached_property
    def base(self) -> int:
        """Return what a draft that fills nothing misses, beside the empty seats themselves."""
        known = sum(self._best_known(each) for each in self.problem.sittings)
        linked = sum(self.link(each) * self._most_linked(each) for each in self.problem.links)
        short = sum(
            min(max(0, self._short(who, month)), could)
            for (who, month), could in self._could_in_month.items()
        )
        return self.weights.continuity * known + linked + self.weights.load * short

    def _short(self, number: int, month: int) -> int:
        who = self.problem.volunteer[number]
        return who.least - who.loads.get(month, 0)

    def _could_know(self, sitting: int) -> set[int]:
        options = self.problem.options[sitting].values()
        could = {fit.volunteer for fit in options if fit.kinds != (OBSERVER,)}
        return could | self.problem.sitting[sitting].community_taken

    def _most_linked(self, link: Link) -> int:
        ends = (self.problem.sitting[link.earlier], self.problem.sitting[link.later])
        rooms = [each.community + len(each.community_taken) for each in ends]
        return min(*rooms, len(self.linkable(link)))

    def _best_known(self, sitting: OpenSitting) -> int:
        options = self.problem.options[sitting.id].values()
        known = sorted(fit.knows for fit in options if fit.kinds != (OBSERVER,))
        return sum(known[-sitting.community :]) if sitting.community else 0

    @cached_property
    def _could_in_month(self) -> Counter[tuple[int, int]]:
        return Counter(
            (who, sitting.month)
            for sitting in self.problem.sittings
            for who in self.problem.options[sitting.id]
        )

    @cached_property
    def _chaired_least(self) -> int:
        return min((who.chaired for who in self.problem.volunteers if who.chairs), default=0)
