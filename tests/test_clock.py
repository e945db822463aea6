"""The clock counts working days as a person with a calendar would."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock

DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))


def test_twenty_working_days_step_over_easter() -> None:
    # Good Friday and Easter Monday 2026 are 3 and 6 April.
    assert clock.add_working_days(date(2026, 3, 20), 20) == date(2026, 4, 21)


def test_day_one_is_the_next_working_day() -> None:
    assert clock.add_working_days(date(2026, 3, 6), 1) == date(2026, 3, 9)


def test_a_day_off_itself_never_counts() -> None:
    assert clock.add_working_days(date(2026, 12, 25), 1) == date(2026, 12, 29)
    assert clock.add_working_days(date(2026, 12, 27), -1) == date(2026, 12, 24)


def test_christmas_2026_is_kept_on_the_monday() -> None:
    assert clock.bank_holiday(date(2026, 12, 28)) is not None


@given(DAYS, DAYS)
def test_between_counts_each_working_day_once(start: date, end: date) -> None:
    low, high = sorted((start, end))
    days = [low + timedelta(days=n) for n in range(1, (high - low).days + 1)]
    expected = sum(clock.is_working_day(day) for day in days)
    assert clock.working_days_between(low, high) == expected
    assert clock.working_days_between(high, low) == -expected


@given(DAYS, st.integers(-300, 300).filter(bool))
def test_adding_lands_on_a_working_day_that_many_away(day: date, count: int) -> None:
    there = clock.add_working_days(day, count)
    assert clock.is_working_day(there)
    if count > 0:
        assert clock.working_days_between(day, there) == count
    else:
        assert clock.working_days_between(there, day - timedelta(days=1)) == -count - 1


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 1, 5), 17), (date(2026, 7, 6), 16)],
    ids=["winter", "summer"],
)
def test_five_in_london_is_a_moment_in_utc(day: date, hour: int) -> None:
    moment = clock.at(day, time(17))
    assert moment == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_today_is_londons() -> None:
    with clock.frozen(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 2)
