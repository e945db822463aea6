"""What is to be arranged for a panel, ticked by whoever has seen to it."""

from collections.abc import Collection, Mapping
from datetime import time

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.models import (
    CHECKLIST,
    Panel,
    PanelCheck,
    PanelKind,
    PanelsTag,
    SittingState,
)
from portal.panels.queries import checklists, plans
from portal.people.models import Person
from portal.settings.queries import lines

KINDS = frozenset(kind.value for kind in PanelKind)
COMES = (SittingState.DRAFT, SittingState.PUBLISHED)


def template_for(panel: Panel) -> list[str]:
    """Return what the settings' list holds for this kind of panel."""
    return rules.items_for(lines(CHECKLIST), panel.kind.value, KINDS)


def lay_out(panel: Panel) -> None:
    """Give a panel its checklist, when it is put into a sitting for the first time."""
    if not panel.checks:
        panel.checks = [
            PanelCheck(position=position, item=item)
            for position, item in enumerate(template_for(panel), start=1)
        ]


def tick(
    *,
    panel: Panel,
    ticked: Collection[int],
    unticked: Collection[int],
    times: Mapping[int, time],
    actor: Person,
) -> None:
    """Note what is arranged, and what is not after all; each box by itself, twice is harmless.

    `times` go with the items that ask for one: raises `rules.Refused` for such an item without,
    its field being `at_` and the item's number; and, as all changes here, once a panel is over.
    """
    _hold(panel)
    for check in checklists.checks_of(panel.id):
        if check.id in ticked:
            _tick(panel, check, times.get(check.id), actor=actor)
        elif check.id in unticked and check.done_at is not None:
            check.done_at = check.done_by = check.at_time = None
            record(PanelsTag.CHECK_UNTICKED, panel, actor=actor, item=check.item)


def add_item(*, panel: Panel, item: str, actor: Person) -> None:
    """Put an item of the settings' list on a panel's own. Twice is harmless.

    Raises `rules.Refused` for anything else: nothing is written freely about a panel.
    """
    _hold(panel)
    if item not in template_for(panel):
        raise rules.Refused(
            "That is not on the service’s list.", "Choose something from it.", "item"
        )
    found = checklists.checks_of(panel.id)
    if any(check.item == item for check in found):
        return
    position = max((check.position for check in found), default=0) + 1
    session.add(PanelCheck(panel_id=panel.id, position=position, item=item))
    record(PanelsTag.CHECK_ADDED, panel, actor=actor, item=item)


def take_item_off(*, panel: Panel, check_id: int, actor: Person) -> None:
    """Take an item off a panel's list, because it is not needed there. Twice is harmless."""
    _hold(panel)
    for check in checklists.checks_of(panel.id):
        if check.id == check_id and check.item not in rules.AFTERWARDS:
            session.delete(check)
            record(PanelsTag.CHECK_TAKEN_OFF, panel, actor=actor, item=check.item)


def _hold(panel: Panel) -> None:
    """Hold a panel that is still to come: afterwards its list tells what was arranged for it."""
    sitting = plans.lock_panel(panel.id).sitting
    if sitting is None or sitting.state not in COMES or sitting.entry.ends_at <= clock.now():
        raise rules.Refused(
            f"{panel.ref} is over, or has no sitting just now.",
            "Its list can be changed while its sitting is still to come.",
        )


def _tick(panel: Panel, check: PanelCheck, at: time | None, *, actor: Person) -> None:
    if rules.asks_time(check.item) and at is None:
        raise rules.Refused(
            f"“{check.item}” needs its time.", "Enter a time, like 4:45pm.", f"at_{check.id}"
        )
    if check.done_at is not None and check.at_time == at:
        return
    check.at_time = at
    check.done_at, check.done_by = clock.now(), actor
    record(PanelsTag.CHECK_TICKED, panel, actor=actor, item=check.item)


def note_afterwards(*, panel: Panel, done: Mapping[str, bool], actor: Person) -> None:
    """Tick or untick what is seen to once a panel is over, by the item's words."""
    known = {check.item: check for check in checklists.checks_of(panel.id)}
    position = max((check.position for check in known.values()), default=0)
    for item, wanted in done.items():
        check = known.get(item)
        if check is None:
            position += 1
            check = PanelCheck(panel_id=panel.id, position=position, item=item)
            session.add(check)
        if wanted and check.done_at is None:
            _tick(panel, check, None, actor=actor)
        elif not wanted and check.done_at is not None:
            check.done_at = check.done_by = None
            record(PanelsTag.CHECK_UNTICKED, panel, actor=actor, item=item)
