"""On which dates a session is repeated."""

from datetime import date

import pytest

from portal.training import rules


@pytest.mark.parametrize(
    ("first", "every", "until", "days"),
    [
        (
            date(2026, 3, 10),
            "weekly",
            date(2026, 3, 24),
            [date(2026, 3, 17), date(2026, 3, 24)],
        ),
        (date(2026, 3, 10), "fortnightly", date(2026, 4, 6), [date(2026, 3, 24)]),
        (
            date(2026, 1, 31),
            "monthly",
            date(2026, 3, 31),
            [date(2026, 2, 28), date(2026, 3, 31)],
        ),
    ],
)
def test_a_repeat_ends_with_its_last_day_included(
    first: date, every: str, until: date, days: list[date]
) -> None:
    assert rules.repeated(first, every, until) == days


def test_far_too_many_at_once_are_refused() -> None:
    with pytest.raises(rules.Refused, match="more than 30 sessions"):
        rules.check_dates(
            rules.repeated(date(2026, 3, 10), "weekly", date(2028, 3, 10)), field="until"
        )
