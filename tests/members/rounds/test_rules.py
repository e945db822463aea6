"""Which dates a round asks about, and what short cuts tick."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.members.rules import (
    as_before,
    away_lines,
    months_of,
    name_of_round,
    parts_asked,
    question,
    slots_in_weeks,
    usual_ones,
)

APRIL, JUNE = date(2026, 4, 1), date(2026, 6, 30)


def test_a_round_asks_about_the_days_chosen_but_for_bank_holidays() -> None:
    easter_monday = date(2026, 4, 6)
    found = slots_in_weeks(
        APRIL, date(2026, 4, 14), [0, 1], ["evening", "afternoon"], {easter_monday}
    )
    assert found == [
        (date(2026, 4, 7), "afternoon"),
        (date(2026, 4, 7), "evening"),
        (date(2026, 4, 13), "afternoon"),
        (date(2026, 4, 13), "evening"),
        (date(2026, 4, 14), "afternoon"),
        (date(2026, 4, 14), "evening"),
    ]


@pytest.mark.parametrize(
    ("last", "asks", "name"),
    [
        (date(2026, 4, 30), "When could you sit in April?", "April 2026"),
        (JUNE, "When could you sit, April to June?", "April to June 2026"),
        (
            date(2027, 1, 31),
            "When could you sit, April to January?",
            "April 2026 to January 2027",
        ),
    ],
)
def test_a_round_is_named_by_its_months(last: date, asks: str, name: str) -> None:
    assert (question(APRIL, last), name_of_round(APRIL, last)) == (asks, name)


def test_the_dates_stand_by_month_with_a_place_for_each_part() -> None:
    slots = {
        (date(2026, 5, 5), "evening"): 3,
        (date(2026, 4, 7), "evening"): 1,
        (date(2026, 4, 9), "morning"): 2,
    }
    assert parts_asked(slots) == ["morning", "evening"]
    assert [(each.first, [line.slots for line in each.lines]) for each in months_of(slots)] == [
        (APRIL, [(None, 1), (2, None)]),
        (date(2026, 5, 1), [(None, 3)]),
    ]


def test_the_usual_week_ticks_its_days() -> None:
    slots = slots_in_weeks(APRIL, date(2026, 4, 9), range(7), ["evening"], set())
    assert usual_ones(slots, {(1, "evening"), (3, "morning")}) == {(date(2026, 4, 7), "evening")}


def test_the_same_as_before_ticks_what_suited_at_least_every_other_time() -> None:
    tuesdays = [(date(2026, 1, 6) + timedelta(weeks=n), "evening") for n in range(4)]
    thursdays = [(date(2026, 1, 8) + timedelta(weeks=n), "evening") for n in range(4)]
    new = slots_in_weeks(APRIL, date(2026, 4, 14), [1, 3, 4], ["evening"], set())
    ticked = [*tuesdays[:2], thursdays[0]]
    assert as_before(new, [*tuesdays, *thursdays], ticked) == {
        (date(2026, 4, 7), "evening"),
        (date(2026, 4, 14), "evening"),
    }
    assert as_before(new, [], []) == set()


def test_days_away_are_named_on_their_first_day_alone() -> None:
    span = (date(2026, 5, 23), date(2026, 5, 30))
    days = {date(2026, 5, 28): span, date(2026, 5, 26): span}
    assert away_lines(days, APRIL) == {
        date(2026, 5, 26): "Saturday 23 to Saturday 30 May",
        date(2026, 5, 28): "",
    }


days = st.dates(APRIL, JUNE)


@given(
    days=st.tuples(days, days).map(sorted),
    weekdays=st.sets(st.integers(0, 6)),
    parts=st.sets(st.sampled_from(["morning", "afternoon", "evening"])),
    closed=st.sets(days),
)
def test_no_date_is_asked_twice_or_beside_what_was_chosen(
    days: list[date], weekdays: set[int], parts: set[str], closed: set[date]
) -> None:
    found = slots_in_weeks(days[0], days[1], weekdays, parts, closed)
    assert len(set(found)) == len(found)
    assert found == sorted(found, key=lambda slot: slot[0])
    for day, part in found:
        assert days[0] <= day <= days[1]
        assert (day.weekday() in weekdays, part in parts, day in closed) == (True, True, False)
