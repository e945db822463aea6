"""The filters in an address: read from it, and said in words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import request

from portal.access.rules import EMPLOYED
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import queries, rules
from portal.calendar.forms import KIND_LABELS, TEAM, WHOSE
from portal.calendar.models import SavedView
from portal.calendar.rules import Filters

Offered = tuple[str, str, list[tuple[str, str, bool]]]
"""A filter's name and label, and of each value its words, and whether it is chosen."""
MOST_DIGITS: Final = 10
MOST_CHOSEN: Final = 50
"""More than anybody ticks; the rest of a longer address is left out."""


def asked() -> Filters:
    """Return the filters in the address; what makes no sense filters nothing."""
    kinds, who = set(_given("kind")), request.args.get("who")
    return Filters(
        kinds=tuple(kind for kind in KIND_LABELS if kind in kinds),
        areas=_numbers("area"),
        who=who if who in rules.WHO else None,
        venues=_numbers("venue"),
        imported=request.args.get("imported") == "yes",
    )


def shown(chosen: Filters) -> dict[str, Any]:
    """Return what `calendar/_filters.html` shows, but for the view and its address."""
    person, areas = signed_in_person(), queries.area_names()
    venues, own = queries.venue_names(person), queries.saved_views(person.id)
    return {
        "chosen": chosen,
        "chosen_words": in_words(chosen, areas, venues) or "none chosen",
        "choices": _choices(chosen, areas, venues),
        "saved": [(each.name, url_of(each)) for each in own],
        "filtering": request.headers.get("HX-Source") == "form#filters",
    }


def in_words(chosen: Filters, areas: Mapping[int, str], venues: Mapping[int, str]) -> str:
    """Return what was chosen in words, "" for nothing."""
    return rules.filter_words(chosen, kinds=KIND_LABELS, areas=areas, venues=venues)


def whose() -> list[tuple[str, str]]:
    """Return whose entries can be chosen; who does not work for the service has no team."""
    return [*WHOSE, TEAM] if signed_in_user().role_names & EMPLOYED else WHOSE


def url_of(saved: SavedView) -> str:
    """Return the address of a saved view."""
    return f"/calendar/{saved.view}{Filters.of(saved.filter).query}"


def _choices(chosen: Filters, areas: Mapping[int, str], venues: Mapping[int, str]) -> list[Offered]:
    """Return the filters as they are offered."""
    return [
        _offered("kind", "Kind", "Every kind", KIND_LABELS, chosen.kinds),
        _offered("area", "Area", "All areas", areas, chosen.areas),
        (
            "who",
            "Whose",
            [(value, words, value == (chosen.who or "")) for value, words in whose()],
        ),
        _offered("venue", "Venue", "Any venue", venues, chosen.venues),
        (
            "imported",
            "Imported calendars",
            [("", "Leave out", not chosen.imported), ("yes", "Show", chosen.imported)],
        ),
    ]


def _offered(
    name: str, label: str, all_words: str, labels: Mapping[Any, str], chosen: Sequence[Any]
) -> Offered:
    """Return one of them. Several that were chosen at once, in a saved view, stay together."""
    options = [("", all_words, False)]
    if len(chosen) > 1:
        words = ", ".join(labels[value] for value in chosen if value in labels)
        options.append((",".join(map(str, chosen)), words, True))
    single = [(str(value), words, (value,) == tuple(chosen)) for value, words in labels.items()]
    return name, label, [*options, *single]


def _numbers(name: str) -> tuple[int, ...]:
    given = _given(name)
    known = {one for one in given if one.isascii() and one.isdigit() and len(one) < MOST_DIGITS}
    return tuple(sorted(map(int, known)))


def _given(name: str) -> list[str]:
    """Return the values of a name in the address, one by one or with commas between them."""
    return ",".join(request.args.getlist(name)).split(",")[:MOST_CHOSEN]
