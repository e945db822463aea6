"""How two versions of a text differ, paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

BEGINS: Final = re.compile(r"(?:[-*+>]|\d+[.)]|#+)\s")
AROUND: Final = 1
"""So many lines that stayed are shown before and after one that did not."""


class Fate(StrEnum):
    """What became of a line; `GAP` stands for lines that stayed and are left out."""

    STAYED = "stayed"
    GONE = "gone"
    NEW = "new"
    GAP = "gap"


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading or a point of a list, and what became of it."""

    fate: Fate
    text: str = ""


def differences(before: str, after: str) -> list[Line]:
    """Return the lines that went and that came, each in its place; none when nothing differs."""
    lines = list(_every(_paragraphs(before), _paragraphs(after)))
    changed = [number for number, line in enumerate(lines) if line.fate is not Fate.STAYED]
    near = {number for each in changed for number in range(each - AROUND, each + AROUND + 1)}
    shown: list[Line] = []
    for number, line in enumerate(lines):
        if number in near:
            shown.append(line)
        elif changed and (not shown or shown[-1].fate is not Fate.GAP):
            shown.append(Line(Fate.GAP))
    return shown


def _paragraphs(text: str) -> list[str]:
    """Return headings, points of lists and paragraphs, however their lines were broken."""
    found: list[str] = []
    goes_on = False
    for line in map(str.strip, text.splitlines()):
        if line and goes_on and not BEGINS.match(line):
            found[-1] += f" {line}"
        elif line:
            found.append(line)
        goes_on = bool(line) and not line.startswith("#")
    return found


def _every(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for step, first, last, first_new, last_new in steps:
        if step == "equal":
            yield from (Line(Fate.STAYED, text) for text in before[first:last])
        else:
            yield from (Line(Fate.GONE, text) for text in before[first:last])
            yield from (Line(Fate.NEW, text) for text in after[first_new:last_new])
