"""What can be chosen: passed in by the view, put into words here."""

from collections.abc import Iterable, Sequence
from typing import Any

from portal.calendar.models import Room
from portal.panels.models import Panel, PanelKind, ReferralOrder
from portal.people.models import Area, Person
from portal.site.filters import day

Options = list[tuple[Any, str]]

NOT_KNOWN = "-"
KINDS: Options = [
    ("", "Choose a kind"),
    *((kind, kind.label) for kind in PanelKind if kind is not PanelKind.PRE_COURT),
]
PLANNED_KINDS: Options = [option for option in KINDS if option[0] != PanelKind.INITIAL]


def area_options(areas: Iterable[Area], limited_to: frozenset[int]) -> Options:
    """Return the areas that somebody may choose."""
    return [
        ("", "Choose an area"),
        *((area.id, area.name) for area in areas if not limited_to or area.id in limited_to),
    ]


def person_options(people: Sequence[Person], first: str, also: Person | None = None) -> Options:
    """Return people to choose from; `also` stays among them though they no longer would be."""
    missing = [also] if also is not None and also not in people else []
    return [("", first), *((each.id, each.display_name) for each in [*people, *missing])]


def room_options(rooms: Sequence[Room], also: Room | None = None) -> Options:
    """Return rooms to choose from, with their venues."""
    missing = [also] if also is not None and also not in rooms else []
    return [("", "Choose a room"), *((each.id, each.full_name) for each in [*rooms, *missing])]


def order_options(
    orders: Iterable[tuple[ReferralOrder, str]], panels: Iterable[Panel], first: str
) -> Options:
    """Return what can be heard: orders, each with how its plan stands, and panels before court."""
    return [
        ("", first),
        *((each.ref, f"{each.ref}, {each.area.name}, {stands}") for each, stands in orders),
        *((each.ref, _before_court_option(each)) for each in panels),
    ]


def _before_court_option(panel: Panel) -> str:
    court = f", court on {day(panel.court_on)}" if panel.court_on else ""
    return f"{panel.ref}, {panel.area.name}, {panel.kind.label.lower()}{court}"


def reason_options(reasons: Iterable[str]) -> Options:
    """Return why a panel may be late; it may also be said later."""
    return [
        ("", "Choose a reason"),
        *((reason, reason) for reason in reasons),
        (NOT_KNOWN, "Not known yet"),
    ]
