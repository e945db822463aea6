"""How good the solver is, and how fast, on made-up quarters with every rule in them."""

from dataclasses import dataclass
from time import perf_counter
from typing import Final

from bench.made_up import quarter
from bench.results import Result
from portal.panels import solver
from portal.panels.rules.filling import Filled, Problem

SEEDS: Final = range(1, 21)
SECONDS: Final = 5.0
LARGE: Final = (600, 2_000, 20)
"""People, sittings and areas of a service ten times as large."""
LARGE_SECONDS: Final = 180.0
LIMIT: Final = 150.0
"""Seconds that the large one may take beside its preview and the writing of its programme."""
WITHIN: Final = 2.0
"""How many percent a draft may be above what none can be below."""
NO_END: Final = 1_000_000
"""Changes weighed by the greedy fill: it stops by itself, when none makes its draft better."""


@dataclass(frozen=True)
class Run:
    """One quarter filled both ways, and the seconds of each."""

    greedy: Filled
    best: Filled
    seconds: float

    @property
    def gap(self) -> float:
        """Return by how many percent the draft may be dearer than the best."""
        return 100 * (self.best.cost - (self.best.bound or 0)) / max(1, self.best.cost)


def measure() -> list[Result]:
    """Fill twenty quarters, and one ten times as large; print each."""
    print("  fill, seed: cost (bound) in seconds; greedy with local search, in seconds")
    runs = []
    for seed in SEEDS:
        runs.append(_run(quarter(seed), seconds=10 * SECONDS))
        _print(str(seed), runs[-1])
    large = _run(quarter(1, *LARGE), seconds=LIMIT, tries=solver.MOST_TRIES)
    _print("{} × {:,}".format(*LARGE), large)
    return [*_small(runs), *_large(large)]


def _run(problem: Problem, *, seconds: float, tries: int = NO_END) -> Run:
    """Fill as the portal does, from its own preview; beside it the greedy fill, at its leisure."""
    started = perf_counter()
    best = solver.fill(problem, seconds=seconds)
    taken = perf_counter() - started
    return Run(solver.preview(problem, tries=tries), best, taken)


def _print(name: str, run: Run) -> None:
    bound = f"{run.best.bound:,}" if run.best.bound is not None else "none"
    print(
        f"  {name:>11}: {run.best.cost:>9,} ({bound}) in {run.seconds:.2f} s;"
        f" greedy {run.greedy.cost:>10,} in {run.greedy.seconds:.2f} s"
    )


def _small(runs: list[Run]) -> list[Result]:
    count = len(runs)
    proven = sum(run.best.proven for run in runs)
    better = sum(run.best.cost <= run.greedy.cost for run in runs)
    slowest = max(run.seconds for run in runs)
    return [
        Result("fill 60 × 200, proven", proven, "", f"all {count} seeds", proven == count),
        Result("fill 60 × 200, slowest", round(slowest, 2), "s", "< 5", slowest < SECONDS),
        Result("fill no dearer than greedy", better, "", f"all {count} seeds", better == count),
    ]


def _large(run: Run) -> list[Result]:
    return [
        Result("fill 600 × 2,000, gap", round(run.gap, 3), "%", "≤ 2", run.gap <= WITHIN),
        Result(
            "fill 600 × 2,000",
            round(run.seconds, 1),
            "s",
            "< 180",
            run.seconds < LARGE_SECONDS,
        ),
    ]
