"""How the trail reads."""

from typing import Any

import pytest

from portal.audit.rules import Line, had_values, hash_of, lines, tag_words, value_words, words


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, "nothing"),
        ("", "nothing"),
        ([], "nothing"),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (7, "Dee Marsh"),
        ([7, 8], "Dee Marsh, 8"),
        ("2026-03-10", "10 March 2026"),
        ("2026-03-10T17:30:00+00:00", "10 March 2026 at 5:30pm"),
        ("2026-07-01T11:00:00+00:00", "1 July 2026 at 12:00pm"),
        ("2026-13-45", "2026-13-45"),
        ("no_address", "no address"),
        ("margaret@osei.example", "margaret@osei.example"),
        ("Margaret Osei", "Margaret Osei"),
        (0.5, "0.5"),
    ],
)
def test_a_value_reads_as_words(value: Any, read: str) -> None:
    assert value_words(value, "case_manager_id", {("case_manager_id", 7): "Dee Marsh"}) == read


def test_names_of_things_read_as_words() -> None:
    assert words("case_manager_id") == "Case manager"
    assert tag_words("panels:offer_accepted") == "Panels: offer accepted"


def test_what_was_noted_comes_before_what_changed() -> None:
    values = {"changes": {"phone": ["01632 960001", None]}, "device": "Firefox"}
    assert lines(values, {}) == [
        Line("Device", "Firefox"),
        Line("Phone", "nothing", "01632 960001"),
    ]


def test_erased_values_are_told_from_none() -> None:
    assert had_values(hash_of({"device": "Firefox"}))
    assert not had_values(hash_of({}))
