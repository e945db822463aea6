"""The solver keeps every rule, finds the best, proves it, and says the same every time."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from portal.panels import solver
from portal.panels.rules.filling import (
    KINDS,
    Draft,
    Filled,
    Fit,
    Placement,
    Problem,
    month_of,
    total,
)
from tests.panels.filling.cases import (
    PAIR,
    TENTH,
    learner,
    problem,
    problems,
    sitting,
    volunteer,
    without,
)
from tests.panels.filling.verifier import broken, cheapest, price

MARCH = month_of(TENTH)
ANN, BO = volunteer(1), volunteer(2)
CY = learner(3)
BOTH = (Fit(1, 1, KINDS), Fit(2, 1, KINDS))
PLAIN = problem([ANN, BO], [sitting(1)])
TWO = problem([ANN], [sitting(1, seats={"chair": 1}), sitting(2, seats={"chair": 1})])
TRIO = problem([ANN, BO, CY], [sitting(1, seats=PAIR | {"observer": 1})])
LEARNERS = problem(
    [ANN, CY, learner(4)],
    [sitting(1, seats={"member": 1, "observer": 1}, taken=(("chair", 1),))],
)

TEMPTED = {
    "outside what suits": (replace(PLAIN, fits=BOTH[:1]), PLAIN),
    "too many seats": (without(PLAIN, seats={"chair": 1}), PLAIN),
    "two seats": (
        problem([ANN], [sitting(1, seats={"member": 1}, taken=(("chair", 1),))]),
        problem([ANN], [sitting(1, seats={"member": 1})]),
    ),
    "two places": (replace(TWO, clashes=frozenset({(1, 2)})), TWO),
    "over most": (replace(TWO, volunteers=(volunteer(1, most=1),)), TWO),
    "may not chair": (replace(TWO, volunteers=(volunteer(1, chairs=False),)), TWO),
    "observes without learning": (
        problem([ANN, BO, volunteer(3)], TRIO.sittings),
        TRIO,
    ),
    "two learners": (
        LEARNERS,
        replace(LEARNERS, volunteers=(ANN, CY, BO, volunteer(4))),
    ),
    "learner alone": (
        problem([volunteer(1, experienced=False), CY], [sitting(1)]),
        problem([ANN, CY], [sitting(1)]),
    ),
}
"""For each hard rule a problem, and the same without what the rule forbids: whoever does not know
the rule fills the first like the second."""


@pytest.mark.parametrize("fill", [solver.preview, lambda found: solver.fill(found, seconds=20)])
@pytest.mark.parametrize("rule", TEMPTED)
def test_every_hard_rule_is_kept_where_breaking_it_would_be_cheaper(
    rule: str, fill: object
) -> None:
    strict, loose = TEMPTED[rule]
    assert callable(fill)
    tempting: Draft = fill(loose).draft
    assert broken(strict, tempting) == {rule}
    assert broken(strict, fill(strict).draft) == set()


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_draft_that_keeps_the_rules_is_cheaper(found: Problem) -> None:
    filled = solver.fill(found, seconds=20)
    assert broken(found, filled.draft) == set()
    assert filled.proven
    assert price(found, filled.draft) == cheapest(found)


@settings(max_examples=100, deadline=None)
@given(problems(most_seats=9))
def test_both_ways_count_alike_and_the_preview_is_never_better(found: Problem) -> None:
    preview, filled = solver.preview(found), solver.fill(found, seconds=20)
    assert broken(found, preview.draft) == broken(found, filled.draft) == set()
    assert total(found, frozenset()) >= preview.cost >= filled.cost >= 0
    for one in (preview, filled):
        assert one.cost == total(found, one.draft)
    counted = preview.cost - filled.cost
    assert counted == price(found, preview.draft) - price(found, filled.draft)


@settings(max_examples=30, deadline=None)
@given(problems(most_seats=9))
def test_the_same_input_has_the_same_answer_in_whatever_order_it_is_told(found: Problem) -> None:
    turned = replace(
        found,
        volunteers=found.volunteers[::-1],
        sittings=found.sittings[::-1],
        fits=found.fits[::-1],
    )
    assert answer(found) == answer(found) == answer(turned)
    assert solver.preview(found).draft == solver.preview(turned).draft


@settings(max_examples=30, deadline=None)
@given(problems(most_seats=9))
def test_filling_what_was_accepted_changes_nothing(found: Problem) -> None:
    accepted = solver.fill(found, seconds=20).draft
    assert answer(replace(found, pencilled=accepted)) == accepted


def answer(found: Problem) -> Draft:
    """Return the best draft."""
    return solver.fill(found, seconds=20).draft


def names(draft: Draft) -> dict[tuple[int, str], int]:
    """Return who sits on each seat."""
    return {(each.sitting, each.kind): each.volunteer for each in draft}


def test_the_panel_that_is_due_first_sits_when_one_of_two_can() -> None:
    seats = {"chair": 1}
    soon = sitting(2, seats=seats, due_on=TENTH)
    later = sitting(1, seats=seats, due_on=date(2026, 6, 1))
    assert names(answer(problem([volunteer(1, most=1)], [later, soon]))) == {(2, "chair"): 1}


def test_one_panel_that_can_sit_is_better_than_two_that_cannot() -> None:
    two = problem([volunteer(1, most=1), volunteer(2, most=1)], [sitting(1), sitting(2)])
    assert len({each.sitting for each in answer(two)}) == 1


def test_the_same_members_meet_an_order_again() -> None:
    first = sitting(1, seats={}, taken=(("chair", 1), ("member", 2)), orders=frozenset({7}))
    later = sitting(2, sits_on=TENTH + timedelta(60), orders=frozenset({7}))
    many = [volunteer(number) for number in (4, 3, 2, 1)]
    assert {each.volunteer for each in answer(problem(many, [first, later]))} == {1, 2}


def test_who_has_chaired_least_chairs_and_who_has_sat_lately_rests() -> None:
    two = [volunteer(1, chaired=3), volunteer(2, chaired=1)]
    assert names(answer(problem(two, [sitting(1)])))[1, "chair"] == 2
    rested = [volunteer(1, last_sat=date(2026, 3, 1)), volunteer(2, last_sat=date(2026, 1, 1))]
    seats = {"member": 1}
    assert names(answer(problem(rested, [sitting(1, seats=seats)])))[1, "member"] == 2


def test_load_is_shared_by_what_each_agreed_to() -> None:
    days = [TENTH.replace(day=day) for day in (2, 9, 16, 23)]
    four = [sitting(n, seats={"member": 1}, sits_on=day) for n, day in enumerate(days, start=1)]
    pair = [volunteer(1, most=6), volunteer(2, most=2)]
    sat = [each.volunteer for each in answer(problem(pair, four))]
    assert (sat.count(1), sat.count(2)) == (3, 1)
    wants = [volunteer(1, most=6), volunteer(2, least=2, most=2)]
    sat = [each.volunteer for each in answer(problem(wants, four))]
    assert (sat.count(1), sat.count(2)) == (2, 2)


def test_a_learner_observes_and_leaves_counting_seats_to_others() -> None:
    assert names(answer(TRIO))[1, "observer"] == 3


def test_nobody_is_sent_far_for_nothing() -> None:
    fits = (Fit(1, 1, KINDS, travel=4), Fit(2, 1, KINDS, travel=1))
    one = problem([ANN, BO], [sitting(1, seats={"member": 1})], fits=fits)
    assert names(answer(one)) == {(1, "member"): 2}


def test_among_equals_todays_rota_stays() -> None:
    one = problem([ANN, BO, volunteer(5)], [sitting(1, seats={"chair": 1})])
    kept = frozenset({Placement(1, "chair", 2)})
    assert answer(replace(one, pencilled=kept)) == kept


def test_stopped_at_once_it_keeps_the_best_so_far() -> None:
    found = crowd()
    preview = solver.preview(found)
    for filled in (
        solver.fill(found, seconds=0, start=preview),
        solver.fill(found, seconds=20, start=preview, watch=lambda _: True),
    ):
        assert (filled.draft, filled.method, filled.proven) == (preview.draft, "greedy", False)


def test_it_shows_how_far_it_is() -> None:
    seen: list[solver.Stand] = []

    def watch(stand: solver.Stand) -> bool:
        seen.append(stand)
        return False

    filled = solver.fill(crowd(), seconds=20, watch=watch)
    assert seen
    assert all(each.cost >= filled.cost >= (each.bound or 0) for each in seen)


def test_what_the_watch_raises_ends_the_search() -> None:
    def lost(_: solver.Stand) -> bool:
        raise LookupError

    with pytest.raises(LookupError):
        solver.fill(crowd(), seconds=20, watch=lost)


@pytest.mark.parametrize(
    "wrong",
    [
        {Placement(1, "chair", 1), Placement(2, "chair", 1)},
        {Placement(1, "chair", 1), Placement(1, "chair", 2)},
    ],
)
def test_a_draft_that_breaks_a_rule_is_never_handed_out(wrong: set[Placement]) -> None:
    seats = [sitting(number, seats={"chair": 1}) for number in (1, 2)]
    clash = problem([ANN, BO], seats, clashes=frozenset({(1, 2)}))
    start = Filled(frozenset(wrong), 0, None, "greedy", False, 0.0)
    with pytest.raises(ValueError, match="breaks a rule"):
        solver.fill(clash, seconds=0, start=start)


def crowd() -> Problem:
    """Return a month of sittings that takes the solver a moment."""
    people = [volunteer(number, most=4) for number in range(1, 9)]
    days = [TENTH + timedelta(number) for number in range(20)]
    return problem(people, [sitting(n, sits_on=day) for n, day in enumerate(days, start=1)])


def test_it_says_nothing_of_itself() -> None:
    """HiGHS introduces itself once a process, so it is asked in one of its own."""
    code = "from portal.panels.solver.highs import _Quiet; _Quiet().run()"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)  # noqa: S603 -- our own words
    assert done.stdout == done.stderr == ""
