"""How settings read, and when they differ."""

import pytest

from portal.settings import rules


def test_a_heading_becomes_part_of_an_address() -> None:
    assert rules.slug("Offers, and how long they last") == "offers-and-how-long-they-last"


def test_a_version_differs_when_a_value_does() -> None:
    before = rules.version({"a": 1, "b": True})
    assert rules.version({"b": True, "a": 1}) == before
    assert rules.version({"a": 2, "b": True}) != before


def test_values_read_as_words() -> None:
    assert [rules.words(value) for value in (True, False, 1000, "x", "")] == [
        "yes",
        "no",
        "1,000",
        "x",
        "nothing",
    ]


def test_days_ahead_are_read_the_farthest_first() -> None:
    assert rules.days_ahead("1, 7 30,7") == (30, 7, 1)


@pytest.mark.parametrize("text", ["7", "60, 30, 7", "365 1"])
def test_days_ahead_are_a_short_list(text: str) -> None:
    assert rules.against_days_ahead(text) is None


@pytest.mark.parametrize("text", ["", "0", "366", "7; 1", "soon", "-7", ", ".join("123456789")])
def test_what_is_no_list_of_days_ahead_is_said(text: str) -> None:
    assert rules.against_days_ahead(text) == "Enter days from 1 to 365, like 60, 30, 7"
