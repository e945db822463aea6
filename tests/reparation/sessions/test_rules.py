"""When a project can happen, for how many, and who has a place: over plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.reparation.rules import places, sessions
from portal.reparation.rules.places import Taken
from portal.reparation.rules.refusals import Refused

SATURDAY = date(2026, 5, 16)
WEEK = timedelta(weeks=1)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_every_saturday_until_july_but_not_one() -> None:
    days = sessions.repeated(SATURDAY, "weekly", date(2026, 7, 1), [date(2026, 5, 23)])
    assert days == [SATURDAY, *(SATURDAY + WEEK * number for number in range(2, 7))]
    assert sessions.repeated(SATURDAY, "fortnightly", date(2026, 5, 30), []) == [
        SATURDAY,
        date(2026, 5, 30),
    ]


@pytest.mark.parametrize(
    ("until", "but_not", "field", "said"),
    [
        (SATURDAY, [], "until", "no other date"),
        (SATURDAY + 60 * WEEK, [], "until", "more than 60 sessions"),
        (SATURDAY + WEEK, [date(2026, 5, 24)], "but_not", "24 May 2026 is none of these dates"),
        (SATURDAY + WEEK, [SATURDAY, SATURDAY + WEEK], "but_not", "Every date is left out"),
    ],
)
def test_a_repeat_that_means_nothing_is_refused_at_its_field(
    until: date, but_not: list[date], field: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as no:
        sessions.repeated(SATURDAY, "weekly", until, but_not)
    assert no.value.field == field


@pytest.mark.parametrize(
    ("start", "length", "said"),
    [
        (timedelta(days=1), timedelta(0), "end before it starts"),
        (timedelta(days=1), timedelta(hours=13), "more than 12 hours"),
        (timedelta(0), timedelta(hours=2), "have passed"),
        (timedelta(days=731), timedelta(hours=2), "more than two years ahead"),
    ],
)
def test_a_time_at_which_no_session_can_be_is_refused(
    start: timedelta, length: timedelta, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        sessions.check_time(NOW + start, NOW + start + length, now=NOW)


def test_one_person_is_not_both_adults() -> None:
    sessions.check_adults(None, None)
    sessions.check_adults(1, 2)
    with pytest.raises(Refused, match="cannot be both"):
        sessions.check_adults(1, 1)


def test_places_left_are_never_fewer_than_none() -> None:
    assert [Taken(booked, 1).left(3) for booked in (0, 3, 4)] == [3, 0, 0]


def test_hours_are_told_in_words() -> None:
    found = places.hours(20, [90, None, 300])
    assert found.words == "6 hours 30 minutes of 20 hours done"
    assert found.left == 810


@pytest.mark.parametrize(
    ("attended", "minutes", "booked", "begun", "said"),
    [
        (True, 60, False, True, "There was no place"),
        (True, 60, True, False, "has not begun"),
        (True, 0, True, True, "stayed for some time"),
        (True, 721, True, True, "more than 12 hours"),
    ],
)
def test_what_cannot_be_said_of_a_place_is_refused(
    attended: bool, minutes: int, booked: bool, begun: bool, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        places.check_marks(attended=attended, minutes=minutes, booked=booked, begun=begun)


def test_the_next_turn_is_behind_all_others() -> None:
    assert places.next_position([]) == 1
    assert places.next_position([1, 4]) == 5
