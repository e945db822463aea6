"""Sentences that are kept name people by number alone: who is erased is in none of them."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

NAMED: Final = re.compile(r"⟦[^⟦⟧|]*\|(\d+)⟧")
NUMBERED: Final = re.compile(r"⟦(\d+)⟧")
SOMEBODY: Final = "somebody"


def marked(number: int, name: str) -> str:
    """Return a name that `by_number` finds again in a sentence; it sorts as the name does."""
    return f"⟦{name}|{number}⟧"


def by_number(sentence: str) -> str:
    """> ⟦Ann Lee|41⟧ is nearest. becomes ⟦41⟧ is nearest."""
    return NAMED.sub(r"⟦\1⟧", sentence)


def numbers_in(sentences: Iterable[str]) -> set[int]:
    """Return whom sentences name."""
    return {int(number) for each in sentences for number in NUMBERED.findall(each)}


def by_name(sentence: str, names: Mapping[int, str]) -> str:
    """Return a sentence as people read it, with their names of today."""
    return NUMBERED.sub(lambda found: names.get(int(found[1]), SOMEBODY), sentence)
