"""What people said of a session, added up, and how much of it may be shown.

Nothing is shown before five (a setting) have answered. What is shown changes only when five more
have: so nobody can tell what one more person said by looking before and after. Those left over,
fewer than five, are never shown by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SURE: Final = {
    1: "Not sure at all",
    2: "A little sure",
    3: "Fairly sure",
    4: "Sure",
    5: "Very sure",
}
USEFUL: Final = {
    1: "Not useful",
    2: "A little useful",
    3: "Fairly useful",
    4: "Useful",
    5: "Very useful",
}
BEST: Final = max(SURE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each rating was given, from 1 to 5."""

    counts: tuple[int, ...] = (0,) * BEST

    @classmethod
    def of(cls, ratings: Iterable[int]) -> "Tally":
        """Count ratings."""
        given = list(ratings)
        return cls(tuple(given.count(rating) for rating in SURE))

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def count(self) -> int:
        """Return how many ratings there are."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """Return the mean, None of none."""
        total = sum(rating * count for rating, count in zip(SURE, self.counts, strict=True))
        return total / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Results:
    """Answers of one moment added up: a tally an outcome, how useful, words by the alphabet."""

    answers: int = 0
    outcomes: Mapping[int, Tally] = field(default_factory=dict)
    useful: Tally = Tally()
    words: tuple[str, ...] = ()

    def __add__(self, other: "Results") -> "Results":
        """Return both together."""
        numbers = sorted({*self.outcomes, *other.outcomes})
        return Results(
            self.answers + other.answers,
            {
                each: self.outcomes.get(each, Tally()) + other.outcomes.get(each, Tally())
                for each in numbers
            },
            self.useful + other.useful,
            _by_alphabet((*self.words, *other.words)),
        )

    @property
    def sure(self) -> Tally:
        """Return the ratings of all outcomes together."""
        return sum(self.outcomes.values(), Tally())


def added_up(answers: Iterable[Mapping[str, Any]]) -> Results:
    """Add up answers as they are kept: {"outcomes": {"7": 4}, "useful": 5, "words": "…"}."""
    given = list(answers)
    ratings: defaultdict[int, list[int]] = defaultdict(list)
    for answer in given:
        for number, rating in answer["outcomes"].items():
            ratings[int(number)].append(rating)
    return Results(
        len(given),
        {number: Tally.of(ratings[number]) for number in sorted(ratings)},
        Tally.of(answer["useful"] for answer in given if answer.get("useful")),
        _by_alphabet(answer["words"] for answer in given if answer.get("words")),
    )


def shown_next(shown: Results, now: Results, *, enough: int) -> Results | None:
    """Return what may be shown from now on, None while that stays as it is.

    An outcome that fewer have rated since (it was added or retired meanwhile) waits too.
    """
    if now.answers - shown.answers < enough:
        return None
    outcomes = {
        number: _grown(shown.outcomes.get(number, Tally()), tally, enough)
        for number, tally in now.outcomes.items()
    }
    return Results(
        now.answers,
        {number: tally for number, tally in outcomes.items() if tally.count},
        _grown(shown.useful, now.useful, enough),
        now.words,
    )


def _grown(shown: Tally, now: Tally, enough: int) -> Tally:
    return now if now.count - shown.count >= enough else shown


def as_json(results: Results) -> dict[str, Any]:
    """Return results as they are kept."""
    return {
        "answers": results.answers,
        "outcomes": {str(number): tally.counts for number, tally in results.outcomes.items()},
        "useful": results.useful.counts,
        "words": list(results.words),
    }


def from_json(kept: Mapping[str, Any]) -> Results:
    """Return results as they were kept."""
    return Results(
        kept["answers"],
        {int(number): Tally(tuple(counts)) for number, counts in kept["outcomes"].items()},
        Tally(tuple(kept["useful"])),
        tuple(kept["words"]),
    )


def mean_in_words(mean: float | None) -> str:
    """> 3.4; nothing of none."""
    return "" if mean is None else f"{mean:.1f}"


def _by_alphabet(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda each: (each.casefold(), each)))
