"""A draft at once: each seat to whom it suits best now, then mended by small changes.

It is the preview while the solver works, where the solver starts from, and what remains when time
is up without an answer. No clock is read: the same problem has the same draft.
"""

from collections.abc import Iterator
from typing import Final

from portal.panels.rules.filling import KINDS, Costs, Draft, Placement, Problem
from portal.panels.solver.roster import Roster

MOST_TRIES: Final = 5_000
"""How many changes are weighed: half a second’s worth."""

Seat = tuple[int, str]


def greedy(problem: Problem, costs: Costs | None = None, *, tries: int = MOST_TRIES) -> Draft:
    """Return a draft that keeps every rule; `tries` of 0 leaves it as it was first made."""
    roster = Roster(problem, costs or Costs(problem))
    for seat in _in_turn(problem):
        best = _best(roster, seat)
        if best is not None:
            roster.put(best)
    _Search(roster, tries).run()
    return roster.draft


def _in_turn(problem: Problem) -> list[Seat]:
    """Return the open seats: chairs first, the soonest due and hardest to fill before others."""
    seats = [
        (number, kind)
        for number, sitting in problem.sitting.items()
        for kind in KINDS
        for _ in range(sitting.open(kind))
    ]
    return sorted(seats, key=lambda seat: _turn(problem, *seat))


def _turn(problem: Problem, number: int, kind: str) -> tuple[int, int, int, int]:
    sitting = problem.sitting[number]
    could = sum(kind in fit.kinds for fit in problem.options[number].values())
    due = sitting.due_on or sitting.sits_on
    return KINDS.index(kind), due.toordinal(), could, number


def _best(roster: Roster, seat: Seat) -> Placement | None:
    """Return who suits an empty seat best as it stands; None if it is better left empty."""
    could = [Placement(*seat, who) for who in roster.problem.options[seat[0]]]
    priced = [(roster.price(each), each) for each in could if roster.may(each)]
    price, best = min(priced, default=(0, None))
    return best if price < 0 else None


class _Search:
    """Change after change, each only if it makes the draft cheaper, until none does."""

    def __init__(self, roster: Roster, tries: int) -> None:
        self.roster = roster
        self.tries = tries
        self.done: list[tuple[bool, Placement]] = []

    def run(self) -> None:
        """Go through the seats again and again: first those that are empty, then all."""
        seats = list(dict.fromkeys(_in_turn(self.roster.problem)))
        while self._go_through([seat for seat in seats if self.roster.is_open(*seat)]):
            pass
        while self._go_through(seats):
            pass

    def _go_through(self, seats: list[Seat]) -> bool:
        better = [seat for seat in seats if self._mend(seat)]
        return bool(better) and self.tries > 0

    def _mend(self, seat: Seat) -> bool:
        """Try everybody else on a seat; return whether anything became better."""
        better = False
        for who, fit in self.roster.problem.options[seat[0]].items():
            if seat[1] in fit.kinds and self.tries > 0:
                better |= self._try(Placement(*seat, who))
        return better

    def _try(self, seat: Placement) -> bool:
        """Put somebody on a seat, whoever has it off, and fill again what that empties."""
        roster = self.roster
        if roster.at[seat.sitting].get(seat.volunteer) == seat.kind:
            return False
        for lifted in self._ways(seat):
            self.tries -= 1
            cost = sum(self._lift(each) for each in lifted)
            if roster.may(seat):
                cost += self._put(seat)
                cost += sum(self._refill((each.sitting, each.kind)) for each in lifted)
                if cost < 0 and all(roster.is_sound(each.sitting) for each in (*lifted, seat)):
                    self.done.clear()
                    return True
            self._undo()
        return False

    def _ways(self, seat: Placement) -> Iterator[list[Placement]]:
        """Return who would have to be taken off for this, in each way that it could be done."""
        roster = self.roster
        off = []
        if not roster.is_open(seat.sitting, seat.kind):
            off = [self._dearest(seat)]
        hindering = roster.hindering(seat.volunteer, seat.sitting)
        if hindering or not roster.is_full(seat.volunteer, seat.sitting):
            yield off + [self._place(seat.volunteer, each) for each in hindering]
            return
        month = roster.problem.sitting[seat.sitting].month
        for each in sorted(roster.on[seat.volunteer]):
            if roster.problem.sitting[each].month == month:
                yield [*off, self._place(seat.volunteer, each)]

    def _dearest(self, seat: Placement) -> Placement:
        """Return whom of those on seats of the kind there it costs least to take off."""
        people = sorted(self.roster.at[seat.sitting].items())
        there = [Placement(*seat[:2], who) for who, kind in people if kind == seat.kind]
        return there[0] if len(there) == 1 else max(there, key=self._worth)

    def _worth(self, seat: Placement) -> int:
        cost = self.roster.lift(seat)
        self.roster.put(seat)
        return -cost

    def _place(self, who: int, sitting: int) -> Placement:
        return Placement(sitting, self.roster.at[sitting][who], who)

    def _lift(self, seat: Placement) -> int:
        self.done.append((False, seat))
        return self.roster.lift(seat)

    def _put(self, seat: Placement) -> int:
        self.done.append((True, seat))
        return self.roster.put(seat)

    def _refill(self, seat: Seat) -> int:
        best = _best(self.roster, seat) if self.roster.is_open(*seat) else None
        return self._put(best) if best is not None else 0

    def _undo(self) -> None:
        while self.done:
            was_put, seat = self.done.pop()
            if was_put:
                self.roster.lift(seat)
            else:
                self.roster.put(seat)
