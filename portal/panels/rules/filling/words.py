"""Why a draft has somebody on a seat, or nobody, each in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from portal.panels.rules.filling.values import CHAIR, OBSERVER
from portal.panels.rules.ranking import ORDINALS

MOST_NAMES: Final = 3
RESTED_WEEKS: Final = 4
"""From so many weeks on it is worth saying when somebody last sat."""
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Hindrance(StrEnum):
    """What keeps somebody who is free from an empty seat, the easiest to mend first."""

    MOST = "most"
    ELSEWHERE = "elsewhere"
    HERE = "here"
    ALONE = "alone"
    BARRED = "barred"


ONE: Final = {
    Hindrance.MOST: "is at the most sittings that they asked for in the month",
    Hindrance.ELSEWHERE: "sits elsewhere at that hour",
    Hindrance.HERE: "has another seat there",
    Hindrance.ALONE: "is still learning, and would have nobody experienced beside them",
}
SEVERAL: Final = {
    Hindrance.MOST: "are at the most sittings that they asked for in the month",
    Hindrance.ELSEWHERE: "sit elsewhere at that hour",
    Hindrance.HERE: "have other seats there",
    Hindrance.ALONE: "are still learning, and would have nobody experienced beside them",
}
OTHERWISE: Final = "Ask who else could come that day, or move the sitting."
MOVED: Final = (Hindrance.ELSEWHERE, Hindrance.HERE)
"""Hindrances of people who are needed where they are: another time brings somebody else."""


@dataclass(frozen=True)
class Hindered:
    """Somebody who is free, and what keeps them from the seat.

    `most` is what they asked for as a month's most. Of a bar, `words` and `remedy` are the
    standing's own.
    """

    name: str
    by: Hindrance
    most: int = 0
    words: str = ""
    remedy: str = ""

    @property
    def clause(self) -> str:
        """> is at the 2 sittings that they asked for as a month’s most."""
        if self.by is Hindrance.BARRED:
            return f"can’t sit ({self.words})"
        if self.by is Hindrance.MOST and self.most > 1:
            return f"is at the {self.most} sittings that they asked for as a month’s most"
        if self.by is Hindrance.MOST and self.most == 1:
            return "is at the one sitting a month that they asked for"
        return ONE[self.by]

    @property
    def mend(self) -> str:
        """Return what would bring them to the seat, or somebody else."""
        if self.by is Hindrance.MOST:
            more = ORDINALS[self.most] if self.most < len(ORDINALS) else "further one"
            return f"Ask {self.name} for a {more}."
        if self.by is Hindrance.ELSEWHERE:
            return f"Move the sitting to another hour, and ask {self.name} for both."
        if self.by is Hindrance.ALONE:
            return "Ask somebody experienced who could come that day."
        return f"{self.name}: {self.remedy}." if self.remedy else OTHERWISE


@dataclass(frozen=True)
class Empty:
    """Why a seat stays empty, and what would mend it."""

    why: str
    remedy: str


def why_empty(
    kind: str,
    hindered: Sequence[Hindered],
    *,
    could: Sequence[str] = (),
    silent: Sequence[str] = (),
    otherwise: str = "",
) -> Empty:
    """Return why nobody is on a seat of the kind, and the remedy that is nearest.

    `could` are those whom nothing hinders; there are such only if time was up first, or what they
    would cost counts more. `silent` have not said which days suit them. `otherwise` names another
    time at which somebody could: a remedy where asking one person for more is none.
    """
    may = " and may chair" if kind == CHAIR else ""
    if could:
        why = f"{in_a_row(could)} could, but other things counted more, or time was up first."
        return Empty(why, "Fill again, or plan somebody by hand.")
    if not hindered:
        who = f"Nobody who may {_part(kind)}"
        why = f"{who} has said that they are free then."
        if not silent:
            return Empty(why, otherwise or OTHERWISE)
        return Empty(why, f"Ask {in_a_row(silent)}: they have not said which days suit them.")
    ordered = sorted(hindered, key=lambda each: (list(Hindrance).index(each.by), each.name))
    mend = ordered[0].mend
    moved = otherwise and (ordered[0].by in MOVED or mend == OTHERWISE)
    return Empty(_hindered_words(ordered, may), otherwise if moved else mend)


def _hindered_words(people: Sequence[Hindered], may: str) -> str:
    if len(people) == 1:
        only = people[0]
        if only.by is Hindrance.BARRED:
            return f"{only.name} is free, but can’t sit: {only.words}."
        return f"The only person left who is free then{may}, {only.name}, {only.clause}."
    count = NUMBERS[len(people)] if len(people) < len(NUMBERS) else f"{len(people)}"
    groups = [list(group) for _, group in groupby(people, key=lambda each: each.by)]
    if len(groups) == 1 and people[0].by is not Hindrance.BARRED:
        names = in_a_row([each.name for each in people])
        return f"The {count} left who are free then{may}, {names}, {SEVERAL[people[0].by]}."
    *clauses, last = [clause for group in groups for clause in _clauses(group)]
    said = f"{'; '.join(clauses)}; and {last}" if clauses else last
    return f"Of the {count} left who are free then{may}, {said}."


def _clauses(group: Sequence[Hindered]) -> list[str]:
    """Return what keeps people of one kind of hindrance; each bar is a story of its own."""
    by = group[0].by
    if len(group) == 1:
        return [f"{group[0].name} {group[0].clause}"]
    if by is not Hindrance.BARRED:
        return [f"{in_a_row([each.name for each in group])} {SEVERAL[by]}"]
    shown = [f"{each.name} {each.clause}" for each in group[:MOST_NAMES]]
    more = len(group) - MOST_NAMES
    return [*shown, f"{more} more can’t sit"] if more > 0 else shown


def in_a_row(names: Sequence[str]) -> str:
    """> Ann Lee; Ann Lee and Ruth Okafor; Ann Lee, Ruth Okafor and 3 others."""
    if len(names) == 1:
        return names[0]
    more = len(names) - MOST_NAMES + 1
    shown = [*names] if len(names) <= MOST_NAMES else [*names[: MOST_NAMES - 1], f"{more} others"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


@dataclass(frozen=True)
class Chosen:
    """What speaks for somebody on a seat.

    `knew` is how they know an order heard there ("sat at this order’s initial panel"), `again`
    the day of another sitting in the draft at which they meet it. `beside` are those experienced
    who sit there too. `least` is a month's least that they had not reached. `weeks` are those
    since they last sat, if ever. `gone` says why who was planned before cannot be.
    """

    name: str
    kind: str
    only: bool = False
    knew: str = ""
    again: str = ""
    beside: Sequence[str] = ()
    least: int = 0
    chaired_least: bool = False
    nearest: bool = False
    weeks: int | None = None
    gone: str = ""


def why_chosen(chosen: Chosen) -> str:
    """Return what counted most: “Imran Qureshi sat at this order’s initial panel.”."""
    said = (
        (chosen.only, f"is the only one free who may {_part(chosen.kind)}"),
        (chosen.knew, chosen.knew),
        (chosen.again, f"meets this order on {chosen.again} too"),
        (chosen.beside, f"is still learning, beside {' and '.join(chosen.beside)}"),
        (chosen.least, f"has not reached the {chosen.least} a month that they asked for"),
        (chosen.chaired_least, "has chaired least in the past year"),
        (chosen.nearest, _rested("is nearest", chosen.weeks)),
        (chosen.weeks is None, "has not sat yet"),
        ((chosen.weeks or 0) >= RESTED_WEEKS, f"has not sat for {chosen.weeks} weeks"),
    )
    words = next((words for holds, words in said if holds), "is free, and has room in their month")
    after = f"; {chosen.gone}" if chosen.gone else ""
    return f"{chosen.name} {words}{after}."


def _rested(words: str, weeks: int | None) -> str:
    return f"{words}, and has not sat for {weeks} weeks" if (weeks or 0) >= RESTED_WEEKS else words


def _part(kind: str) -> str:
    return {CHAIR: "chair", OBSERVER: "observe"}.get(kind, "sit")
