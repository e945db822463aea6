"""Over which year, and that no figure is of a few."""

from datetime import date

import pytest

from portal.reparation.rules import outcomes as rules
from portal.reparation.rules.outcomes import Counted


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 3, 2), date(2025, 3, 1), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
        (date(2024, 3, 31), date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_year_is_of_twelve_months_that_are_over(day: date, first: date, last: date) -> None:
    assert rules.year_until(day) == (first, last)


def test_what_is_of_few_children_is_not_told_however_much_it_is() -> None:
    few = rules.published(Counted(40, 4, 60, 4, 7200, 4, 1), 5)
    assert list(few.values()) == [
        "40",
        "Fewer than 5",
        "Too few to tell",
        "Too few to tell",
        "Fewer than 5",
        "Too few to tell",
    ]
    many = rules.published(Counted(1240, 31, 60, 25, 7290, 20, 12), 5)
    assert list(many.values()) == ["1,240", "25", "60", "121", "31", "60%"]
