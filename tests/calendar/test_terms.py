"""School terms, however a council writes them."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from portal.calendar import rules
from portal.calendar.rules import Schools, Term


@dataclass(frozen=True)
class Entry:
    title: str
    first_day: date
    last_day: date


def entry(title: str, first: str, last: str | None = None) -> Entry:
    return Entry(title, date.fromisoformat(first), date.fromisoformat(last or first))


AUTUMN = entry("Autumn term", "2026-09-01", "2026-12-18")
HALF_TERM = entry("Half-term holiday", "2026-10-26", "2026-10-30")
INSET = entry("INSET day", "2026-11-09")
PAIR = [entry("Spring term starts", "2027-01-04"), entry("Spring term ends", "2027-03-25")]
EASTER = entry("Easter", "2027-03-26", "2027-04-11")


def test_a_term_is_one_entry_or_its_first_day_and_its_last() -> None:
    assert rules.terms_of([*reversed(PAIR), EASTER, INSET, HALF_TERM, AUTUMN]) == [
        Term("Autumn term", date(2026, 9, 1), date(2026, 12, 18)),
        Term("Spring term starts", date(2027, 1, 4), date(2027, 3, 25)),
    ]


def test_an_end_without_a_start_and_a_single_week_are_no_terms() -> None:
    assert rules.terms_of([PAIR[1], entry("Term week", "2026-09-01", "2026-09-05")]) == []


@pytest.mark.parametrize(
    ("day", "in_term"),
    [
        ("2026-08-31", False),
        ("2026-09-01", True),
        ("2026-10-25", True),
        ("2026-10-26", False),
        ("2026-10-30", False),
        ("2026-10-31", True),
        ("2026-11-09", False),
        ("2026-12-18", True),
        ("2026-12-19", False),
        ("2027-01-04", True),
        ("2027-03-25", True),
        ("2027-03-26", False),
    ],
)
def test_term_time_is_without_half_term_and_inset_days(day: str, *, in_term: bool) -> None:
    entries = [AUTUMN, HALF_TERM, INSET, *PAIR, EASTER]
    assert rules.in_term(date.fromisoformat(day), entries) is in_term


@pytest.mark.parametrize("title", ["Summer holiday", "Christmas", "Schools closed", "Closure"])
def test_holidays_are_never_a_term_however_long(title: str) -> None:
    holiday = entry(title, "2027-07-20", "2027-08-31")
    assert rules.terms_of([holiday]) == []
    assert not rules.in_term(holiday.first_day + timedelta(days=1), [holiday])


def words(day: str, *calendars: Schools) -> str | None:
    return rules.school_words([date.fromisoformat(day)], calendars).get(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-08-31", None),
        ("2026-09-01", "School term"),
        ("2026-10-26", "No school"),
        ("2026-12-21", "No school"),
        ("2027-01-04", "School term"),
        ("2027-03-26", "No school"),
        ("2027-04-12", None),
    ],
)
def test_a_day_says_whether_schools_have_term_as_far_as_that_is_known(
    day: str, said: str | None
) -> None:
    assert words(day, Schools("Northmere", [AUTUMN, HALF_TERM, *PAIR, EASTER])) == said


def test_where_some_schools_have_term_the_day_says_which() -> None:
    north, south = Schools("Northmere", [AUTUMN, HALF_TERM]), Schools("Southmere", [AUTUMN])
    assert words("2026-10-26", north, south) == "School term: Southmere"
    assert words("2026-10-23", north, south) == "School term"
    later = Schools("Academies", [entry("Term 2", "2026-11-02", "2026-12-18")])
    assert words("2026-10-23", north, later) == "School term"
    assert words("2026-10-23") is None
