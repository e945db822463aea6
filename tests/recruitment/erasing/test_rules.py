"""When somebody is forgotten, and that nobody is without a warning."""

from datetime import date

from portal.recruitment.rules.erasing import Keeping

HALF = Keeping(months=6, warning_days=14)
ENDED = date(2026, 3, 2)


def test_six_months_end_on_the_same_day_of_a_month_or_its_last() -> None:
    assert HALF.due(ENDED, None) == date(2026, 9, 2)
    assert HALF.due(date(2026, 8, 31), None) == date(2027, 2, 28)


def test_coordinators_are_warned_once_from_two_weeks_before() -> None:
    assert not HALF.is_to_warn(ENDED, None, None, date(2026, 8, 18))
    assert HALF.is_to_warn(ENDED, None, None, date(2026, 8, 19))
    assert not HALF.is_to_warn(ENDED, None, date(2026, 8, 19), date(2026, 8, 20))


def test_nobody_is_erased_who_was_not_warned_of() -> None:
    assert not HALF.is_to_erase(ENDED, None, None, date(2030, 1, 1))


def test_a_late_warning_puts_the_day_off() -> None:
    warned = date(2026, 8, 30)
    assert HALF.erased_on(ENDED, None, warned) == date(2026, 9, 13)
    assert not HALF.is_to_erase(ENDED, None, warned, date(2026, 9, 12))
    assert HALF.is_to_erase(ENDED, None, warned, date(2026, 9, 13))


def test_a_warning_of_an_end_before_does_not_count() -> None:
    again = date(2026, 10, 1)
    assert HALF.is_to_warn(again, None, date(2026, 8, 19), date(2027, 3, 25))
    assert not HALF.is_to_erase(again, None, date(2026, 8, 19), date(2027, 6, 1))


def test_what_is_still_needed_is_kept_longer_than_it_would_have_been() -> None:
    until = HALF.longer(ENDED, date(2026, 8, 20), 3)
    assert until == date(2026, 12, 2)
    assert HALF.longer(ENDED, date(2026, 10, 20), 3) == date(2027, 1, 20)
    assert HALF.due(ENDED, until) == until
    assert HALF.due(ENDED, date(2026, 3, 1)) == date(2026, 9, 2)
