"""Which column is which: headings are matched whatever their case, spaces and punctuation."""

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from portal.spreadsheets.imports.cells import bare

OWN: Final = frozenset({"reason", "line"})
"""The columns that our own files add: passed over when they come back."""


@dataclass(frozen=True)
class Layout:
    """The headings by which one kind of spreadsheet is known.

    `aliases` has the bare headings that name each field, `template` our own ones. `is_table` says
    whether some fields make a table of this kind; `wanted` and `named` ask for them in words
    ("a column for the name", "‘Name’"), and `row` is what a row is ("a volunteer").
    """

    aliases: Mapping[str, str]
    template: tuple[str, ...]
    is_table: Callable[[Collection[str]], bool]
    wanted: str
    named: str
    row: str

    @cached_property
    def fields(self) -> dict[str, str]:
        """Return the field that each bare heading names."""
        ours = {alias: field for field, words in self.aliases.items() for alias in words.split()}
        return {**{own: own for own in OWN}, **ours}


@dataclass(frozen=True)
class Columns:
    """Where each known field stands, and which headings stand for nothing that we know.

    `doubled` are headings that name a field already found to their left.
    """

    places: dict[str, int]
    spare: tuple[str, ...]
    doubled: tuple[str, ...]


def match(headings: Sequence[str], layout: Layout) -> Columns:
    """Return which heading names which field."""
    places: dict[str, int] = {}
    spare, doubled = [], []
    for place, heading in enumerate(headings):
        field = field_of(heading, layout)
        if field is None:
            spare.append(heading.strip())
        elif field in places:
            doubled.append(heading.strip())
        else:
            places[field] = place
    return Columns(places, tuple(filter(None, spare)), tuple(doubled))


def field_of(heading: str, layout: Layout) -> str | None:
    """Return the field that a heading names, if we know it."""
    return layout.fields.get(bare(unicodedata.normalize("NFKC", heading)))
