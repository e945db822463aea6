"""What may be told of counts: no small one, and none by which a small one could be found."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.recruitment.rules.diversity import ENOUGH, NOT_SAID, QUESTIONS, sound, told

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 9, "b": 7}, {"a": 9, "b": 7}),
        ({"a": 9, "b": 3, "c": 2}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 8, "c": 2}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 8, "c": 0}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 8, "c": 0, "d": 0}, {"a": 9, "b": None, "c": None, "d": None}),
        ({"a": 9, "b": 4}, {"a": None, "b": None}),
    ],
)
def test_small_counts_are_left_out_with_what_would_betray_them(
    counts: Mapping[str, int], shown: Mapping[str, int | None]
) -> None:
    assert told(counts) == shown


@given(COUNTS)
def test_nothing_small_can_be_found_by_taking_the_others_from_the_sum(
    counts: dict[str, int],
) -> None:
    shown = told(counts)
    hidden = [answer for answer, count in shown.items() if count is None]
    assert all(count is None or count >= ENOUGH for count in shown.values())
    assert (
        not hidden
        or len(hidden) == len(counts)
        or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= ENOUGH)
    )


def test_every_question_has_an_answer_and_nonsense_is_none() -> None:
    answers = sound({"age": "18_24", "gender": "x", "ethnicity": None})
    assert answers == {
        "age": "18_24",
        "gender": NOT_SAID,
        "ethnicity": NOT_SAID,
        "disability": NOT_SAID,
    }
    assert all(NOT_SAID in question.answers for question in QUESTIONS.values())
