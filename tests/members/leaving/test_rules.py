"""Which day is somebody's last, and how long what is held of them is kept."""

from datetime import date

from portal.members.rules import gone_by, keep_until


def test_a_last_day_is_still_one_of_theirs() -> None:
    last = date(2026, 3, 2)
    assert [gone_by(day, last) for day in (last, date(2026, 3, 3))] == [False, True]
    assert not gone_by(date.max, None)


def test_what_is_held_is_kept_some_years_to_the_day() -> None:
    assert keep_until(date(2026, 3, 2), 6) == date(2032, 3, 2)
    assert keep_until(date(2024, 2, 29), 1) == date(2025, 2, 28)
