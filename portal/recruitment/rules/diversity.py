"""What applicants are asked about themselves, and how much of it may be told.

Answers are counted five people at a time, so that nobody who looks before and after one person
applied sees what that person said. Of those that are counted, small numbers are not told, nor any
by which a small one could be found by taking the others from the sum.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 5
NOT_SAID: Final = "not_said"
RATHER_NOT: Final = {NOT_SAID: "I would rather not say"}


@dataclass(frozen=True)
class Question:
    """What is asked, and what may be answered; leaving it open is to rather not say."""

    words: str
    answers: Mapping[str, str]


QUESTIONS: Final[Mapping[str, Question]] = {
    "age": Question(
        "How old are you?",
        {
            "18_24": "18 to 24",
            "25_34": "25 to 34",
            "35_49": "35 to 49",
            "50_64": "50 to 64",
            "65": "65 or over",
            **RATHER_NOT,
        },
    ),
    "gender": Question(
        "What is your gender?",
        {"woman": "Woman", "man": "Man", "other": "I describe it otherwise", **RATHER_NOT},
    ),
    "ethnicity": Question(
        "What is your ethnic group?",
        {
            "asian": "Asian or Asian British",
            "black": "Black, Black British, Caribbean or African",
            "mixed": "Mixed or multiple ethnic groups",
            "white": "White",
            "other": "Another ethnic group",
            **RATHER_NOT,
        },
    ),
    "disability": Question(
        "Do you have a condition or illness that makes everyday life harder?",
        {"yes": "Yes", "no": "No", **RATHER_NOT},
    ),
}
"""The groups are those of the 2021 census of England and Wales, so that they can be compared.

A question and an answer keep their key when their words change.
"""


def sound(answers: Mapping[str, str | None]) -> dict[str, str]:
    """Return an answer to every question: to rather not say where none was given, or nonsense."""
    return {
        key: given if (given := answers.get(key) or NOT_SAID) in question.answers else NOT_SAID
        for key, question in QUESTIONS.items()
    }


def told(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the counts that may be told, None for the others.

    Those under five are not, zero among them. If what is left out could be found from the sum, or
    is fewer than five people together, the smallest that could be told is left out too.
    """
    hidden = {answer for answer, count in counts.items() if count < ENOUGH}
    for answer in sorted(counts, key=lambda each: (counts[each], each)):
        if not hidden or sum(counts[each] for each in hidden) >= ENOUGH:
            break
        hidden.add(answer)
    return {answer: None if answer in hidden else count for answer, count in counts.items()}
