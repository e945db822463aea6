"""Text that people paste, mostly from Word: kept readable, as they see it there.

What a screen shows the same is made the same. Nothing that can be seen is taken out.
"""

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CELL: Final = "\x07"
"""Word's own mark between cells, which some programs copy along."""
_BULLET: Final = "•"
_SYMBOL_BULLETS: Final = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\u00b7\u25aa\u25cf]")
"""Bullets of the fonts Symbol and Wingdings, which have no character of their own."""
_LIST_ITEM: Final = re.compile(r"^[ \t]*(•|o|[-–]|\w{1,3}[.)])[ \t]*\t[ \t]*", re.M)
_BULLET_ITEM: Final = re.compile(r"^[ \t]*•[ \t]*", re.M)
_BETWEEN_CELLS: Final = re.compile(r" *\t[ \t]*")
_BLANK: Final = re.compile(r"\n(?:[ \t]*\n){2,}")
_SPACES: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_KEPT: Final = frozenset("\n\t\u200c\u200d")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def readable(text: str) -> str:
    """Return text as it looked where it was copied: lists as lists, and a table line by line.

    Cells are parted by a bar. What cannot be seen is left out: the form's own checks would refuse
    it, and whoever pasted it could not find it.
    """
    text = _LINE_ENDS.sub("\n", text).replace(_CELL, "\t")
    text = "".join(_western(character) for character in text)
    text = _SPACES.sub(" ", _SYMBOL_BULLETS.sub(_BULLET, text))
    text = "".join(character for character in text if _is_seen(character))
    text = _BULLET_ITEM.sub(f"{_BULLET} ", _LIST_ITEM.sub(r"\1 ", text))
    text = "\n".join(_BETWEEN_CELLS.sub(" | ", line.strip()) for line in text.split("\n"))
    return _BLANK.sub("\n\n", text).strip()


def line(text: str) -> str:
    """Return text for one line: a name that was pasted with a line end or a tab stays a name."""
    return " ".join(readable(text).replace(" | ", " ").split())


def _western(character: str) -> str:
    """Return what Windows means by a character that others do not have: smart quotes, mostly."""
    if not "\x80" <= character <= "\x9f":
        return character
    return character.encode("latin-1").decode("cp1252", errors="ignore")


def _is_seen(character: str) -> bool:
    return character in _KEPT or unicodedata.category(character) not in _UNSEEN
