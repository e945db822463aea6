"""Which volunteers were supervised when, and what came of it."""

from dataclasses import dataclass
from typing import Final

NOTES: Final = (
    ("How panels have gone since last time", "Calm and well prepared. Listens before asking."),
    ("What went well, and what was hard", "Late papers are hard to read on the bus."),
    ("Training and what you would like to learn", "Would like to learn about chairing."),
    ("How the service supports you", "Would like to hear earlier which room it is."),
)
AGREED: Final = (("Book the chairing course", 40), ("Sit beside an experienced chair once", 90))
RATINGS: Final = ("well", "well", "mostly", "well", "mostly", "work")
STRENGTHS: Final = "Everybody knew why they were there, and everybody was heard."
NEXT_STEP: Final = "Say halfway through how much time is left."
THANKS: Final = "Thank you for every evening. It makes a difference, and we see it."


@dataclass(frozen=True)
class Talk:
    """A talk some days from today, how far it got, and what was said.

    `agreed` is what the volunteer is to do, with the days until it is due.
    """

    in_days: int
    written: bool = True
    signed: bool = True
    signed_by_both: bool = True
    notes: tuple[tuple[str, str], ...] = NOTES
    private_notes: str = ""
    agreed: tuple[tuple[str, int], ...] = AGREED


TALKS: Final = (
    Talk(-6, signed_by_both=False, private_notes="Could chair within the year."),
    Talk(9, written=False),
    Talk(-60),
    Talk(-110, agreed=()),
    Talk(-240),
    Talk(-3, signed=False, signed_by_both=False),
    Talk(-150, agreed=()),
    Talk(16, written=False),
    Talk(-2, written=False),
    Talk(-90),
)
"""In the order of the register: the demo's own volunteers first; then the rest again and again."""


@dataclass(frozen=True)
class Asked:
    """A survey some days ago: how many were asked, how answers lean, a sentence from each."""

    ago: int
    asked: int
    weights: tuple[int, ...]
    words: tuple[str, ...]


SURVEYS: Final = (
    Asked(
        340,
        24,
        (3, 6, 3, 2, 1),
        (
            "Send the papers earlier",
            "Tell us when a panel was put off before we leave home",
            *("",) * 9,
        ),
    ),
    Asked(
        150,
        26,
        (6, 7, 2, 1, 0),
        ("More evenings to talk with the others", "Send the papers earlier", *("",) * 13),
    ),
)


@dataclass(frozen=True)
class Raised:
    """A concern that reached the service some days ago; with no outcome it still stands."""

    ago: int
    kind: str
    source: str
    summary: str
    to_do: str
    outcome: str | None = None


CONCERNS: Final = (
    Raised(
        5,
        "reliability",
        "colleague",
        "Came half an hour late twice this month.",
        "Ask whether another evening suits better",
    ),
    Raised(
        60,
        "conduct",
        "partner",
        "Spoke over the other panel members.",
        "Sit beside an experienced chair",
        "partly",
    ),
)
