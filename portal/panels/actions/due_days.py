"""The days by which panels must sit, as entries of the coordinators' calendar.

An entry keeps its place in the plan, not its panel: when a sitting is cancelled and its panel
planned again, nothing changes in anybody's calendar. It says of an order no more than its area.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID, uuid4, uuid5

from portal import clock
from portal.calendar.actions import cancel, publish
from portal.calendar.models import Entry, Kind
from portal.calendar.rules import ARRANGING
from portal.panels.models import FIRST_PANELS, Panel, PanelState, ReferralOrder
from portal.panels.queries import plans
from portal.people.models import Area, Person

FIRST: Final = "first"
DONE: Final = (PanelState.HELD, PanelState.ADJOURNED)


class _Place(NamedTuple):
    """A place in the plan: a day once a panel is due there, none once it has met."""

    due_on: date | None


def publish_due_days(order: ReferralOrder, *, actor: Person | None) -> None:
    """Bring the calendar up to the plan of an order; what it no longer asks for is called off.

    Panels that are only proposed are not in it. What was due for panels that were held stays.
    """
    places = dict(_places(order))
    known = {entry.uuid: entry for entry in plans.due_entries(_possible(order))}
    for uuid, place in places.items():
        if place.due_on is None:
            continue
        _publish(
            place.due_on,
            uuid,
            known.get(uuid),
            title=f"Panel due, {order.area.name}",
            leads_to=order.uuid,
            area=order.area,
            actor=actor,
        )
    for uuid, entry in known.items():
        if uuid not in places:
            cancel(entry=entry, actor=actor)


def publish_due_days_of(panels: Iterable[Panel], *, actor: Person | None) -> None:
    """Bring the calendar up to the plans that panels belong to, or to their own day in court."""
    found = list(panels)
    for order in dict.fromkeys(panel.order for panel in found if panel.order):
        publish_due_days(order, actor=actor)
    for panel in found:
        if panel.order is None:
            _publish_court_day(panel, actor=actor)


def _publish_court_day(panel: Panel, *, actor: Person | None) -> None:
    """Bring the calendar up to the last day of a panel that has no order."""
    if panel.state in DONE:
        return
    found = plans.due_entries({panel.due_uuid}) if panel.due_uuid else ()
    known = found[0] if found else None
    if panel.state is PanelState.PLANNED and panel.due_on:
        panel.due_uuid = panel.due_uuid or uuid4()
        _publish(
            panel.due_on,
            panel.due_uuid,
            known,
            title=f"Panel due before court, {panel.area.name}",
            leads_to=panel.due_uuid,
            area=panel.area,
            actor=actor,
        )
    elif known is not None:
        cancel(entry=known, actor=actor)


def _publish(  # noqa: PLR0913 -- what an entry is, named one by one
    due_on: date,
    uuid: UUID,
    known: Entry | None,
    *,
    title: str,
    leads_to: UUID,
    area: Area,
    actor: Person | None,
) -> None:
    starts_at, ends_at = clock.day_bounds(due_on, due_on)
    publish(
        actor=actor,
        kind=Kind.DUE,
        title=title,
        path=f"/panels/due/{leads_to}",
        starts_at=starts_at,
        ends_at=ends_at,
        audience=ARRANGING,
        entry=known,
        uuid=uuid,
        area=area,
        all_day=True,
    )


def _places(order: ReferralOrder) -> Iterator[tuple[UUID, _Place]]:
    groups: defaultdict[str, list[tuple[date, bool]]] = defaultdict(list)
    for panel in order.panels:
        is_done = panel.state in DONE
        if panel.due_on and (is_done or panel.state is PanelState.PLANNED):
            groups[_group(panel.kind)].append((panel.due_on, is_done))
    if plans.needs_first(order):
        groups[FIRST].append((order.due_on, False))
    for group, days in groups.items():
        for number, (due_on, is_done) in enumerate(sorted(days)):
            yield _uuid(order, group, number), _Place(None if is_done else due_on)


def _possible(order: ReferralOrder) -> list[UUID]:
    """Return the places that an order can have, or can ever have had."""
    groups = {FIRST, *(_group(panel.kind) for panel in order.panels)}
    most = len(order.panels) + 1
    return [_uuid(order, group, number) for group in groups for number in range(most)]


def _group(kind: str) -> str:
    return FIRST if kind in FIRST_PANELS else kind


def _uuid(order: ReferralOrder, group: str, number: int) -> UUID:
    return uuid5(order.uuid, f"{group}:{number}")
