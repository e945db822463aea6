"""A year's figures, over plain values."""

from datetime import date, timedelta

import pytest

from portal.panels.rules import Year, year_bounds


def test_a_year_has_its_first_and_its_last_day() -> None:
    bounds = (date(2026, 1, 1), date(2026, 12, 31))
    assert [year_bounds(day) for day in (bounds[0], date(2026, 3, 2), bounds[1])] == [bounds] * 3


def test_a_year_adds_up_sittings_hours_and_chairs() -> None:
    hour = timedelta(hours=1)
    sat = [("chair", hour), ("member", 2 * hour), ("observer", hour), ("chair", hour)]
    year = Year.of(*year_bounds(date(2026, 3, 2)), sat)
    assert (year.sittings, year.hours, year.chaired) == (4, "5 hours", 2)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 hours"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (24 * 60, "24 hours"),
    ],
)
def test_hours_in_words(minutes: int, words: str) -> None:
    sat = [("member", timedelta(minutes=minutes))]
    assert Year.of(*year_bounds(date(2026, 3, 2)), sat).hours == words
