"""Which reminder is due on a day."""

from datetime import date

import pytest

from portal.training.rules import step_on, unsent

STEPS = (90, 60, 30, 7)
LAST = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 90),
        (date(2026, 1, 30), 90),
        (date(2026, 1, 31), 60),
        (date(2026, 3, 2), 30),
        (date(2026, 3, 25), 7),
        (date(2026, 4, 1), 7),
        (date(2026, 4, 2), 0),
        (date(2026, 5, 1), 0),
        (date(2026, 5, 2), None),
    ],
)
def test_the_step_is_the_nearest_reached_and_lapse_is_the_day_after(
    today: date, step: int | None
) -> None:
    assert step_on(LAST, today, STEPS) == step


def test_steps_count_over_a_leap_day() -> None:
    assert step_on(date(2028, 3, 7), date(2028, 2, 29), STEPS) == 7
    assert step_on(date(2028, 3, 7), date(2028, 2, 28), STEPS) == 30


def test_a_nearer_reminder_stands_for_one_that_was_missed() -> None:
    assert unsent(30, LAST, [(LAST, 60)])
    assert not unsent(30, LAST, [(LAST, 30)])
    assert not unsent(30, LAST, [(LAST, 7)])
    assert unsent(30, LAST, [(date(2026, 3, 1), 7)])
