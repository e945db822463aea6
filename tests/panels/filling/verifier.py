"""Checks drafts against the rules as the service states them, and finds the best by trying all.

It shares no code with the solver or with what the solver counts costs by: it reads the plain
values alone, and goes through them the slow way.
"""

from collections.abc import Iterator
from itertools import pairwise, product

from portal.panels.rules.filling import (
    Draft,
    OpenSitting,
    Placement,
    Problem,
    Volunteer,
)


def broken(problem: Problem, draft: Draft) -> set[str]:
    """Return the hard rules that a draft breaks, by name."""
    return {name for name, breaks in RULES.items() if any(breaks(problem, draft))}


def cheapest(problem: Problem) -> int:
    """Return what the best draft costs, found by trying every one."""
    drafts = (frozenset(draft) for draft in _every_draft(problem))
    return min(price(problem, draft) for draft in drafts if not broken(problem, draft))


def price(problem: Problem, draft: Draft) -> int:
    """Return what a draft costs, as the settings say it in words; gains are less than nothing."""
    return (
        sum(_sitting_price(problem, each, draft) for each in problem.sittings)
        + sum(_volunteer_price(problem, each, draft) for each in problem.volunteers)
        - problem.weights.continuity * _meetings(problem, draft)
        + problem.weights.keep * len([each for each in problem.pencilled if each not in draft])
    )


def _every_draft(problem: Problem) -> Iterator[list[Placement]]:
    seats = [
        (sitting.id, kind)
        for sitting in problem.sittings
        for kind, count in sitting.seats.items()
        for _ in range(count)
    ]
    people = [None, *(each.id for each in problem.volunteers)]
    for chosen in product(people, repeat=len(seats)):
        placed = [
            Placement(*seat, who)
            for seat, who in zip(seats, chosen, strict=True)
            if who is not None
        ]
        if len(set(placed)) == len(placed):
            yield placed


# What must never be.


def _everybody(problem: Problem, draft: Draft) -> list[tuple[int, str, int]]:
    """Return who sits where in the end: sitting, kind, volunteer."""
    taken = [(each.id, kind, who) for each in problem.sittings for kind, who in each.taken]
    return taken + [(sitting, kind, who) for sitting, kind, who in draft]


def _volunteer(problem: Problem, number: int) -> Volunteer | None:
    return next((each for each in problem.volunteers if each.id == number), None)


def _sitting(problem: Problem, number: int) -> OpenSitting:
    return next(each for each in problem.sittings if each.id == number)


def _outside_what_suits(problem: Problem, draft: Draft) -> Iterator[bool]:
    for sitting, kind, who in draft:
        fits = [each for each in problem.fits if (each.sitting, each.volunteer) == (sitting, who)]
        yield not any(kind in each.kinds for each in fits)


def _too_many_seats(problem: Problem, draft: Draft) -> Iterator[bool]:
    for sitting in problem.sittings:
        for kind in ("chair", "member", "observer"):
            count = len([each for each in draft if each[:2] == (sitting.id, kind)])
            yield count > sitting.seats.get(kind, 0)


def _two_seats(problem: Problem, draft: Draft) -> Iterator[bool]:
    everybody = [(sitting, who) for sitting, _, who in _everybody(problem, draft)]
    for sitting, _, who in draft:
        yield everybody.count((sitting, who)) > 1


def _two_places(problem: Problem, draft: Draft) -> Iterator[bool]:
    everybody = {(sitting, who) for sitting, _, who in _everybody(problem, draft)}
    for sitting, _, who in draft:
        for one, other in problem.clashes:
            yield sitting in {one, other} and {(one, who), (other, who)} <= everybody


def _over_most(problem: Problem, draft: Draft) -> Iterator[bool]:
    for who in problem.volunteers:
        days = [
            _sitting(problem, each.sitting).sits_on for each in draft if each.volunteer == who.id
        ]
        for month in {(day.year, day.month) for day in days}:
            count = len([day for day in days if (day.year, day.month) == month])
            yield who.loads.get(month[0] * 12 + month[1] - 1, 0) + count > who.most


def _may_not_chair(problem: Problem, draft: Draft) -> Iterator[bool]:
    for _, kind, number in draft:
        who = _volunteer(problem, number)
        yield kind == "chair" and (who is None or not who.chairs or who.learner)


def _observes_without_learning(problem: Problem, draft: Draft) -> Iterator[bool]:
    for _, kind, number in draft:
        who = _volunteer(problem, number)
        yield kind == "observer" and (who is None or not who.learner)


def _learners(problem: Problem, draft: Draft, sitting: int) -> list[int]:
    return [
        who
        for where, _, who in _everybody(problem, draft)
        if where == sitting and (found := _volunteer(problem, who)) and found.learner
    ]


def _two_learners(problem: Problem, draft: Draft) -> Iterator[bool]:
    for sitting, _, who in draft:
        learners = _learners(problem, draft, sitting)
        yield who in learners and len(learners) > 1


def _learner_alone(problem: Problem, draft: Draft) -> Iterator[bool]:
    """A learner has somebody experienced beside them on a seat that counts."""
    for sitting in {each.sitting for each in draft}:
        experienced = [
            who
            for where, kind, who in _everybody(problem, draft)
            if where == sitting and kind in {"chair", "member"}
            if (found := _volunteer(problem, who)) and found.experienced and not found.learner
        ]
        yield bool(_learners(problem, draft, sitting)) and not experienced


RULES = {
    "outside what suits": _outside_what_suits,
    "too many seats": _too_many_seats,
    "two seats": _two_seats,
    "two places": _two_places,
    "over most": _over_most,
    "may not chair": _may_not_chair,
    "observes without learning": _observes_without_learning,
    "two learners": _two_learners,
    "learner alone": _learner_alone,
}


# What is to be wished for.


def _sitting_price(problem: Problem, sitting: OpenSitting, draft: Draft) -> int:
    weights, kinds = problem.weights, [each.kind for each in draft if each.sitting == sitting.id]
    missing = {kind: count - kinds.count(kind) for kind, count in sitting.seats.items() if count}
    empty = missing.get("chair", 0) + missing.get("member", 0)
    lacks_chair = "chair" in missing and "chair" not in kinds
    has_member = "member" in kinds or "member" in [kind for kind, _ in sitting.taken]
    lacks_member = "member" in missing and not has_member
    weeks = (sitting.due_on - problem.today).days // 7 if sitting.due_on else 10
    hurry = 1 + max(0, min(10, 10 - weeks))
    return (
        weights.unfilled * empty
        + (weights.deadline * hurry if lacks_chair or lacks_member else 0)
        + weights.learners * missing.get("observer", 0)
    )


def _volunteer_price(problem: Problem, who: Volunteer, draft: Draft) -> int:
    mine = [each for each in draft if each.volunteer == who.id]
    return (
        sum(_seat_price(problem, who, each) for each in mine)
        + _months_price(problem, who, mine)
        + _chairs_price(problem, who, mine)
        + _weeks_price(problem, who, mine)
    )


def _seat_price(problem: Problem, who: Volunteer, seat: Placement) -> int:
    weights = problem.weights
    fit = next(f for f in problem.fits if (f.sitting, f.volunteer) == (seat.sitting, who.id))
    price = weights.travel * fit.travel
    if who.last_sat:
        weeks = (_sitting(problem, seat.sitting).sits_on - who.last_sat).days // 7
        price += weights.rest * max(0, min(6, 6 - weeks))
    if seat.kind != "observer":
        price += weights.load * who.learner - weights.continuity * fit.knows
    return price


def _months_price(problem: Problem, who: Volunteer, mine: list[Placement]) -> int:
    days = [_sitting(problem, each.sitting).sits_on for each in mine]
    weight = problem.weights.learners if who.learner else problem.weights.load
    price = 0
    for month in {(day.year, day.month) for day in days}:
        nth = who.loads.get(month[0] * 12 + month[1] - 1, 0)
        for _ in [day for day in days if (day.year, day.month) == month]:
            nth += 1
            above = nth - who.least
            if above <= 0:
                price -= problem.weights.load
            else:
                price += weight * above // max(1, who.most - who.least)
    return price


def _chairs_price(problem: Problem, who: Volunteer, mine: list[Placement]) -> int:
    least = min((each.chaired for each in problem.volunteers if each.chairs), default=0)
    times = len([each for each in mine if each.kind == "chair"])
    before = [who.chaired - least + time for time in range(times)]
    return sum(problem.weights.chairs * min(12, each) for each in before)


def _weeks_price(problem: Problem, who: Volunteer, mine: list[Placement]) -> int:
    placed = [_sitting(problem, each.sitting).sits_on.isocalendar()[:2] for each in mine]
    taken = [
        each.sits_on.isocalendar()[:2]
        for each in problem.sittings
        for _, number in each.taken
        if number == who.id
    ]
    more = sum(
        max(0, (placed + taken).count(week) - 1) - max(0, taken.count(week) - 1)
        for week in set(placed)
    )
    return problem.weights.rest * 3 * more


def _meetings(problem: Problem, draft: Draft) -> int:
    """Return how often somebody sits at two sittings in a row that hear the same order."""
    met = 0
    in_time = sorted(problem.sittings, key=lambda each: (each.sits_on, each.id))
    for order in {order for each in in_time for order in each.orders}:
        hearing = [each.id for each in in_time if order in each.orders]
        for one, next_one in pairwise(hearing):
            met += len(_community(problem, draft, one) & _community(problem, draft, next_one))
    return met


def _community(problem: Problem, draft: Draft, sitting: int) -> set[int]:
    return {
        who
        for where, kind, who in _everybody(problem, draft)
        if where == sitting and kind in {"chair", "member"}
    }
