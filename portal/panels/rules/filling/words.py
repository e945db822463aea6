"""Why a draft has somebody on a seat, or nobody, each in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.panels.rules.filling.values import CHAIR, OBSERVER

MOST_NAMES: Final = 3
RESTED_WEEKS: Final = 4
"""From so many weeks on it is worth saying when somebody last sat."""


class Hindrance(StrEnum):
    """What keeps somebody who is free from an empty seat, the easiest to mend first."""

    MOST = "most"
    ELSEWHERE = "elsewhere"
    HERE = "here"
    ALONE = "alone"
    BARRED = "barred"


ONE: Final = {
    Hindrance.MOST: "{names} is at the most sittings that they agreed to",
    Hindrance.ELSEWHERE: "{names} sits elsewhere at that hour",
    Hindrance.HERE: "{names} has another seat there",
    Hindrance.ALONE: "{names} is still learning, and has nobody experienced beside them",
}
SEVERAL: Final = {
    Hindrance.MOST: "{names} are at the most sittings that they agreed to",
    Hindrance.ELSEWHERE: "{names} sit elsewhere at that hour",
    Hindrance.HERE: "{names} have other seats there",
    Hindrance.ALONE: "{names} are still learning, and have nobody experienced beside them",
}
REMEDIES: Final = {
    Hindrance.MOST: "Ask whether they would sit once more, or move the sitting to another month.",
    Hindrance.ELSEWHERE: "Move the sitting to another hour or day.",
    Hindrance.HERE: "Ask who else could come that day, or move the sitting.",
    Hindrance.ALONE: "Ask somebody experienced who could come that day.",
    Hindrance.BARRED: "Ask who else could come that day, or move the sitting.",
}


@dataclass(frozen=True)
class Hindered:
    """Somebody who is free, and what keeps them from the seat.

    Of a bar, `words` and `remedy` are the standing's own.
    """

    name: str
    by: Hindrance
    words: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Empty:
    """Why a seat stays empty, and what would mend it."""

    why: str
    remedy: str


def why_empty(kind: str, hindered: Sequence[Hindered], *, could: Sequence[str] = ()) -> Empty:
    """Return why nobody is on a seat of the kind; `could` are those whom nothing hinders.

    There are such only if time was up first, or what they would cost counts more.
    """
    doing = "chair" if kind == CHAIR else "sit"
    if could:
        return Empty(
            f"{_row(could)} could {doing}, but other seats counted more, or time was up first.",
            "Fill again, or plan them by hand.",
        )
    if not hindered:
        return Empty(f"Nobody is free then who may {doing}.", REMEDIES[Hindrance.HERE])
    clauses = [
        clause for by in Hindrance for clause in _clauses(by, [e for e in hindered if e.by == by])
    ]
    first = min(hindered, key=lambda each: list(Hindrance).index(each.by))
    mend = first.remedy or REMEDIES[first.by]
    free = f"Nobody is left who may {doing}: " if len(hindered) <= MOST_NAMES else ""
    return Empty(f"{free}{'; '.join(clauses[:MOST_NAMES])}.", mend)


def _clauses(by: Hindrance, people: Sequence[Hindered]) -> list[str]:
    if by is Hindrance.BARRED:
        return [f"{each.name} can’t ({each.words})" for each in people]
    if not people:
        return []
    said = ONE if len(people) == 1 else SEVERAL
    return [said[by].format(names=_row([each.name for each in people]))]


def _row(names: Sequence[str]) -> str:
    """> Ann Lee; Ann Lee and Ruth Okafor; Ann Lee, Ruth Okafor and 3 others."""
    if len(names) == 1:
        return names[0]
    more = len(names) - MOST_NAMES + 1
    shown = [*names] if len(names) <= MOST_NAMES else [*names[: MOST_NAMES - 1], f"{more} others"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


@dataclass(frozen=True)
class Chosen:
    """What speaks for somebody on a seat. `weeks` are those since they last sat, if ever."""

    kind: str
    only: bool = False
    knows: bool = False
    again: bool = False
    learner: bool = False
    under: bool = False
    weeks: int | None = None


def why_chosen(chosen: Chosen) -> str:
    """Return what counted most, to be read after their name: “sat with the same order before”."""
    said = (
        (chosen.only, f"is the only one free who may {_part(chosen.kind)}"),
        (chosen.knows, "sat with the same order before"),
        (chosen.again, "sits at the next panel of the same order too"),
        (chosen.learner, "is still learning, and sits beside somebody experienced"),
        (chosen.under, "has fewer sittings than they asked for"),
        (chosen.weeks is None, "has not sat yet"),
        ((chosen.weeks or 0) >= RESTED_WEEKS, f"has not sat for {chosen.weeks} weeks"),
    )
    return next((words for holds, words in said if holds), "is free, and has room in their month")


def _part(kind: str) -> str:
    return {CHAIR: "chair", OBSERVER: "observe"}.get(kind, "sit")
