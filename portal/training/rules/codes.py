"""Check codes as people type them: with spaces, in lower case, with letters that look alike."""

import re
from itertools import product
from typing import Final

ALIKE: Final = {"5": "5S", "S": "S5", "2": "2Z", "Z": "Z2", "8": "8B", "B": "B8", "6": "6G"} | {
    "G": "G6",
    "0": "DQ",
    "O": "QD",
    "U": "V",
    "A": "4",
    "E": "3",
    "I": "T7",
    "1": "T7",
    "L": "T7",
}
"""What a letter may stand for; codes have no vowel, no L, no 0 and no 1."""

MOST_READINGS: Final = 4096
GROUP: Final = 4


def readings(typed: str, length: int) -> list[str]:
    """Return the codes that typed text may stand for, as it is written first; none if it cannot.

    > ["BCDF2345GHJK", "BCDFZ345GHJK", …] for "bcdf-2345 ghjk".
    """
    letters = re.sub(r"[\W_]", "", typed, flags=re.ASCII).upper()
    if len(letters) != length or not letters.isascii():
        return []
    found = []
    for reading in product(*(ALIKE.get(letter, letter) for letter in letters)):
        found.append("".join(reading))
        if len(found) == MOST_READINGS:
            break
    return found


def grouped(code: str) -> str:
    """> BCDF 2345 GHJK."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
