"""Making the plan of an order anew: what would change, whether that was agreed to, and doing it.

The order is held by whoever calls. Nothing that has a sitting is touched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.references import next_reference
from portal.panels.models import (
    PROGRESS_MONTHS,
    OrderState,
    Panel,
    PanelKind,
    PanelsTag,
    PanelState,
    ReferralOrder,
)
from portal.people.models import Person
from portal.settings.queries import value

IN_PLAN = (PanelState.PROPOSED, PanelState.PLANNED, PanelState.HELD)
UNTIL_THE_END = (rules.PROGRESS, rules.FINAL)


def is_open(panel: Panel) -> bool:
    """Return whether a panel is in the plan and can still be planned otherwise."""
    waits = panel.state in {PanelState.PROPOSED, PanelState.PLANNED}
    return waits and panel.sitting_id is None


def changes_for(
    panels: Iterable[Panel], term: rules.Term, *, since: date | None
) -> list[rules.PlanChange]:
    """Return what must change for an order's open panels to follow its contract."""
    steps = [_step(panel) for panel in panels if _counts(panel)]
    return rules.replan(
        term, steps, kinds=UNTIL_THE_END, every=value(PROGRESS_MONTHS), days=clock, since=since
    )


def changes_after(
    panels: Iterable[Panel], term: rules.Term, moved: Panel, *, was: date, now: date
) -> list[rules.PlanChange]:
    """Return what becomes of the progress panels after one that is moved: itself first, if any."""
    steps = []
    for panel in panels:
        if panel is moved:
            steps.append(rules.Step(panel.ref, panel.kind, now, settled=True))
        elif _counts(panel):
            step = _step(panel)
            steps.append(step if step.day > was else replace(step, settled=True))
    after = rules.replan(
        term,
        steps,
        kinds=(rules.PROGRESS,),
        every=value(PROGRESS_MONTHS),
        days=clock,
        since=now + timedelta(days=1),
    )
    return [rules.PlanChange(moved.ref, moved.kind, was, now), *after] if after else []


def is_agreed(changes: Sequence[rules.PlanChange], answer: str, *, may_keep: bool = False) -> bool:
    """Return whether the plan shall change; raises `rules.WouldReplan` while nobody has seen how.

    What is new alone needs no word before: it is a suggestion.
    """
    if may_keep and answer == rules.KEEP:
        return False
    if any(change.was for change in changes) and answer != rules.key_of(changes):
        raise rules.WouldReplan(changes, may_keep=may_keep)
    return True


def follow(
    order: ReferralOrder,
    panels: Iterable[Panel],
    changes: Iterable[rules.PlanChange],
    *,
    actor: Person | None,
) -> None:
    """Change the plan as said: days, panels dropped, and new ones as suggestions."""
    by_ref = {panel.ref: panel for panel in panels}
    for change in changes:
        panel = by_ref.get(change.ref)
        if panel is None:
            propose(order, PanelKind(change.kind), change.now, actor=actor)
        elif not is_open(panel):
            continue  # its sitting moves, which is what the others follow
        elif change.now is None:
            drop(panel, actor=actor)
        else:
            redate(panel, change.now, actor=actor)


def propose(
    order: ReferralOrder, kind: PanelKind, due_on: date | None, *, actor: Person | None
) -> Panel:
    """Suggest a panel to the coordinator."""
    panel = Panel(
        ref=next_reference("P"), order=order, kind=kind, due_on=due_on, state=PanelState.PROPOSED
    )
    session.add(panel)
    record(PanelsTag.PANEL_PROPOSED, panel, actor=actor)
    return panel


def redate(panel: Panel, due_on: date, *, actor: Person | None) -> None:
    """Give a panel another last day."""
    changes = amend(panel, due_on=due_on)
    if changes:
        record(PanelsTag.PANEL_REDATED, panel, actor=actor, changes=changes)


def drop(panel: Panel, *, actor: Person | None) -> None:
    """Take a panel that has no sitting out of the plan."""
    changes = amend(panel, state=PanelState.CANCELLED)
    record(PanelsTag.PANEL_DROPPED, panel, actor=actor, changes=changes)


def close(
    order: ReferralOrder, panels: Iterable[Panel], *, on: date, actor: Person | None
) -> Changes:
    """End an order on a day: what it has planned and not arranged is dropped."""
    for panel in panels:
        if is_open(panel):
            drop(panel, actor=actor)
    return amend(order, state=OrderState.ENDED, ends_on=on)


def dropping(panels: Iterable[Panel]) -> list[rules.PlanChange]:
    """Return what becomes of a plan when its order ends."""
    return [
        rules.PlanChange(panel.ref, panel.kind, panel.due_on, None)
        for panel in panels
        if is_open(panel)
    ]


def is_renewed(panel: Panel) -> bool:
    """Return whether a panel is planned again when its sitting is called off.

    An order's initial panel is left to the order itself, which shows that it has none.
    """
    if panel.order is not None and panel.order.state is OrderState.ENDED:
        return False
    return panel.kind is not PanelKind.INITIAL or panel.follows_id is not None


def renew(panel: Panel, *, actor: Person) -> Panel:
    """Plan a panel again whose sitting will not be, by the same day: it needs another date."""
    again = Panel(
        ref=next_reference("P"),
        order=panel.order,
        kind=panel.kind,
        due_on=panel.due_on or panel.sits_on,
        court_on=panel.court_on,
        own_area=panel.own_area,
        own_case_manager=panel.own_case_manager,
        follows_id=panel.follows_id,
        late_reason=panel.late_reason,
        state=PanelState.PLANNED,
    )
    if panel.due_uuid:
        due_uuid, panel.due_uuid = panel.due_uuid, None
        session.flush()  # no two have one entry, even for a moment
        again.due_uuid = due_uuid
    session.add(again)
    record(PanelsTag.PANEL_PLANNED, again, actor=actor)
    return again


def _counts(panel: Panel) -> bool:
    in_plan = panel.kind in UNTIL_THE_END and panel.state in IN_PLAN
    return in_plan and (panel.sits_on or panel.due_on) is not None


def _step(panel: Panel) -> rules.Step:
    day = panel.sits_on or panel.due_on
    assert day is not None  # noqa: S101 -- only those that have one count
    settled = not is_open(panel) or panel.follows_id is not None
    return rules.Step(panel.ref, panel.kind, day, settled)
