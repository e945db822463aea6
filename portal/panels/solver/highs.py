"""HiGHS at work: relax, settle, prove. One thread and a fixed seed, so that an answer repeats.

The relaxed programme gives a bound, and nearly the answer. What it decides clearly is settled,
and the small rest solved for a good draft at once. Then the whole programme is solved from there,
until no better draft can exist, time is up, or whoever asked has had enough.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite
from time import perf_counter
from typing import Final

import numpy as np
from highspy import Highs, HighsCallbackEvent, HighsLp, HighsModelStatus, kSolutionStatusFeasible
from numpy.typing import NDArray

from portal.panels.rules.filling import Draft, total
from portal.panels.solver.model import Model

Values = NDArray[np.float64]

OPTIONS: Final[dict[str, bool | int | float | str]] = {
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    # The start is good and the relaxed programme near: these find nothing in their time.
    "mip_allow_restart": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
CLEAR: Final = 0.999
"""The relaxed programme’s share of a seat from which it is settled."""
ROUNDING: Final = 0.01
"""How far a whole cost may be off by counting with fractions."""
LOOK_EVERY: Final = 0.2
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True)
class Stand:
    """How far the solver is: what its best draft costs, and the least that any can cost."""

    cost: int
    bound: int | None
    seconds: float


Watch = Callable[[Stand], bool]
"""Is shown now and then how far the solver is; its answer is whether to stop."""


class _Quiet(Highs):
    """HiGHS that says nothing: it would introduce itself while it is being made."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # highspy says no types of it

    def enableCallbacks(self) -> None:  # noqa: N802 -- highspy names it
        """Let it call back; the first thing that it is ever told is to be quiet."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # the same


class Search:
    """The best draft so far, from a first one on, and how much better one could be."""

    def __init__(self, model: Model, start: Draft, *, seconds: float, watch: Watch) -> None:
        self.model = model
        self.watch = watch
        self.started = perf_counter()
        self.seconds = seconds
        self.best = start
        self.cost = total(model.problem, start, model.costs)
        self.bound: int | None = None
        self._looked = -LOOK_EVERY
        self._proving = False
        self._stopped = False
        self._fault: Exception | None = None

    @property
    def proven(self) -> bool:
        """Return whether no draft can be better."""
        return self.bound == self.cost

    @property
    def elapsed(self) -> float:
        """Return the seconds since the search began."""
        return perf_counter() - self.started

    def run(self) -> None:
        """Search until the best is proven, time is up, or the watch says stop."""
        lp = self.model.sheet.lp()
        relaxed = self._solve(lp)
        if relaxed.getModelStatus() != HighsModelStatus.kOptimal:
            return
        self._raise_bound(relaxed.getInfo().objective_function_value)
        values = np.array(relaxed.getSolution().col_value)
        lp.integrality_ = self.model.sheet.integrality
        if self._goes_on:
            self._settle(lp, values)
        if self._goes_on:
            self._prove(lp)

    def _settle(self, lp: HighsLp, values: Values) -> None:
        """Take what is clear for decided, and solve the rest."""
        seats = np.arange(len(values)) < self.model.sheet.whole
        lp.col_lower_ = np.where(seats & (values > CLEAR), 1.0, 0.0)
        self._take(self._solve(lp))
        lp.col_lower_ = np.zeros(len(values))

    def _prove(self, lp: HighsLp) -> None:
        self._proving = True
        solved = self._solve(lp, presolve="off")
        self._take(solved)
        if solved.getModelStatus() == HighsModelStatus.kOptimal:
            self.bound = self.cost
        else:
            self._raise_bound(solved.getInfo().mip_dual_bound)

    @property
    def _goes_on(self) -> bool:
        return not self.proven and not self._stopped and self.elapsed < self.seconds

    def _solve(self, lp: HighsLp, **options: str) -> Highs:
        highs = _Quiet()
        whole = {"mip_abs_gap": self.model.sheet.grain - ROUNDING}
        left = {"time_limit": max(0.0, self.seconds - self.elapsed)}
        for name, value in {**OPTIONS, **whole, **left, **options}.items():
            highs.setOptionValue(name, value)
        highs.passModel(lp)
        if lp.integrality_:
            start = np.array(self.model.values(self.best))
            highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
        highs.cbSimplexInterrupt += self._look
        highs.cbMipInterrupt += self._look
        highs.run()
        if self._fault is not None:
            raise self._fault
        return highs

    def _take(self, solved: Highs) -> None:
        """Keep the draft of an answer if it is better."""
        if solved.getInfo().primal_solution_status != kSolutionStatusFeasible:
            return
        draft = self.model.draft(solved.getSolution().col_value)
        cost = total(self.model.problem, draft, self.model.costs)
        if cost < self.cost:
            self.best, self.cost = draft, cost

    def _raise_bound(self, value: float) -> None:
        """Take a bound in: no draft costs less, and costs come in grains."""
        offset, grain = self.model.sheet.offset, self.model.sheet.grain
        if isfinite(value):
            whole = offset + grain * ceil((value - ROUNDING - offset) / grain)
            self.bound = min(self.cost, max(whole, self.bound or whole))

    def _look(self, event: HighsCallbackEvent) -> None:
        """Show how far it is, and stop if asked to: HiGHS cannot be left by an error."""
        if self._proving:
            self._raise_bound(event.data_out.mip_dual_bound)
        if self.elapsed - self._looked > LOOK_EVERY and not self._stopped:
            self._looked = self.elapsed
            try:
                self._stopped = self.watch(Stand(self.cost, self.bound, self.elapsed))
            except Exception as fault:
                self._fault, self._stopped = fault, True
        event.interrupt(self._stopped)
