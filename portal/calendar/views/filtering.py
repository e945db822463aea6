"""The filters in an address: read from it, and said in words."""

from collections.abc import Mapping
from typing import Final

from flask import request

from portal.calendar import rules
from portal.calendar.models import Kind
from portal.calendar.rules import Filters

MOST_DIGITS: Final = 10
MOST_CHOSEN: Final = 50
"""More than anybody ticks; the rest of a longer address is left out."""
KIND_LABELS: Final = {kind.value: kind.label for kind in Kind}


def asked() -> Filters:
    """Return the filters in the address; what makes no sense filters nothing."""
    kinds, who = set(request.args.getlist("kind")), request.args.get("who")
    return Filters(
        kinds=tuple(kind for kind in KIND_LABELS if kind in kinds),
        areas=_numbers("area"),
        who=who if who in rules.WHO else None,
        venues=_numbers("venue"),
    )


def in_words(
    chosen: Filters, areas: Mapping[int, str], venues: Mapping[int, str] | None = None
) -> str:
    """Return what was chosen in words, "" for nothing."""
    return rules.filter_words(chosen, kinds=KIND_LABELS, areas=areas, venues=venues or {})


def _numbers(name: str) -> tuple[int, ...]:
    given = request.args.getlist(name)[:MOST_CHOSEN]
    known = {one for one in given if one.isascii() and one.isdigit() and len(one) < MOST_DIGITS}
    return tuple(sorted(map(int, known)))
