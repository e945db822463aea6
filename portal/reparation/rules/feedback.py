"""What people are asked of a project, their answers added up, and how much of it may be told.

Answers are added up once enough have answered, and those who come later wait until they are as
many again: each sum is of five people or more, and nobody can tell what one more of them said.
What is published is told so that no group of fewer people can be read out of a share.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

YES, MOSTLY, HARDLY, NO, UNSURE = "yes", "mostly", "hardly", "no", "unsure"
ANSWERS: Final = {
    YES: "Yes",
    MOSTLY: "Mostly",
    HARDLY: "Not really",
    NO: "No",
    UNSURE: "I do not know",
}
"""In this order, in the form and in what is kept."""

QUESTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "child": {
        "respect": "Did people treat you with respect?",
        "safe": "Did you feel safe?",
        "learned": "Did you learn something?",
        "worth": "Was it worth doing?",
    },
    "parent": {
        "told": "Did you know beforehand what would happen?",
        "respect": "Was your child treated with respect?",
        "safe": "Was your child safe there?",
        "worth": "Was it good for your child to do it?",
    },
    "partner": {
        "told": "Did you know beforehand what to expect?",
        "helped": "Did the service help you when you needed it?",
        "well": "Was the work done well?",
        "again": "Would you do it again?",
    },
    "beneficiary": {
        "difference": "Has the work made a difference to you?",
        "well": "Was the work done well?",
        "again": "Should it be done again?",
    },
    "supervisor": {
        "told": "Did you know beforehand what to expect?",
        "work": "Was there enough to do for everybody?",
        "safe": "Was it safe there?",
        "worth": "Was the work worth doing?",
    },
}
"""By who is asked. A question keeps its key when its words change."""

MOSTLY_YES: Final = 2
"""How many of the answers, from the first, say yes."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each of `ANSWERS` was given."""

    counts: tuple[int, ...] = (0,) * len(ANSWERS)

    @classmethod
    def of(cls, given: Iterable[str]) -> "Tally":
        """Count answers."""
        said = list(given)
        return cls(tuple(said.count(answer) for answer in ANSWERS))

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def count(self) -> int:
        """Return how many answers there are."""
        return sum(self.counts)

    @property
    def yes(self) -> int:
        """Return how many said yes, or mostly."""
        return sum(self.counts[:MOSTLY_YES])

    @property
    def percent(self) -> int:
        """Return how many in a hundred said yes, or mostly; 0 of none."""
        return round(100 * self.yes / self.count) if self.count else 0


@dataclass(frozen=True, slots=True)
class Results:
    """Answers added up: how many people, a tally a question, sentences by the alphabet."""

    answers: int = 0
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def __add__(self, other: "Results") -> "Results":
        """Return both together."""
        keys = [*self.tallies, *(key for key in other.tallies if key not in self.tallies)]
        return Results(
            self.answers + other.answers,
            {key: self.tallies.get(key, Tally()) + other.tallies.get(key, Tally()) for key in keys},
            _by_alphabet((*self.words, *other.words)),
        )

    @property
    def overall(self) -> Tally:
        """Return the answers to all questions together."""
        return sum(self.tallies.values(), Tally())


def added_up(answers: Iterable[Mapping[str, Any]]) -> Results:
    """Add up answers as they are kept: {"answers": {"safe": "yes"}, "words": "…"}."""
    given = list(answers)
    keys = dict.fromkeys(key for each in given for key in each["answers"])
    return Results(
        len(given),
        {
            key: Tally.of(each["answers"][key] for each in given if key in each["answers"])
            for key in keys
        },
        _by_alphabet(each["words"] for each in given if each.get("words")),
    )


def as_json(results: Results) -> dict[str, Any]:
    """Return results as they are kept; how many people they are of is kept beside them."""
    return {
        "tallies": {key: list(tally.counts) for key, tally in results.tallies.items()},
        "words": list(results.words),
    }


def from_json(answers: int, kept: Mapping[str, Any]) -> Results:
    """Return results as they were kept."""
    tallies = {key: Tally(tuple(counts)) for key, counts in kept["tallies"].items()}
    return Results(answers, tallies, tuple(kept["words"]))


def share_in_words(part: int, whole: int, few: int) -> str:
    """> 84%; Over 80% where so few are left out that they might be known; Under 20%; Too few."""
    rest = whole - part
    if whole < few or (part < few and rest < few):
        return "Too few to tell"
    if rest < few:
        return f"Over {100 * (whole - few) // whole}%"
    if part < few:
        return f"Under {-(-100 * few // whole)}%"
    return f"{round(100 * part / whole)}%"


def _by_alphabet(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda each: (each.casefold(), each)))
