"""What a whole draft costs, counted afresh from who sits where."""

from collections import Counter, defaultdict
from collections.abc import Collection

from portal.panels.rules.composition import COMMUNITY_KINDS
from portal.panels.rules.filling.costs import Costs
from portal.panels.rules.filling.values import (
    CHAIR,
    KINDS,
    MEMBER,
    OBSERVER,
    Draft,
    Link,
    OpenSitting,
    Placement,
    Problem,
)


def total(problem: Problem, draft: Draft, costs: Costs | None = None) -> int:
    """Return what a draft costs, by the same rules as the solver counts."""
    costs = costs or Costs(problem)
    at: defaultdict[int, list[Placement]] = defaultdict(list)
    for each in draft:
        at[each.sitting].append(each)
    return (
        costs.base
        + sum(costs.seat(problem.options[s][who], kind) for s, kind, who in draft)
        + sum(_left_empty(costs, each, at[each.id]) for each in problem.sittings)
        - sum(costs.link(each) * _linked(problem, each, at) for each in problem.links)
        + _loads(costs, draft)
        + _chairs(costs, draft)
        + _weeks(costs, draft)
        + problem.weights.keep * len(problem.pencilled - draft)
    )


def needs(sitting: OpenSitting, kind: str) -> bool:
    """Return whether the panel can sit only if an open seat of the kind is filled."""
    if kind == MEMBER and any(taken == MEMBER for taken, _ in sitting.taken):
        return False
    return kind != OBSERVER and sitting.open(kind) > 0


def cannot_sit(sitting: OpenSitting, filled: Collection[str]) -> bool:
    """Return whether a chair or a member is missing whom the open seats could have."""
    return any(needs(sitting, kind) and kind not in filled for kind in (CHAIR, MEMBER))


def _left_empty(costs: Costs, sitting: OpenSitting, placed: list[Placement]) -> int:
    filled = Counter(each.kind for each in placed)
    empty = sum(costs.empty(kind) * (sitting.open(kind) - filled[kind]) for kind in KINDS)
    return empty + costs.cannot_sit(sitting) * cannot_sit(sitting, filled)


def _linked(problem: Problem, link: Link, at: defaultdict[int, list[Placement]]) -> int:
    ends = [
        problem.sitting[each].community_taken
        | {placed.volunteer for placed in at[each] if placed.kind in COMMUNITY_KINDS}
        for each in (link.earlier, link.later)
    ]
    return len(ends[0] & ends[1])


def _loads(costs: Costs, draft: Draft) -> int:
    problem = costs.problem
    placed = Counter((each.volunteer, problem.sitting[each.sitting].month) for each in draft)
    return sum(
        costs.load_step(problem.volunteer[who], nth)
        for (who, month), count in placed.items()
        for nth in steps(problem.volunteer[who].loads.get(month, 0), count)
    )


def _chairs(costs: Costs, draft: Draft) -> int:
    chaired = Counter(each.volunteer for each in draft if each.kind == CHAIR)
    return sum(
        costs.chair_step(costs.problem.volunteer[who], nth)
        for who, count in chaired.items()
        for nth in steps(0, count)
    )


def _weeks(costs: Costs, draft: Draft) -> int:
    problem = costs.problem
    taken = Counter((who, each.week) for each in problem.sittings for _, who in each.taken)
    placed = Counter((each.volunteer, problem.sitting[each.sitting].week) for each in draft)
    return sum(
        costs.crowded(taken[key] + count) - costs.crowded(taken[key])
        for key, count in placed.items()
    )


def steps(before: int, count: int) -> range:
    """> The steps after 2, three of them: 3, 4, 5."""
    return range(before + 1, before + count + 1)
