"""How the words of a letter are filled in."""

import pytest

from portal.recruitment.models import LetterStep
from portal.recruitment.rules.texts import FIRST_WORDS, PLACEHOLDERS, Words, filled, problem


def test_placeholders_are_filled_in_however_they_are_spaced() -> None:
    words = Words("For (( First  Name ))", "Dear ((name)),\n\n((campaign))", 3)
    found = filled(words, {"first name": "Nadia", "name": "Nadia ((role)) Rahman"})
    assert (found.subject, found.lines, found.number) == (
        "For Nadia",
        ["Dear Nadia ((role)) Rahman,"],
        3,
    )


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Dear ((nmae))", "“((nmae))” is filled in with nothing. Use one of: ((first name)), "),
        ("Dear ((name)", "A placeholder needs two brackets on both sides."),
        ("Dear name))", "A placeholder needs two brackets on both sides."),
    ],
)
def test_a_placeholder_that_would_stand_in_the_letter_is_told_of(text: str, begins: str) -> None:
    assert (problem(text) or "").startswith(begins)


def test_every_step_has_words_to_begin_with_that_can_be_filled_in() -> None:
    assert list(FIRST_WORDS) == [step.value for step in LetterStep]
    for words in FIRST_WORDS.values():
        assert problem(words.subject + words.text) is None
        assert "((" not in filled(words, PLACEHOLDERS).text
