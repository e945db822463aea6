"""Filling all open seats of a quarter at once: plain values in, plain values out.

`greedy` makes a draft in about a second; `fill` goes on from it to the best there is, with HiGHS,
until that is proven, or time is up. Neither knows a page, a row or a setting.
"""

from time import perf_counter

from portal.panels.rules.filling import Costs, Filled, Problem, total
from portal.panels.solver.greedy import MOST_TRIES, greedy
from portal.panels.solver.highs import Search, Stand, Watch
from portal.panels.solver.model import Model
from portal.panels.solver.roster import Roster

__all__ = ["MOST_TRIES", "Roster", "Stand", "Watch", "fill", "greedy", "preview"]


def preview(problem: Problem, *, tries: int = MOST_TRIES) -> Filled:
    """Return a draft at once: good, not proven. `tries` is how many changes are weighed."""
    started = perf_counter()
    costs = Costs(problem)
    draft = greedy(problem, costs, tries=tries)
    seconds = perf_counter() - started
    return Filled(draft, total(problem, draft, costs), None, "greedy", False, seconds)


def fill(
    problem: Problem,
    *,
    seconds: float,
    start: Filled | None = None,
    watch: Watch = lambda _: False,
) -> Filled:
    """Return the best draft that is found in so many seconds, and how good it could be at most.

    `watch` is called about five times a second; when it answers yes the best so far is returned,
    and what it raises ends the search. The same problem has the same answer whenever the time
    suffices to prove it.
    """
    started = perf_counter()
    start = start or preview(problem)
    costs = Costs(problem)
    search = Search(Model(problem, costs), start.draft, seconds=seconds, watch=watch)
    search.run()
    Roster(problem, costs).put_all(search.best)  # nobody sits where a rule forbids, ever
    exact = search.best is not start.draft or search.proven
    return Filled(
        search.best,
        search.cost,
        search.bound,
        "exact" if exact else "greedy",
        search.proven,
        perf_counter() - started,
    )
