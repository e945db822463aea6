"""When what volunteers have to sign is overdue and reminded of, and under which name they sign."""

from datetime import date, timedelta

import pytest

from portal.members.rules import check_own_name, is_overdue, reminder_day
from portal.site.refusals import Refused

SINCE = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days_on", "due"),
    [(14, None), (15, 15), (21, 15), (22, None), (28, None), (29, 29), (35, 29), (43, None)],
)
def test_a_reminder_is_due_when_it_is_overdue_and_as_many_days_later(
    days_on: int, due: int | None
) -> None:
    on = reminder_day(SINCE, SINCE + timedelta(days=days_on), 14, 2)
    assert on == (SINCE + timedelta(days=due) if due else None)


def test_the_first_is_due_on_the_day_on_which_it_is_overdue() -> None:
    first = SINCE + timedelta(days=15)
    assert reminder_day(SINCE, first, 14, 1) == first
    assert is_overdue(SINCE, first, 14)
    assert not is_overdue(SINCE, first - timedelta(days=1), 14)


def test_with_none_asked_for_there_is_none() -> None:
    assert reminder_day(SINCE, SINCE + timedelta(days=15), 14, 0) is None


@pytest.mark.parametrize(
    "typed", ["Siân O’Neill", "sian oneill", "S. O'NEILL", "Siân Davies-Llŷr", "Shân", "Ngũgĩ Shan"]
)
def test_any_word_of_a_name_that_is_held_is_enough(typed: str) -> None:
    check_own_name(typed, "Siân O’Neill", "Shân")


@pytest.mark.parametrize("typed", ["Mickey Mouse", "S. O.", "x", "123"])
def test_anothers_name_is_no_signature(typed: str) -> None:
    with pytest.raises(Refused, match="as we hold it: Siân O’Neill") as refused:
        check_own_name(typed, "Siân O’Neill", None)
    assert refused.value.field == "name"


def test_a_name_without_a_word_to_compare_is_signed_with_any() -> None:
    check_own_name("Bo X", "X", None)
