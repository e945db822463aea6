"""What cells may name: people, rooms. Found by its number, address or exact name; never made."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final, Generic, TypeVar

from portal.spreadsheets.imports.cells import BadCell, Option, Unknown, bare

Found_co = TypeVar("Found_co", covariant=True)

MOST_LIKE: Final = 5
SHORT: Final = 2
NEAR: Final = 0.6
"""How alike two words are at least (1 is the same) before one is proposed for the other."""


@dataclass(frozen=True)
class Listed(Generic[Found_co]):
    """Something that a cell may name by any of `keys`; `token` names it and nothing else."""

    value: Found_co
    label: str
    token: str
    keys: tuple[str, ...] = ()

    @property
    def all_keys(self) -> set[str]:
        """Return everything that it goes by, bare."""
        return {bare(key) for key in (self.label, self.token, *self.keys) if bare(key)}


@dataclass(frozen=True)
class Directory(Generic[Found_co]):
    """All of one kind. `one` and `many` say what they are, `tell_apart` how to name one of two.

    > Directory(colleagues, "colleague", "colleagues", "use the email address")
    """

    entries: Sequence[Listed[Found_co]]
    one: str
    many: str
    tell_apart: str

    def find(self, text: str) -> Found_co:
        """Return what a cell names; raises `Unknown` with the nearest there are, or `BadCell`."""
        found = self._by_key.get(bare(text)) or self._by_key.get(bare(_first_name_first(text)))
        if found is None:
            raise self._unknown(text)
        if len(found) > 1:
            raise self._several(text, found)
        return found[0].value

    def _several(self, text: str, found: Sequence[Listed[Found_co]]) -> BadCell:
        """Return the refusal of a name that several have; by labels of their own, one is chosen."""
        sentence = f"there are {len(found)} {self.many} called {text}: {self.tell_apart}"
        if len({each.label for each in found}) < len(found):
            return BadCell(sentence)
        return Unknown(sentence, text, [(each.token, each.label) for each in found])

    def _unknown(self, text: str) -> Unknown:
        like = self.like(text)
        shown = " or ".join(label for _, label in like)
        hint = f"did you mean {shown}?" if like else self.tell_apart
        return Unknown(f"there is no {self.one} called {text}: {hint}", text, like)

    def like(self, text: str) -> list[Option]:
        """Return the nearest things there are to a cell: almost the same first, then namesakes."""
        words = [bare(text), bare(_first_name_first(text))]
        near = [
            key
            for word in words
            for key in get_close_matches(word, self._by_key, n=MOST_LIKE, cutoff=NEAR)
        ]
        found = {each.token: each.label for key in near for each in self._by_key[key]}
        found |= {each.token: each.label for each in self._namesakes(_words(text))}
        return list(found.items())[:MOST_LIKE]

    def _namesakes(self, said: set[str]) -> list[Listed[Found_co]]:
        """Return what has most of the words in its name that were said."""
        shared = [(len(said & _words(each.label)), each) for each in self.entries]
        most = max((count for count, _ in shared), default=0)
        return [each for count, each in shared if count == most > 0]

    @cached_property
    def _by_key(self) -> dict[str, list[Listed[Found_co]]]:
        by_key: dict[str, list[Listed[Found_co]]] = {}
        for each in self.entries:
            for key in each.all_keys:
                by_key.setdefault(key, []).append(each)
        return by_key


def _first_name_first(text: str) -> str:
    """> Osei, Margaret is Margaret Osei."""
    last, comma, first = text.partition(",")
    return f"{first} {last}" if comma else text


def _words(text: str) -> set[str]:
    """> {"margaret", "osei"}: initials and the like tell nobody apart."""
    return {bare(word) for word in text.split() if len(bare(word)) > SHORT}
