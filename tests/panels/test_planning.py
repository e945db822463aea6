"""The plan that follows a contract, over plain values."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.panels import rules
from portal.panels.rules import FINAL, PROGRESS, PlanChange, Step, Term

TENTH = date(2026, 3, 10)
YEAR = Term(TENTH, 12)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
terms = st.builds(Term, days, st.integers(3, 12))


def proposed(term: Term, every: int = 3, **values: object) -> list[tuple[str, date]]:
    """Return what is proposed by the calendar as it is."""
    return rules.proposals(term, every=every, days=clock, **values)  # type: ignore[arg-type]  # each test says only what differs


def replanned(
    steps: Sequence[Step], kinds: Sequence[str] = (PROGRESS, FINAL), since: date | None = None
) -> list[PlanChange]:
    """Return what must change in the plan of the contract of a year."""
    return rules.replan(YEAR, steps, kinds=kinds, every=3, days=clock, since=since)


def test_a_year_has_a_panel_every_three_months_and_a_final_one() -> None:
    assert proposed(YEAR) == [
        (PROGRESS, date(2026, 6, 10)),
        (PROGRESS, date(2026, 9, 10)),
        (PROGRESS, date(2026, 12, 10)),
        (FINAL, date(2027, 3, 10)),
    ]


@pytest.mark.parametrize(
    ("months", "every", "progress"),
    [(3, 3, 0), (4, 3, 1), (6, 3, 1), (7, 3, 2), (12, 6, 1), (3, 1, 2), (12, 1, 11)],
)
def test_the_last_month_is_the_final_panel_s(months: int, every: int, progress: int) -> None:
    found = proposed(Term(TENTH, months), every)
    assert [kind for kind, _ in found] == [PROGRESS] * progress + [FINAL]


def test_the_end_of_a_month_is_the_end_of_a_month() -> None:
    term = Term(date(2026, 11, 30), 6)
    assert term.ends_on == date(2027, 5, 30)
    # 28 February 2027 is a Sunday, and so is 30 May.
    assert proposed(term) == [(PROGRESS, date(2027, 2, 26)), (FINAL, date(2027, 5, 28))]


def test_days_over_christmas_are_moved_back() -> None:
    found = proposed(Term(date(2025, 9, 28), 6))
    assert found[0] == (PROGRESS, date(2025, 12, 24))


@given(terms, st.integers(1, 6))
def test_a_plan_keeps_to_its_contract(term: Term, every: int) -> None:
    *progress, final = proposed(term, every)
    assert final[0] == FINAL
    assert all(kind == PROGRESS for kind, _ in progress)
    found = [day for _, day in (*progress, final)]
    assert found == sorted(set(found))
    assert all(clock.is_working_day(day) for day in found)
    assert all(term.signed_on < day <= term.ends_on for day in found)
    assert term.last_month_on - timedelta(days=6) <= final[1]
    assert all(day <= term.last_month_on for _, day in progress)


@given(terms, st.integers(1, 6))
def test_no_two_panels_are_further_apart_than_the_setting_and_the_last_month(
    term: Term, every: int
) -> None:
    met = [term.signed_on, *(day for _, day in proposed(term, every))]
    for before, after in pairwise(met):
        assert after <= before + relativedelta(months=every + 1, days=6)


@given(terms, st.integers(1, 6), st.lists(days, max_size=4), days)
def test_each_panel_held_starts_the_count_anew(
    term: Term, every: int, reviewed: list[date], since: date
) -> None:
    found = proposed(term, every, reviewed=reviewed, since=since)
    starts = [term.signed_on, *(day for day in reviewed if day > term.signed_on)]
    for day in (day for kind, day in found if kind == PROGRESS):
        before = max(start for start in starts if start <= day)
        after = min([start for start in starts if start > day], default=None)
        assert day + timedelta(days=6) >= before + relativedelta(months=every)
        assert after is None or day <= after - timedelta(days=28)
        assert day >= since


def test_every_last_day_of_a_term_is_reached_by_its_months() -> None:
    for months in range(3, 13):
        for day in (date(2026, 1, 31), date(2024, 2, 29), date(2026, 8, 31)):
            term = Term(day, months)
            assert term.ends_on.day <= day.day
            assert (term.ends_on.year - day.year) * 12 + term.ends_on.month - day.month == months


def test_a_plan_as_proposed_needs_no_change() -> None:
    steps = [
        Step(f"P-{n}", kind, day, settled=False) for n, (kind, day) in enumerate(proposed(YEAR))
    ]
    assert replanned(steps) == []


def test_a_plan_follows_what_is_settled() -> None:
    steps = [
        Step("P-1", PROGRESS, date(2026, 6, 24), settled=True),
        Step("P-2", PROGRESS, date(2026, 9, 10), settled=False),
        Step("P-3", PROGRESS, date(2026, 12, 10), settled=False),
        Step("P-4", FINAL, date(2027, 3, 10), settled=False),
    ]
    assert replanned(steps) == [
        PlanChange("P-2", PROGRESS, date(2026, 9, 10), date(2026, 9, 24)),
        PlanChange("P-3", PROGRESS, date(2026, 12, 10), date(2026, 12, 24)),
    ]


def test_what_nothing_is_left_for_is_dropped_and_what_is_missing_is_new() -> None:
    late = Step("P-1", PROGRESS, date(2026, 11, 20), settled=True)
    after = [
        Step("P-2", PROGRESS, date(2026, 12, 10), settled=False),
        Step("P-3", PROGRESS, date(2027, 2, 3), settled=False),
    ]
    assert replanned([late, *after], (PROGRESS,), since=date(2026, 11, 21)) == [
        PlanChange("P-2", PROGRESS, date(2026, 12, 10), None),
        PlanChange("P-3", PROGRESS, date(2027, 2, 3), None),
    ]
    early = Step("P-1", PROGRESS, date(2026, 4, 10), settled=True)
    assert replanned([early, *after], (PROGRESS,), since=date(2026, 4, 11)) == [
        PlanChange("P-2", PROGRESS, date(2026, 12, 10), date(2026, 7, 10)),
        PlanChange("P-3", PROGRESS, date(2027, 2, 3), date(2026, 10, 9)),
        PlanChange("", PROGRESS, None, date(2027, 1, 8)),
    ]


def test_a_final_panel_that_is_arranged_is_enough() -> None:
    arranged = Step("P-4", FINAL, date(2027, 2, 24), settled=True)
    assert PlanChange("", FINAL, None, date(2027, 3, 10)) in replanned([])
    assert all(change.kind == PROGRESS for change in replanned([arranged]))


@given(terms, st.integers(1, 6), st.lists(st.tuples(days, st.booleans()), max_size=6))
def test_a_plan_that_was_followed_needs_no_further_change(
    term: Term, every: int, met: list[tuple[date, bool]]
) -> None:
    steps = [
        Step(f"P-{number}", PROGRESS, day, settled)
        for number, (day, settled) in enumerate(sorted(met))
    ]

    def change(known: Sequence[Step]) -> list[PlanChange]:
        return rules.replan(term, known, kinds=(PROGRESS, FINAL), every=every, days=clock)

    changes = {each.ref: each for each in change(steps) if each.ref}
    made = [each for each in change(steps) if not each.ref]
    after = [
        *(step for step in steps if step.ref not in changes),
        *(
            Step(each.ref, each.kind, each.now, settled=False)
            for each in changes.values()
            if each.now
        ),
        *(
            Step(f"N-{n}", each.kind, each.now, settled=False)
            for n, each in enumerate(made)
            if each.now
        ),
    ]
    assert change(after) == []


@pytest.mark.parametrize(
    ("months", "extended", "sentence"),
    [
        (4, 0, "An order lasts 12 months at most, and this one is 9 months long. Enter 3 at most."),
        (
            2,
            2,
            "An order lasts 12 months at most, and this one is 11 months long, 2 of them added. "
            "Enter 1 at most.",
        ),
        (
            1,
            3,
            "An order lasts 12 months at most, and this one is 12 months long, 3 of them added. "
            "It cannot be extended any further.",
        ),
    ],
)
def test_an_order_is_not_extended_beyond_twelve_months(
    months: int, extended: int, sentence: str
) -> None:
    with pytest.raises(rules.Refused) as refused:
        rules.check_extension(months, length=9, extended=extended)
    assert refused.value.sentence == sentence
    rules.check_extension(12 - 9 - extended, length=9, extended=extended)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 3, 2), "That day has passed. Choose a day to come."),
        (
            date(2026, 4, 6),
            "No panel sits on that day: it is a weekend or a bank holiday. "
            "The last working day before it is 2 April.",
        ),
        (
            date(2027, 3, 11),
            "The contract ends on 10 March 2027. "
            "Choose a day before that, or note an extension first.",
        ),
    ],
)
def test_a_panel_is_due_on_a_working_day_of_the_contract(day: date, sentence: str) -> None:
    with pytest.raises(rules.Refused) as refused:
        rules.check_plan_day(day, term=YEAR, was=None, today=date(2026, 3, 3), days=clock)
    assert refused.value.sentence == sentence
    rules.check_plan_day(day, term=YEAR, was=day, today=date(2026, 3, 3), days=clock)


def test_an_order_comes_here_while_its_contract_runs() -> None:
    came = rules.Transfer(on_day=date(2026, 3, 2), signed_on=date(2025, 9, 3))
    rules.check_transfer(came, court_date=date(2025, 8, 20), months=6, today=date(2026, 3, 2))
    with pytest.raises(rules.Refused, match="ended on 3 February 2026") as refused:
        rules.check_transfer(came, court_date=date(2025, 8, 20), months=5, today=date(2026, 3, 2))
    assert refused.value.field == "months"


def test_only_the_changes_that_were_shown_are_agreed_to() -> None:
    one, other = (PlanChange("P-1", PROGRESS, TENTH, TENTH + timedelta(n)) for n in (1, 2))
    assert rules.key_of([one]) == rules.WouldReplan([one]).key != rules.key_of([other])
    assert rules.key_of([one]) != rules.KEEP
