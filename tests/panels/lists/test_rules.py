"""How long each of a list has to answer."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.clock import LONDON
from portal.panels import rules

SITS = datetime.combine(date(2026, 3, 16), time(17, 30), LONDON)


def ends(now: datetime, *, starts_at: datetime = SITS) -> datetime:
    """Return until when somebody who is asked now may answer."""
    return rules.turn_ends_at(now, starts_at=starts_at, most=72, least=4, percent=25)


def test_the_time_is_a_share_of_what_is_left_between_a_most_and_a_least() -> None:
    assert ends(SITS - timedelta(days=14)) == datetime(2026, 3, 5, 17, tzinfo=LONDON)  # the most
    assert ends(SITS - timedelta(days=4)) == datetime(2026, 3, 13, 17, tzinfo=LONDON)
    day = SITS.replace(hour=9, minute=0)
    assert ends(day) == SITS.replace(hour=13, minute=0)  # the least
    assert ends(SITS.replace(hour=15)) == SITS.replace(hour=16, minute=0)  # never in the last hour


def test_nobody_s_time_runs_out_at_night() -> None:
    late = datetime(2026, 3, 14, 20, 30, tzinfo=LONDON)
    assert ends(late) == datetime(2026, 3, 15, 9, tzinfo=LONDON)
    assert ends(datetime(2026, 3, 15, 18, tzinfo=LONDON)) == datetime(2026, 3, 16, 9, tzinfo=LONDON)


@given(st.integers(0, 60 * 24 * 30), st.integers(0, 60 * 24 * 30))
def test_whoever_is_asked_later_never_has_longer_than_the_most(first: int, second: int) -> None:
    now = SITS - timedelta(minutes=max(first, second))
    until = ends(now)
    assert now <= until
    assert until <= max(now, SITS - timedelta(hours=1))
    assert until - now <= timedelta(hours=72 + 12)  # a night at the most on top
