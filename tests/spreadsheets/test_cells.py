"""What cells say, however people and spreadsheets write it."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.spreadsheets.imports import BadCell, Directory, Listed, Unknown, cells

PEOPLE = Directory(
    [
        Listed(1, "Casey Moran", "casey.moran@example.org", ("Cassandra Moran",)),
        Listed(2, "Marcus Reid", "marcus@example.org"),
        Listed(3, "Ann Lee", "ann@example.org"),
        Listed(4, "Ann Lee", "ann.lee@example.org"),
        Listed(5, "Joseph Okafor", "joseph@example.org"),
    ],
    "colleague",
    "colleagues",
    "use the email address",
)


@pytest.mark.parametrize(
    "written",
    [
        *("5:30pm", "5.30 pm", "5:30 PM", "17:30", "17.30", "1730", "1730hrs", "17:30:00"),
        *("5:30", "05:30", "5.30", "0.729166666666667", "0.229166667", "5:30 p.m."),
    ],
)
def test_half_past_five(written: str) -> None:
    assert cells.time_of_day(written) == time(17, 30)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5pm", time(17)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("12:30", time(12, 30)),
        ("10", time(10)),
        ("9.15", time(9, 15)),
        ("6:30am", time(6, 30)),
        ("7", time(19)),
        ("17", time(17)),
    ],
)
def test_other_times(written: str, meant: time) -> None:
    assert cells.time_of_day(written) == meant


@pytest.mark.parametrize("written", ["25:00", "5:75", "13pm", "0pm", "evening", "x", "5-6"])
def test_what_is_no_time_is_given_back(written: str) -> None:
    with pytest.raises(BadCell, match="enter a time like 5:30pm or 17:30"):
        cells.time_of_day(written)


@pytest.mark.parametrize("written", ["Tue 10/03/2026", "Tuesday, 10 March 2026", "Tues 10 Mar 26"])
def test_a_weekday_before_the_day_is_passed_over(written: str) -> None:
    assert cells.day(written) == date(2026, 3, 10)


@given(st.dates(date(1950, 1, 1), date(2068, 12, 31)))
def test_any_day_is_read_as_it_was_written(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day:%a %d-%b-%Y}", day.isoformat()):
        assert cells.day(written) == day


@given(st.times())
def test_any_time_of_a_clock_of_24_hours_is_read(moment: time) -> None:
    read = cells.time_of_day(f"{moment:%H:%M}")
    assert (read.hour % 12, read.minute) == (moment.hour % 12, moment.minute)
    assert cells.time_of_day(f"{moment:%I:%M %p}") == moment.replace(second=0, microsecond=0)


@given(st.text())
def test_whatever_stands_in_a_cell_is_understood_or_given_back(text: str) -> None:
    for parse in (cells.day, cells.time_of_day, cells.yes_or_no, PEOPLE.find, whole):
        with suppress(BadCell):
            parse(cells.tidied(text))


def whole(text: str) -> int:
    return cells.whole_number(text, 3, 12)


@pytest.mark.parametrize(
    "written",
    ["Casey Moran", "casey  moran", "Moran, Casey", "CASEY.MORAN@example.org", "Cassandra Moran"],
)
def test_somebody_is_found_by_address_or_exact_name(written: str) -> None:
    assert PEOPLE.find(written) == 1


def test_two_of_one_name_are_told_apart_by_their_address() -> None:
    with pytest.raises(BadCell) as refused:
        PEOPLE.find("Ann Lee")
    assert str(refused.value) == "there are 2 colleagues called Ann Lee: use the email address"
    assert PEOPLE.find("ann.lee@example.org") == 4


def test_two_of_one_name_with_labels_of_their_own_are_asked_about() -> None:
    listed = [
        Listed(number, f"Ann Lee, V{number}", f"V{number}", ("Ann Lee",)) for number in (1, 2)
    ]
    with pytest.raises(Unknown) as refused:
        Directory(listed, "person", "people", "use the number").find("Ann Lee")
    assert str(refused.value) == "there are 2 people called Ann Lee: use the number"
    assert refused.value.like == (("V1", "Ann Lee, V1"), ("V2", "Ann Lee, V2"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("C Moran", "casey.moran@example.org"),
        ("Casey Moron", "casey.moran@example.org"),
        ("Okafor, J", "joseph@example.org"),
        ("Reid", "marcus@example.org"),
    ],
)
def test_somebody_misspelt_is_proposed_and_never_taken(written: str, meant: str) -> None:
    with pytest.raises(Unknown) as refused:
        PEOPLE.find(written)
    assert meant in {token for token, _ in refused.value.like}
    assert str(refused.value).startswith(f"there is no colleague called {written}: did you mean")


def test_somebody_like_nobody_is_not_proposed() -> None:
    with pytest.raises(Unknown) as refused:
        PEOPLE.find("Zebedee Quill")
    assert (str(refused.value), refused.value.like) == (
        "there is no colleague called Zebedee Quill: use the email address",
        (),
    )
