"""A load against what was agreed, and days' notice, over plain values."""

from datetime import date, timedelta

import pytest

from portal.panels.rules import Load, lead_days

TENTH = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("sure", "planned", "words"),
    [
        (0, 1, "below the least, by 1"),
        (2, 0, "within what was agreed"),
        (2, 2, "at the most"),
        (5, 1, "over the most, by 2"),
    ],
)
def test_a_load_in_words_counts_what_is_planned(sure: int, planned: int, words: str) -> None:
    load = Load(sure, planned, least=2, most=4)
    assert load.words == words
    assert (load.is_under, load.is_over) == (load.total < 2, load.total > 4)


def test_a_bar_never_leaves_its_picture() -> None:
    for load in (Load(0, 0, 0, 0), Load(9, 0, 1, 3), Load(1, 0, 1, 9)):
        assert 0 <= load.bar <= 110
        assert 0 <= load.mark <= 110


def test_notice_is_the_middle_one() -> None:
    asked = [(TENTH - timedelta(days=days), TENTH) for days in (1, 4, 30)]
    assert lead_days(asked) == 4
    assert lead_days(asked[:2]) == 2
    assert lead_days([]) is None
