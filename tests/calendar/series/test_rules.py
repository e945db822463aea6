"""How something repeats: on which days, and in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar.rules import Every, Repeat, by_of, by_weekdays, in_a_row, years_after

LAST_OF_MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("every", "interval", "by", "words"),
    [
        (Every.DAY, 1, "", "Every day"),
        (Every.DAY, 2, "", "Every second day"),
        (Every.DAY, 10, "", "Every 10 days"),
        (Every.WEEK, 1, "TH", "Every Thursday"),
        (Every.WEEK, 2, "TH", "Every second Thursday"),
        (Every.WEEK, 2, "MO,TH", "Every second week on Monday and Thursday"),
        (Every.WEEK, 1, "MO,TU,TH", "Every Monday, Tuesday and Thursday"),
        (Every.MONTH_DATE, 1, "31", "On day 31 of every month"),
        (Every.MONTH_WEEKDAY, 1, "2TU", "On the second Tuesday of every month"),
        (Every.MONTH_WEEKDAY, 3, "-1FR", "On the last Friday of every 3 months"),
    ],
)
def test_a_rule_is_told_in_words(every: Every, interval: int, by: str, words: str) -> None:
    assert Repeat(every, interval, by, times=5).words == words


def test_a_month_without_the_day_is_left_out() -> None:
    repeat = Repeat(Every.MONTH_DATE, 1, "31", times=4)
    assert repeat.days(LAST_OF_MARCH) == [
        LAST_OF_MARCH,
        date(2026, 5, 31),
        date(2026, 7, 31),
        date(2026, 8, 31),
    ]


def test_a_fifth_weekday_of_a_month_is_its_last() -> None:
    assert by_of(Every.MONTH_WEEKDAY, LAST_OF_MARCH) == "-1TU"
    assert by_of(Every.MONTH_WEEKDAY, date(2026, 3, 24)) == "4TU"


def test_weekdays_are_in_the_order_of_the_week() -> None:
    assert by_weekdays([3, 0]) == "MO,TH"
    assert Repeat(Every.WEEK, 1, "MO,TH").weekdays == [0, 3]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 5), date(2029, 3, 5)),
        (date(2028, 2, 29), date(2031, 2, 28)),
        (date(2026, 2, 28), date(2029, 2, 28)),
    ],
)
def test_it_runs_for_three_years(first: date, last: date) -> None:
    assert years_after(first) == last


def test_words_stand_in_a_row() -> None:
    rows = [in_a_row(["a", "b", "c"][:number]) for number in range(4)]
    assert rows == ["", "a", "a and b", "a, b and c"]


@given(
    first=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    every=st.sampled_from(Every),
    interval=st.integers(1, 52),
    times=st.integers(1, 10),
)
def test_a_rule_by_its_first_day_begins_on_it_and_is_read_as_it_was_written(
    first: date, every: Every, interval: int, times: int
) -> None:
    repeat = Repeat(every, interval, by_of(every, first), times=times)
    assert Repeat.of(repeat.text) == repeat
    days = repeat.days(first)
    assert days[0] == first
    assert days == sorted(set(days))
