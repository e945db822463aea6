"""Cells in words, who is missing a course on a day, and how many are without a place."""

from datetime import date
from uuid import UUID

import pytest

from portal.training.rules import (
    MISSING,
    TO_DO,
    Bookable,
    Gap,
    Mend,
    Needing,
    Stand,
    State,
    by_words,
    cell,
    gap,
    gap_words,
    is_found,
    is_missing,
    months_end,
    role_words,
)

ON = date(2026, 3, 10)
SEATS = frozenset({"member"})
ALL, NORTH, STAFF = "role:volunteer", "role:volunteer@area:1", "role:staff"


def session(number: int, places: int, *keys: str, day: date = ON) -> Bookable:
    return Bookable(UUID(int=number), day, day, places, frozenset(keys))


def who(*keys: str, booked: bool = False) -> Needing:
    return Needing(frozenset(keys), booked)


@pytest.mark.parametrize(
    ("stand", "mend", "told"),
    [
        (Stand(State.IN_DATE, ON, date(2026, 12, 1)), Mend(), "In date, to 1 December,"),
        (Stand(State.IN_DATE, ON), Mend(), "In date, since 2026,"),
        (Stand(State.EXEMPT), Mend(), "Exempt, for good,"),
        (Stand(State.EXEMPT, until=ON), Mend(), "Exempt, to 10 March,"),
        (Stand(State.NOT_NEEDED), Mend(next=session(1, 1)), "Not needed, no record,"),
        (Stand(State.NEVER_HELD, by=ON), Mend(), "Never held, wanted by 10 March, None to book"),
        (
            Stand(State.LAPSED, ON, date(2025, 12, 31)),
            Mend(next=session(1, 1)),
            "Lapsed, 31 December 2025, Book 10 March, 1 place",
        ),
        (
            Stand(State.LAPSES_BEFORE, ON, ON, date(2026, 3, 14)),
            Mend(booked=ON, next=session(1, 2)),
            "Lapses before 14 March, to 10 March, Booked for 10 March",
        ),
        (
            Stand(State.DUE_SOON, ON, ON),
            Mend(e_learning=90),
            "Due soon, to 10 March, E-learning, 1 hour 30 minutes",
        ),
    ],
)
def test_a_cell_says_the_state_the_day_and_what_to_do(stand: Stand, mend: Mend, told: str) -> None:
    found = cell(stand, mend, ON)
    assert f"{found.words}, {found.days}, {found.to_do}".strip() == told
    assert (found.session is not None) == found.to_do.startswith("Book ")


@pytest.mark.parametrize(
    ("stand", "missing"),
    [
        (Stand(State.NEVER_HELD, seats=SEATS), True),
        (Stand(State.NEVER_HELD, by=date(2026, 3, 9)), True),
        (Stand(State.NEVER_HELD, by=ON), False),
        (Stand(State.LAPSED, ON, date(2026, 3, 9), seats=SEATS), True),
        (Stand(State.LAPSES_BEFORE, ON, date(2026, 3, 9), date(2026, 4, 1), seats=SEATS), True),
        (Stand(State.LAPSES_BEFORE, ON, ON, date(2026, 4, 1), seats=SEATS), False),
        (Stand(State.DUE_SOON, ON, ON, seats=SEATS), False),
        (Stand(State.EXEMPT, seats=SEATS), False),
        (Stand(State.NOT_NEEDED), False),
    ],
)
def test_who_is_missing_a_course_is_not_covered_on_a_day_by_which_it_is_wanted(
    stand: Stand, missing: bool
) -> None:
    assert is_missing(stand, ON) == is_found(stand, MISSING, ON) == missing


def test_a_state_finds_itself_and_to_do_what_wants_booking() -> None:
    for state in State:
        assert is_found(Stand(state), state.value, ON)
    found = {state for state in State if is_found(Stand(state), TO_DO, ON)}
    assert found == {State.LAPSED, State.LAPSES_BEFORE, State.NEVER_HELD, State.DUE_SOON}


@pytest.mark.parametrize(
    ("people", "sessions", "short"),
    [
        ([who(ALL)] * 3, [session(1, 2, ALL)], 1),
        ([who(ALL)] * 3, [session(1, 2, ALL), session(2, 5, ALL)], 0),
        ([who(ALL, booked=True), who(ALL)], [session(1, 1, ALL)], 0),
        ([who(STAFF)], [session(1, 2, ALL)], 1),
        ([], [session(1, 2, ALL)], 0),
        # Whoever may go to one alone is seated first, and the others where fewest may go.
        ([who(ALL, NORTH), who(ALL)], [session(1, 1, ALL), session(2, 1, NORTH)], 0),
        ([who(ALL, NORTH)] * 2 + [who(ALL)], [session(1, 1, ALL), session(2, 1, NORTH)], 1),
        ([who(ALL)], [session(1, 1, ALL, day=date(2026, 3, 11))], 1),
    ],
)
def test_whoever_finds_no_place_in_time_is_short(
    people: list[Needing], sessions: list[Bookable], short: int
) -> None:
    assert gap(people, sessions, by=ON).short == short


def test_places_are_counted_of_sessions_that_end_by_the_day() -> None:
    sessions = [session(1, 2, ALL), session(2, 3, ALL, day=date(2026, 3, 11))]
    lapses = [None, date(2026, 3, 9), date(2026, 3, 5)]
    found = gap([who(ALL)] * 3, sessions, by=ON, lapses=lapses)
    assert found == Gap(3, 0, 1, 2, 1, lacking=1, next_lapse=date(2026, 3, 5))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Gap(11, 0, 1, 3, 8),
            "11 people need Child safeguarding by the end of June; one session has 3 places: "
            "plan another",
        ),
        (
            Gap(1, 0, 0, 0, 1),
            "1 person needs Child safeguarding by the end of June; "
            "no session can be booked in time: plan one",
        ),
        (
            Gap(4, 2, 2, 1, 1),
            "4 people need Child safeguarding by the end of June, 2 booked; "
            "2 sessions have 1 place: plan another",
        ),
        (
            Gap(4, 4, 0, 0, 0),
            "4 people need Child safeguarding by the end of June, 4 booked; "
            "no session can be booked in time: everybody has booked",
        ),
    ],
)
def test_a_gap_in_words(found: Gap, words: str) -> None:
    assert gap_words("Child safeguarding", found, date(2026, 6, 30), ON) == words


def test_days_are_said_as_people_say_them() -> None:
    days = (date(2026, 6, 30), date(2026, 6, 29), date(2028, 2, 29), date(2027, 2, 28))
    assert [by_words(each, ON) for each in days] == [
        "the end of June",
        "29 June",
        "the end of February 2028",
        "the end of February 2027",
    ]
    assert months_end(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_end(date(2026, 12, 31), 0) == date(2026, 12, 31)


def test_somebody_is_called_by_the_first_thing_that_they_are() -> None:
    assert role_words({"volunteer", "chair"}) == "chair"
    assert role_words({"staff", "adviser"}) == "adviser"
    assert not role_words(())
