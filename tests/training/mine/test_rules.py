"""Codes as they are typed, years of training, and a standing in one's own words."""

from datetime import date

import pytest

from portal.training.rules import (
    Mend,
    Need,
    Stand,
    State,
    grouped,
    next_step,
    readings,
    stand_in_words,
    training_year,
    why,
)

TODAY = date(2026, 3, 2)
LENGTH = 12


def test_a_code_is_read_as_typed_first() -> None:
    found = readings("bcdf-2345 ghjk", LENGTH)
    assert found[0] == "BCDF2345GHJK"
    assert "BCDFZ34S6HJK" in found
    assert len(found) == len(set(found)) == 16


@pytest.mark.parametrize("typed", ["", "BCDF2345GHJ", "BCDF2345GHJKK", "ÄCDF2345GHJK", "____"])
def test_what_cannot_be_a_code_is_read_as_none(typed: str) -> None:
    assert readings(typed, LENGTH) == []


def test_letters_that_no_code_has_stand_for_those_they_look_like() -> None:
    assert readings("U" * LENGTH, LENGTH) == ["V" * LENGTH]
    assert len(readings("B" * LENGTH, LENGTH)) == 4096


def test_a_code_is_printed_in_groups() -> None:
    assert grouped("BCDF2345GHJK") == "BCDF 2345 GHJK"


@pytest.mark.parametrize(
    ("day", "month", "first", "last"),
    [
        (date(2026, 3, 31), 4, date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), 4, date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 12, 31), 1, date(2026, 1, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), 3, date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_year_of_training_ends_the_day_before_the_next(
    day: date, month: int, first: date, last: date
) -> None:
    assert training_year(day, month) == (first, last)


def test_why_says_the_panels_first_and_nothing_of_other_peoples_parts() -> None:
    needs = [Need("volunteer", 6), Need("chair"), Need("staff"), Need("adviser")]
    assert why(needs, frozenset({"volunteer", "chair"})) == [
        "You need it to chair a panel",
        "Asked of every volunteer within 6 months of joining",
    ]
    assert why(needs, frozenset({"staff", "adviser"})) == ["You need it to advise a panel"]
    assert why(needs, frozenset()) == []


def test_a_standing_is_told_in_ones_own_words() -> None:
    held = Stand(State.DUE_SOON, date(2023, 3, 3), date(2026, 3, 3))
    assert stand_in_words(held, TODAY) == "Holds to the end of Tuesday 3 March"
    lapsed = Stand(State.LAPSED, date(2023, 3, 1), date(2026, 3, 1))
    assert stand_in_words(lapsed, TODAY) == "Lapsed on Sunday 1 March"
    assert stand_in_words(Stand(State.IN_DATE, TODAY), TODAY) == "Does not expire"
    by = Stand(State.NEVER_HELD, by=date(2026, 6, 1))
    assert stand_in_words(by, TODAY) == "Not done yet: wanted by Monday 1 June"


def test_the_next_step_says_what_to_do_where_nothing_can_be_booked() -> None:
    held = Stand(State.LAPSES_BEFORE, date(2023, 3, 9), date(2026, 3, 9), duty=date(2026, 3, 14))
    assert next_step("Safeguarding", held, Mend(), TODAY) == (
        "Safeguarding lapses on Monday 9 March, before your duty on Saturday 14 March: "
        "no session can be booked now, so ask your coordinator"
    )
    assert next_step("Prevent", Stand(State.NEVER_HELD), Mend(e_learning=40), TODAY) == (
        "Prevent is still to do: do the e-learning, 40 minutes"
    )
