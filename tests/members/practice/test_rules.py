"""When somebody who chairs is to be watched again."""

from datetime import date

import pytest

from portal.members.rules import practice as rules

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("last_on", "expected"),
    [
        (None, ("Not watched yet", "due")),
        (date(2025, 3, 1), ("Due since 1 March 2026", "due")),
        (date(2025, 3, 2), ("Due by 2 March 2026", "wait")),
        (date(2025, 4, 14), ("Next by 14 April 2026", "ok")),
    ],
)
def test_a_chair_is_watched_once_in_so_many_months(
    last_on: date | None, expected: tuple[str, str]
) -> None:
    assert rules.standing(last_on, 12, TODAY) == expected
