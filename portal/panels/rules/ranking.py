"""In which order volunteers are shown for a seat, and how a sitting fits one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True)
class Candidate:
    """What ranks a volunteer for a seat; `can` is whether they may be asked at all."""

    can: bool
    over_most: bool
    knows_order: bool
    against: int
    favour: int
    last_sat: datetime | None
    name: str
    number: int


def rank(candidate: Candidate) -> tuple[bool, bool, bool, int, int, bool, float, str, int]:
    """Return the sort key of a candidate: who can, then who is asked least, then whose turn it is.

    Somebody over their own most comes after everybody who is not; somebody who sat with the same
    order before comes before those who did not.
    """
    return (
        not candidate.can,
        candidate.over_most,
        not candidate.knows_order,
        candidate.against,
        -candidate.favour,
        candidate.last_sat is not None,
        candidate.last_sat.timestamp() if candidate.last_sat else 0,
        candidate.name,
        candidate.number,
    )


def least(amounts: Mapping[int, int]) -> set[int]:
    """Return who has least of something; nobody when all have the same."""
    fewest, most = min(amounts.values(), default=0), max(amounts.values(), default=0)
    return {who for who, amount in amounts.items() if amount == fewest < most}


def fit_words(
    *, free: bool, elsewhere: Sequence[str], load: int, most: int, month: str
) -> list[str]:
    """Say to a volunteer how a sitting fits their month: what they ticked, how much, what else."""
    number = ORDINALS[load] if load < len(ORDINALS) else f"number {load + 1}"
    said = ["You said that you are usually free then"] if free else []
    count = f"It would be your {number} panel in {month}, and you asked for at most {most}"
    other = list(elsewhere) or ["You have promised nothing else at that time"]
    return [*said, count, *other]
