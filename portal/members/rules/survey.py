"""What volunteers are asked about volunteering, and their answers added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portal.members.rules.days import date_in_words
from portal.members.rules.repeats import month_later

QUESTIONS: Final[Mapping[str, str]] = {
    "valued": "The service values what I do",
    "notice": "I hear early enough of panels and of changes",
    "prepared": "Training and papers prepare me well",
    "safe": "I feel safe on panel evenings and on the way there",
    "support": "I know whom to ask, and I get an answer",
    "again": "I would tell a friend to volunteer here",
}
"""A question keeps its key when its words change."""

ANSWERS: Final[Mapping[str, str]] = {
    "strongly": "Strongly agree",
    "agree": "Agree",
    "neither": "Neither agree nor disagree",
    "disagree": "Disagree",
    "not_at_all": "Strongly disagree",
}
"""In this order, in the form and in what is kept."""
AGREEING: Final = 2
"""The first two are a yes."""


@dataclass(frozen=True, slots=True)
class Results:
    """Answers added up: how often each of `ANSWERS` was given, and sentences by the alphabet."""

    answers: int
    tallies: Mapping[str, tuple[int, ...]]
    words: tuple[str, ...]

    def agree(self, question: str) -> int | None:
        """Return how many in a hundred agree; None where the question was not asked."""
        counts = self.tallies.get(question)
        total = sum(counts) if counts else 0
        return round(100 * sum(counts[:AGREEING]) / total) if counts and total else None


def added_up(answers: Iterable[Mapping[str, Any]]) -> Results:
    """Add up answers as they are kept: {"answers": {"valued": "agree"}, "words": "…"}."""
    given = list(answers)
    said = {key: [each["answers"].get(key) for each in given] for key in QUESTIONS}
    words = sorted(
        (each["words"] for each in given if each.get("words")),
        key=lambda each: (each.casefold(), each),
    )
    tallies = {key: tuple(said[key].count(answer) for answer in ANSWERS) for key in QUESTIONS}
    return Results(len(given), tallies, tuple(words))


def as_json(results: Results) -> dict[str, Any]:
    """Return results as they are kept; how many people they are of is kept beside them."""
    tallies = {key: list(counts) for key, counts in results.tallies.items()}
    return {"tallies": tallies, "words": list(results.words)}


def from_json(answers: int, kept: Mapping[str, Any]) -> Results:
    """Return results as they were kept."""
    tallies = {key: tuple(counts) for key, counts in kept["tallies"].items()}
    return Results(answers, tallies, tuple(kept["words"]))


def next_due(last_on: date | None, months: int, today: date) -> tuple[str, str]:
    """Return when the next is due, in words, with the kind of a state tag."""
    if last_on is None:
        return "None was asked yet", "due"
    due = month_later(last_on, months)
    words = date_in_words(due)
    return (f"Due since {words}", "due") if due <= today else (f"The next is due by {words}", "ok")
