"""Days away that come again."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.members.rules import again_in_words, away_in_words, occurrences

JANUARY = (date(2026, 1, 31), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("repeats", "begin"),
    [
        (None, [(1, 31)]),
        ("weekly", [(1, 31), (2, 7), (2, 14), (2, 21), (2, 28)]),
        ("fortnightly", [(1, 31), (2, 14), (2, 28)]),
        ("monthly", [(1, 31), (2, 28)]),
        ("yearly", [(1, 31)]),
    ],
)
def test_days_that_come_again(repeats: str | None, begin: list[tuple[int, int]]) -> None:
    found = occurrences(JANUARY, repeats, None, date(2026, 1, 1), date(2026, 2, 28))
    assert [(each[0].month, each[0].day) for each in found] == begin


def test_a_month_end_stays_a_month_end_and_a_leap_day_the_last_of_february() -> None:
    monthly = occurrences(JANUARY, "monthly", None, date(2026, 2, 1), date(2026, 5, 31))
    assert [each[0].day for each in monthly] == [28, 31, 30, 31]
    leap = (date(2024, 2, 29), date(2024, 3, 1))
    yearly = occurrences(leap, "yearly", None, date(2025, 1, 1), date(2028, 12, 31))
    assert [each[0] for each in yearly] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


@given(
    starts=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    length=st.integers(0, 40),
    repeats=st.sampled_from(["weekly", "fortnightly", "monthly", "yearly"]),
    until=st.none() | st.dates(date(2024, 1, 1), date(2029, 1, 1)),
    window=st.tuples(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 400)),
)
def test_a_window_shows_exactly_the_days_of_the_whole_rule_that_touch_it(
    starts: date,
    length: int,
    repeats: str,
    until: date | None,
    window: tuple[date, int],
) -> None:
    span, first = (starts, starts + timedelta(days=length)), window[0]
    last = first + timedelta(days=window[1])
    whole = occurrences(span, repeats, until, date.min, date(2030, 1, 1))
    found = occurrences(span, repeats, until, first, last)
    assert found == [each for each in whole if each[0] <= last and each[1] >= first]
    assert all(ends - begins == span[1] - span[0] for begins, ends in whole)
    assert all(until is None or begins <= until for begins, _ in whole)
    gaps = [later[0] - each[0] for each, later in pairwise(whole)]
    assert all(gap > timedelta() for gap in gaps)


@pytest.mark.parametrize(
    ("repeats", "until", "words"),
    [
        (None, None, ""),
        ("weekly", None, "every week"),
        ("monthly", date(2026, 6, 30), "every month until 30 June"),
        ("yearly", date(2028, 1, 31), "every year until 31 January 2028"),
    ],
)
def test_how_days_come_again_is_told(repeats: str | None, until: date | None, words: str) -> None:
    near = date(2026, 3, 2)
    assert again_in_words(repeats, until, near) == words
    then = f", then {words}" if words else ""
    assert away_in_words(JANUARY, repeats, until, near) == f"on Saturday 31 January{then}"
