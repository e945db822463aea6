"""The problem as a mixed-integer programme, written so that it solves fast.

A column is a volunteer in a kind of seat, not in a seat: seats of a kind are alike. What grows
with somebody's load or chairing is a row of steps, each dearer than the one before, so that the
relaxed programme pays for them in order. Clashes are rows over whole groups of sittings of which
one person can do one. But for links between sittings and crowded weeks, the relaxed programme
nearly always has a whole answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from portal.panels.rules.filling import (
    CHAIR,
    KINDS,
    OBSERVER,
    Costs,
    Draft,
    Fit,
    Link,
    OpenSitting,
    Placement,
    Problem,
    needs,
    steps,
)
from portal.panels.solver.groups import groups
from portal.panels.solver.sheet import Sheet


class Model:
    """A problem written on a sheet; `seats` has the column of each possible placement."""

    def __init__(self, problem: Problem, costs: Costs) -> None:
        self.problem = problem
        self.costs = costs
        self.sheet = Sheet()
        self.sheet.offset = costs.base + costs.weights.keep * len(problem.pencilled)
        self.seats: dict[Placement, int] = {}
        self._at: defaultdict[int, list[Placement]] = defaultdict(list)
        self._by: defaultdict[int, list[Placement]] = defaultdict(list)
        for options in problem.options.values():
            for fit in options.values():
                self._choices(fit)
        for sitting in problem.sitting.values():
            self._seats(sitting)
            self._learners(sitting)
        self._one_at_a_time()
        for who, seats in sorted(self._by.items()):
            self._loads(who, seats)
            self._chairs(who, seats)
            self._weeks(who, seats)
        for link in problem.links:
            self._link(link)

    def draft(self, values: Iterable[float]) -> Draft:
        """Return the draft of an answer."""
        half = 0.5
        chosen = zip(self.seats, values, strict=False)
        return frozenset(seat for seat, value in chosen if value > half)

    def values(self, draft: Draft) -> list[float]:
        """Return the answer that a draft is, without what follows from it."""
        return [float(seat in draft) for seat in self.seats]

    def _choices(self, fit: Fit) -> None:
        for kind in fit.kinds:
            seat = Placement(fit.sitting, kind, fit.volunteer)
            kept = self.costs.weights.keep if seat in self.problem.pencilled else 0
            self.seats[seat] = self.sheet.choice(self.costs.seat(fit, kind) - kept)
            self._at[seat.sitting].append(seat)
            self._by[seat.volunteer].append(seat)

    def _seats(self, sitting: OpenSitting) -> None:
        """Each open seat has somebody, or costs what an empty one costs."""
        cannot_sit = self.sheet.amount(self.costs.cannot_sit(sitting))
        for kind in filter(sitting.open, KINDS):
            seats = sitting.open(kind)
            empty = self.sheet.amount(self.costs.empty(kind), seats)
            people = [seat for seat in self._at[sitting.id] if seat.kind == kind]
            self.sheet.row([*self._columns(people), empty], least=seats, most=seats)
            if needs(sitting, kind):
                self.sheet.row([empty], [cannot_sit], most=seats - 1)

    def _learners(self, sitting: OpenSitting) -> None:
        """Never two learners, and one only beside somebody experienced on a seat that counts."""
        there = self._at[sitting.id]
        learners = [seat for seat in there if self.problem.is_learner(seat.volunteer)]
        if learners:
            self.sheet.row(self._columns(learners), most=1)
        leaning = [seat for seat in there if self.problem.leans(seat.volunteer, sitting.id)]
        new = [[seat] for seat in leaning if seat not in learners]
        learning = [seat for seat in leaning if seat in learners]
        beside = [
            seat
            for seat in there
            if seat.kind != OBSERVER and self.problem.is_experienced(seat.volunteer)
        ]
        for together in filter(None, [learning, *new]):
            self.sheet.row(self._columns(together), self._columns(beside), most=0)

    def _one_at_a_time(self) -> None:
        """One seat a person a sitting, and one sitting of those that clash."""
        of: defaultdict[int, list[int]] = defaultdict(list)
        for number, group in enumerate(together := groups(self.problem.clashing)):
            for sitting in group:
                of[sitting].append(number)
        for _, seats in sorted(self._by.items()):
            alone = {each.sitting for each in seats}
            near = {number for each in alone for number in of[each]}
            rows = {frozenset(alone & together[number]) for number in near}
            rows |= {frozenset([each]) for each in alone}
            for row in sorted(map(sorted, _widest(rows))):
                columns = self._columns(seat for seat in seats if seat.sitting in row)
                if len(columns) > 1:
                    self.sheet.row(columns, most=1)

    def _loads(self, who: int, seats: list[Placement]) -> None:
        volunteer = self.problem.volunteer[who]
        for month, there in self._grouped(seats, "month"):
            held = volunteer.loads.get(month, 0)
            sittings = len({each.sitting for each in there})
            nths = steps(held, min(volunteer.most - held, sittings))
            paid = [self.sheet.amount(self.costs.load_step(volunteer, nth)) for nth in nths]
            self.sheet.row(self._columns(there), paid, least=0, most=0)

    def _chairs(self, who: int, seats: list[Placement]) -> None:
        chairs = [seat for seat in seats if seat.kind == CHAIR]
        volunteer = self.problem.volunteer[who]
        months = {self.problem.sitting[seat.sitting].month for seat in chairs}
        nths = steps(0, min(len(chairs), volunteer.most * len(months)))
        paid = [self.sheet.amount(self.costs.chair_step(volunteer, nth)) for nth in nths]
        if chairs:
            self.sheet.row(self._columns(chairs), paid, least=0, most=0)

    def _weeks(self, who: int, seats: list[Placement]) -> None:
        each_more = self.costs.crowded(2)
        for week, there in self._grouped(seats, "week"):
            free = max(0, 1 - self._taken[who, week])
            if len({each.sitting for each in there}) > free:
                crowded = self.sheet.amount(each_more, len(there))
                self.sheet.row(self._columns(there), [crowded], most=free)

    def _link(self, link: Link) -> None:
        """Somebody meets an order again when they sit at both; who sits at one already, at one."""
        for who in self.costs.linkable(link):
            needed = [
                [seat for seat in self._at[end] if seat.volunteer == who and seat.kind != OBSERVER]
                for end in (link.earlier, link.later)
                if who not in self.problem.sitting[end].community_taken
            ]
            if not needed:
                self.sheet.offset -= self.costs.link(link)
                continue
            again = self.sheet.amount(-self.costs.link(link))
            for there in needed:
                self.sheet.row([again], self._columns(there), most=0)

    def _columns(self, seats: Iterable[Placement]) -> list[int]:
        return [self.seats[seat] for seat in seats]

    def _grouped(self, seats: list[Placement], by: str) -> list[tuple[int, list[Placement]]]:
        found: defaultdict[int, list[Placement]] = defaultdict(list)
        for seat in seats:
            found[getattr(self.problem.sitting[seat.sitting], by)].append(seat)
        return sorted(found.items())

    @cached_property
    def _taken(self) -> Counter[tuple[int, int]]:
        """Return how many seats each has for sure in a week."""
        return Counter(
            (who, sitting.week) for sitting in self.problem.sittings for _, who in sitting.taken
        )


def _widest(rows: set[frozenset[int]]) -> list[frozenset[int]]:
    """Return the groups that no other holds all of."""
    return [row for row in rows if not any(row < other for other in rows)]
