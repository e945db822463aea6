"""What people said of projects: well, mostly; of some too few have answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

ASKED: Final = (
    ("child", 4, "yes yes yes mostly mostly hardly unsure"),
    ("parent", 1, "yes yes mostly unsure"),
    ("partner", 1, "yes yes mostly hardly"),
    ("beneficiary", 2, "yes yes yes mostly"),
    ("supervisor", 1, "yes mostly mostly no"),
)
"""Who is asked, how often enough of them have answered, and what they may have said."""

EVERY, FEW_EVERY, FEW = 3, 2, 3
"""Every so many projects people are asked; of every so many of these only so few have answered."""

WORDS: Final[dict[str, Sequence[str]]] = {
    "partner": (
        "They asked good questions and left the place tidy.",
        "An hour more would have seen it finished.",
        "We knew on Monday how many would come. That helps.",
    ),
    "beneficiary": (
        "It looks cared for again.",
        "I did not expect it to be done so well.",
        "Please come back in spring.",
        "Thank you for the care that went into it.",
    ),
    "supervisor": (
        "Two more pairs of gloves in small sizes, please.",
        "The plan for rain worked.",
        "There was too little to do after the break.",
    ),
}


@dataclass(frozen=True)
class Asked:
    """Those of one kind: each group that is enough, by how many months ago, then who waits."""

    kind: str
    groups: Sequence[tuple[int, Sequence[tuple[Sequence[str], str]]]]
    waiting: Sequence[tuple[Sequence[str], str]]


def said(turn: int, enough: int, questions: dict[str, int], luck: Random) -> list[Asked]:
    """Return what was said of the project at a turn, none of one at which nobody is asked."""
    place, rest = divmod(turn, EVERY)
    if rest:
        return []
    few = place % FEW_EVERY == FEW_EVERY - 1
    return [
        Asked(
            kind,
            [
                (ago, _people(kind, choices, enough, questions[kind], luck))
                for ago in range(0 if few else times, 0, -1)
            ],
            _people(kind, choices, FEW, questions[kind], luck),
        )
        for kind, times, choices in ASKED
    ]


def _people(
    kind: str, choices: str, count: int, questions: int, luck: Random
) -> list[tuple[Sequence[str], str]]:
    words = ["", *WORDS.get(kind, ())]
    return [
        ([luck.choice(choices.split()) for _ in range(questions)], luck.choice(words))
        for _ in range(count)
    ]
