from datetime import UTC, date, datetime, timedelta

import pytest

from portal import clock
from portal.site import filters

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_day_has_its_year_only_when_it_is_another(app: object) -> None:
    with clock.frozen(NOON):
        assert filters.day(date(2026, 3, 10)) == "Tuesday 10 March"
        assert filters.day(date(2027, 3, 10)) == "Wednesday 10 March 2027"
        assert filters.short_day(date(2026, 3, 10)) == "Tue 10 March"
        assert filters.short_day(date(2025, 3, 10)) == "Mon 10 March 2025"
    assert filters.day_year(date(2026, 3, 10)) == "Tuesday 10 March 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (12, 0, "midday"),
        (12, 30, "12:30pm"),
        (17, 30, "5:30pm"),
    ],
)
def test_time_is_written_the_govuk_way(hour: int, minute: int, words: str) -> None:
    assert filters.time(datetime(2026, 3, 2, hour, minute, tzinfo=UTC)) == words


def test_time_is_londons_in_summer() -> None:
    assert filters.time(datetime(2026, 7, 2, 16, 30, tzinfo=UTC)) == "5:30pm"


def test_span_names_the_days_only_when_it_runs_over_midnight() -> None:
    with clock.frozen(NOON):
        assert filters.span(NOON, NOON + timedelta(hours=1)) == "midday to 1pm"
        assert filters.span(NOON, NOON + timedelta(hours=12)) == "midday to midnight"
        assert (
            filters.span(NOON, NOON + timedelta(hours=13))
            == "midday on Monday 2 March to 1am on Tuesday 3 March"
        )


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Today"), (-1, "Yesterday"), (1, "Tomorrow"), (-2, "Saturday 28 February")],
)
def test_moment_says_today_when_it_is(days: int, words: str) -> None:
    with clock.frozen(NOON):
        at = NOON + timedelta(days=days)
        assert filters.moment(at) == f"{words}, midday"
        inside = words if days == -2 else words.lower()
        assert filters.moment(at, begins=False) == f"{inside}, midday"


def test_a_day_near_is_named_once() -> None:
    with clock.frozen(NOON):
        near = [filters.when_named(date(2026, 3, day)) for day in (2, 3, 5, 17)]
    assert near == [
        "today, Monday 2 March",
        "tomorrow, Tuesday 3 March",
        "on Thursday 5 March",
        "on Tuesday 17 March",
    ]


def test_plural_counts() -> None:
    assert [filters.plural(n, "panel") for n in (0, 1, 2, 1200)] == [
        "0 panels",
        "1 panel",
        "2 panels",
        "1,200 panels",
    ]
    assert filters.plural(2, "person", "people") == "2 people"
