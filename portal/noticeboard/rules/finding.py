"""Finding words in the handbook: what is looked for, and the sentence around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 8
BEFORE: Final = 60
MOST_SHOWN: Final = 220


@dataclass(frozen=True)
class Piece:
    """A piece of text, and whether it was looked for."""

    text: str
    is_hit: bool = False


def wanted(typed: str) -> list[str]:
    """Return the words to look for, in small letters, each once; the first few."""
    return list(dict.fromkeys(typed.casefold().split()))[:MOST_WORDS]


def around(text: str, words: Sequence[str]) -> list[Piece]:
    """Return what stands around the first of the words in a plain text, in pieces."""
    pattern = re.compile("|".join(re.escape(word) for word in words), re.I)
    found = pattern.search(text)
    start = max(found.start() - BEFORE, 0) if found else 0
    if start:
        start = text.find(" ", start) + 1 or start
    cut = text[start : start + MOST_SHOWN]
    if start + MOST_SHOWN < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    pieces, at = [Piece("… ")] if start else [], 0
    for hit in pattern.finditer(cut):
        pieces += [Piece(cut[at : hit.start()]), Piece(hit[0], is_hit=True)]
        at = hit.end()
    return [each for each in (*pieces, Piece(cut[at:])) if each.text]
