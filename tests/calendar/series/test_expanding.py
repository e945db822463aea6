"""What the portal shows and what another program makes of the text are the same."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from portal import clock
from portal.calendar import actions
from portal.calendar.models import Entry, EntryAudience, EntryStatus, Series
from portal.calendar.rules import Every, Repeat, by_of
from portal.database import session
from portal.people.models import Person
from tests.calendar.series.scenes import (
    TEN,
    THURSDAY,
    expanded,
    expanded_by_ical_js,
    going,
    made,
    meeting,
    series_of,
    written,
)
from tests.factories import RoomFactory, VenueFactory


@pytest.mark.parametrize(
    ("first", "every", "interval", "by"),
    [
        (THURSDAY, Every.DAY, 6, ""),
        (THURSDAY, Every.WEEK, 2, "MO,TH"),
        (THURSDAY, Every.WEEK, 2, "TH"),
        (date(2026, 3, 31), Every.MONTH_DATE, 1, "31"),
        (date(2026, 3, 10), Every.MONTH_WEEKDAY, 1, "2TU"),
        (date(2026, 3, 31), Every.MONTH_WEEKDAY, 2, "-1TU"),
        (date(2026, 3, 29), Every.WEEK, 1, "SU"),
    ],
)
@pytest.mark.parametrize("all_day", [False, True])
def test_other_programs_expand_three_years_to_what_the_portal_shows(
    colleague: Person, first: date, every: Every, interval: int, by: str, *, all_day: bool
) -> None:
    repeat = Repeat(every, interval, by, until=first.replace(year=2029))
    bounds = clock.day_bounds(first, first)
    hours = {"all_day": True, "starts_at": bounds[0], "ends_at": bounds[1]} if all_day else {}
    times = made(colleague, repeat, day=first, **hours)
    assert len(times) > 8
    assert going() == expanded() == expanded_by_ical_js()
    if not all_day:
        assert {clock.london(each.starts_at).time() for each in times} == {TEN}


@pytest.mark.parametrize("starts", [time(0, 30), time(1), time(1, 30), time(2)])
def test_even_in_the_hours_in_which_clocks_change(colleague: Person, starts: time) -> None:
    made(
        colleague,
        Repeat(Every.DAY, times=200),
        day=date(2026, 3, 27),
        starts=starts,
        ends=time(2, 15),
    )
    found = expanded()
    assert len(found) == 200
    assert found == going()


def test_even_when_it_begins_in_the_hour_that_the_spring_skips(colleague: Person) -> None:
    made(colleague, Repeat(Every.WEEK, 1, "SU", times=40), day=date(2026, 3, 29), starts=time(1))
    assert len(going()) == 40
    assert going() == expanded()


def test_a_series_with_every_kind_of_exception_is_read_alike(colleague: Person) -> None:
    times = made(colleague, Repeat(Every.WEEK, 1, "TH", times=40))
    room = RoomFactory(venue=VenueFactory(grid_e=372400, grid_n=491800))
    moved = meeting(times[3].first_day + timedelta(days=2), time(14), time(16), room=room, place="")
    actions.change_occurrence(entry=times[3], details=moved, actor=colleague)
    actions.cancel_occurrence(entry=times[0], actor=colleague)
    actions.cancel_occurrence(entry=times[7], actor=colleague)
    rest = meeting(times[20].first_day, time(9), TEN, title="Another")
    repeat = Repeat(Every.WEEK, 2, "TH", times=5)
    actions.change_series(entry=times[20], event=rest, repeat=repeat, actor=colleague, whole=False)
    session.commit()
    assert len(going()) == 20 - 2 + 5
    assert going() == expanded() == expanded_by_ical_js()
    assert written().count("GEO:") == 1


changes = st.tuples(
    st.sampled_from(["move", "call off", "move all after", "call off all after"]),
    st.integers(0, 11),
    st.integers(-3, 3),
    st.integers(0, 22),
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.dates(date(2026, 3, 3), date(2026, 11, 1)),
    every=st.sampled_from(Every),
    interval=st.integers(1, 3),
    starts=st.integers(0, 22),
    changed=st.lists(changes, max_size=4),
)
def test_whatever_is_changed_both_agree(
    colleague: Person,
    first: date,
    every: Every,
    interval: int,
    starts: int,
    changed: list[tuple[str, int, int, int]],
) -> None:
    for table in (EntryAudience, Entry, Series):  # of the example before
        session.execute(delete(table))
    session.expire_all()
    repeat = Repeat(every, interval, by_of(every, first), times=12)
    times = made(colleague, repeat, day=first, starts=time(starts), ends=time(starts + 1))
    for what, number, days_off, hour in changed:
        _change(colleague, times[number], what, (timedelta(days=days_off), time(hour)))
        session.commit()
    assert going() == expanded()


def _change(colleague: Person, entry: Entry, what: str, to: tuple[timedelta, time]) -> None:
    """Do to one time of a series what was drawn; what is called off already stays so."""
    if entry.status is EntryStatus.CANCELLED or entry.recurs_on is None:
        return
    day, starts = entry.recurs_on + to[0], to[1]
    event = meeting(day, starts, time(starts.hour + 1), title=f"{what} {starts}")
    if what == "move":
        actions.change_occurrence(entry=entry, details=event, actor=colleague)
    elif what == "call off":
        actions.cancel_occurrence(entry=entry, actor=colleague)
    elif what == "call off all after":
        actions.cancel_series(entry=entry, actor=colleague, whole=False)
    else:
        old = Repeat.of(series_of(entry).rrule)
        rest = Repeat(old.every, old.interval, by_of(old.every, day), times=5)
        actions.change_series(entry=entry, event=event, repeat=rest, actor=colleague, whole=False)
