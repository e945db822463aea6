"""A lapsed check bars, unless somebody decided otherwise; and when it is reminded of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.members.rules import (
    Check,
    Decision,
    DueDays,
    Occasion,
    Profile,
    Rulings,
    Standing,
    Then,
    check_state,
    check_tag,
    may_sit,
    recheck_after_asking,
    reminder_due,
)

TODAY = date(2026, 3, 2)
PANEL = Occasion(day=date(2026, 3, 10), parts=("evening",), area_id=None, area_name="", today=TODAY)
LAPSED = Check(date(2023, 3, 1), date(2026, 3, 1))
STEPS = (60, 30, 7)


def standing(dbs: Check | None) -> Standing:
    return Rulings().standing(Profile("active", 2, may_chair=True, dbs=dbs), Then(), PANEL)


@pytest.mark.parametrize(
    ("dbs", "words", "state"),
    [
        (LAPSED, "Can’t sit: DBS lapsed", "risk"),
        (replace(LAPSED, bars=False), "Can sit, DBS lapsed", "due"),
        (
            replace(LAPSED, decision=Decision(bars=False, until=PANEL.day)),
            "Can sit, DBS lapsed",
            "due",
        ),
        (
            replace(LAPSED, decision=Decision(bars=False, until=PANEL.day - timedelta(1))),
            "Can’t sit: DBS lapsed",
            "risk",
        ),
        (
            replace(LAPSED, bars=False, decision=Decision(bars=True, until=PANEL.day)),
            "Can’t sit: DBS lapsed",
            "risk",
        ),
        (replace(LAPSED, recheck_on=date(2026, 3, 9), bars=False), "Can sit, DBS lapses", "due"),
        (None, "Can’t sit: no DBS check", "risk"),
    ],
)
def test_a_lapsed_check_bars_as_the_service_or_a_coordinator_decided(
    dbs: Check | None, words: str, state: str
) -> None:
    stands = standing(dbs)
    assert (stands.words(), stands.state()) == (words, state)


def test_what_was_decided_is_said_with_its_day_and_the_remedy() -> None:
    dbs = replace(LAPSED, decision=Decision(bars=False, until=date(2026, 3, 30)))
    [against] = [each for each in standing(dbs).reasons if each.about == "check"]
    assert against.text == (
        "The DBS re-check was due on 1 March; it is decided that it does not bar until 30 March"
    )
    assert against.remedy == "start a new DBS check now, and record it when it has been seen"


@pytest.mark.parametrize(
    ("dbs", "tag", "sits"),
    [
        (LAPSED, ("Lapsed on 1 March", "risk"), False),
        (replace(LAPSED, bars=False), ("Lapsed on 1 March, may sit", "due"), True),
        (
            replace(LAPSED, decision=Decision(bars=False, until=date(2026, 3, 30))),
            ("Lapsed on 1 March, may sit until 30 March", "due"),
            True,
        ),
        (replace(LAPSED, recheck_on=TODAY), ("Due soon: 2 March", "due"), True),
        (None, ("No DBS check", "risk"), False),
    ],
)
def test_a_tag_says_whether_a_lapsed_check_lets_them_sit(
    dbs: Check | None, tag: tuple[str, str], sits: bool
) -> None:
    assert (check_tag(dbs, DueDays(TODAY, 90)), may_sit(dbs, TODAY)) == (tag, sits)


@pytest.mark.parametrize(
    ("left", "step"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_the_nearest_distance_reached_is_reminded_of(left: int, step: int | None) -> None:
    assert reminder_due(TODAY + timedelta(left), TODAY, STEPS) == step


def test_after_a_status_check_it_is_asked_again_later_or_checked_at_once() -> None:
    made_on = date(2025, 8, 31)
    assert recheck_after_asking(made_on, 18, changed=False) == date(2027, 2, 28)
    assert recheck_after_asking(made_on, 18, changed=True) == made_on


@pytest.mark.parametrize(
    ("recheck_on", "state"),
    [
        (None, "undated"),
        (date(2026, 3, 1), "lapsed"),
        (date(2026, 3, 2), "due"),
        (date(2026, 5, 31), "due"),
        (date(2026, 6, 1), "in_date"),
    ],
)
def test_a_check_stands_by_the_day_on_which_it_is_to_be_made_again(
    recheck_on: date | None, state: str
) -> None:
    assert check_state(Check(date(2023, 1, 1), recheck_on), DueDays(TODAY, 90)) == state
    assert check_state(None, DueDays(TODAY, 90)) == "none"
