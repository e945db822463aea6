"""The plan of an order: its contract, and what a coordinator says to each panel proposed.

Every change here holds the order's row. Where a sitting is held too, that comes first.
"""

from datetime import date

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.panels import rules
from portal.panels.actions import replanning
from portal.panels.actions.due_days import publish_due_days
from portal.panels.actions.references import next_reference
from portal.panels.models import (
    LATE_REASONS,
    OrderState,
    Panel,
    PanelKind,
    PanelsTag,
    PanelState,
    ReferralOrder,
    Sitting,
)
from portal.panels.queries import orders, plans
from portal.panels.queries.sittings import live_panels
from portal.people.models import Person
from portal.settings.queries import lines
from portal.site.filters import day


def sign_contract(
    *, order: ReferralOrder, version: int, signed_on: date, replanned: str = "", actor: Person
) -> None:
    """Note when the contract was signed, and propose the panels that follow.

    Said again with another day, it plans anew what has no sitting; with the same day, it proposes
    what is missing. Raises `rules.WouldReplan` until it was agreed what changes, `rules.Stale`
    when somebody else changed the order meanwhile, and `rules.Refused` when it cannot have been
    signed then.
    """
    order, panels = _hold(order)
    if order.signed_on != signed_on and order.version != version:
        raise rules.Stale("This order was changed since you opened it.")
    check_open(order)
    rules.check_signed(signed_on, court_date=order.court_date, today=clock.today())
    follow_contract(order, panels, signed_on=signed_on, replanned=replanned, actor=actor)


def follow_contract(
    order: ReferralOrder,
    panels: list[Panel],
    *,
    signed_on: date,
    replanned: str,
    actor: Person | None,
) -> None:
    """Let the plan of an order that is held follow the day and the length of its contract.

    Raises `rules.WouldReplan`, and has then changed nothing.
    """
    term = plans.term_of(order, signed_on)
    assert term is not None  # noqa: S101 -- it is signed
    changes = replanning.changes_for(panels, term, since=plans.came_on(order))
    replanning.is_agreed(changes, replanned)
    was = order.signed_on
    noted = amend(order, signed_on=signed_on, ends_on=term.ends_on)
    if was != signed_on:
        record(PanelsTag.CONTRACT_SIGNED, order, actor=actor, on=signed_on, changes=noted)
    replanning.follow(order, panels, changes, actor=actor)
    publish_due_days(order, actor=actor)


def accept_plan(*, order: ReferralOrder, actor: Person) -> int:
    """Accept every panel that is proposed; return how many there were."""
    order, panels = _hold(order)
    check_open(order)
    proposed = [panel for panel in panels if panel.state is PanelState.PROPOSED]
    for panel in proposed:
        _accept(panel, actor=actor)
    publish_due_days(order, actor=actor)
    return len(proposed)


def accept_panel(*, order: ReferralOrder, panel: Panel, actor: Person) -> None:
    """Accept a panel that is proposed: it then needs a date. Twice is harmless."""
    order, _ = _hold(order)
    check_open(order)
    if panel.state is PanelState.PROPOSED:
        _accept(panel, actor=actor)
        publish_due_days(order, actor=actor)


def drop_panel(*, order: ReferralOrder, panel: Panel, actor: Person) -> None:
    """Take a panel out of the plan that has no sitting. Twice is harmless.

    Raises `rules.Refused` when it is arranged or over.
    """
    order, _ = _hold(order)
    if panel.state is not PanelState.CANCELLED:
        _check_unarranged(panel)
        replanning.drop(panel, actor=actor)
        publish_due_days(order, actor=actor)


def move_panel(
    *, order: ReferralOrder, panel: Panel, due_on: date, replanned: str = "", actor: Person
) -> None:
    """Give a panel that has no sitting another last day; the progress panels after it follow.

    Raises `rules.WouldReplan` until it was agreed how (or that they stay, `rules.KEEP`), and
    `rules.Refused` when it cannot be due then.
    """
    order, panels = _hold(order)
    check_open(order)
    _check_unarranged(panel)
    term, was = plans.term_of(order), panel.due_on
    rules.check_plan_day(due_on, term=term, was=was, today=clock.today(), days=clock)
    changes = []
    if term and was and panel.kind is PanelKind.PROGRESS and due_on != was:
        changes = replanning.changes_after(panels, term, panel, was=was, now=due_on)
    agreed = replanning.is_agreed(changes, replanned, may_keep=True)
    replanning.redate(panel, due_on, actor=actor)
    if agreed:
        replanning.follow(order, panels, changes, actor=actor)
    publish_due_days(order, actor=actor)


def add_panel(
    *, order: ReferralOrder, kind: PanelKind, due_on: date, form_key: str, actor: Person
) -> Panel:
    """Plan a panel of the coordinator's own; the same form twice plans one.

    Raises `rules.Refused` when it cannot be due then.
    """
    order, panels = _hold(order)
    made = next((panel for panel in panels if panel.form_key == form_key), None)
    if made is not None:
        return made
    check_open(order)
    term = plans.term_of(order)
    rules.check_plan_day(due_on, term=term, was=None, today=clock.today(), days=clock)
    panel = Panel(ref=next_reference("P"), order=order, kind=kind, due_on=due_on, form_key=form_key)
    session.add(panel)
    record(PanelsTag.PANEL_PLANNED, panel, actor=actor)
    publish_due_days(order, actor=actor)
    return panel


def follow_move(sitting: Sitting, facts: rules.SittingFacts, *, actor: Person) -> None:
    """Let the plans of a sitting's orders follow it to another day; it is held already.

    Raises `rules.WouldReplan` until that was agreed to (or that they stay).
    """
    was, now = sitting.entry.first_day, clock.london(facts.starts_at).date()
    moved = [panel for panel in sitting.panels if _leads_a_plan(panel)] if was != now else []
    found = []
    for panel in sorted(moved, key=lambda each: each.order_id or 0):
        assert panel.order is not None  # noqa: S101 -- it leads a plan
        order, panels = _hold(panel.order)
        term = plans.term_of(order)
        if term is not None:
            changes = replanning.changes_after(panels, term, panel, was=was, now=now)
            found.append((order, panels, changes))
    every = [change for _, _, changes in found for change in changes]
    if replanning.is_agreed(every, facts.replanned, may_keep=True):
        for order, panels, changes in found:
            replanning.follow(order, panels, changes, actor=actor)
            publish_due_days(order, actor=actor)


def explain_move(sitting: Sitting, facts: rules.SittingFacts, *, actor: Person) -> None:
    """Keep why the panels of a sitting that goes to another day are late there.

    What was said before of one that was late already stands. Raises `rules.Refused` while that
    is still to be asked.
    """
    if clock.london(facts.starts_at).date() == sitting.entry.first_day:
        return
    for panel in live_panels(sitting):
        if panel.why_late is None:
            explain(panel, facts, actor=actor)


def give_late_reason(
    *, order: ReferralOrder | None, panel: Panel | None, reason: str, actor: Person
) -> None:
    """Note why a panel is late, in words of the settings' list.

    Without a panel it is the order's first, which may not be arranged yet. Raises
    `rules.Refused` for words that are not on the list.
    """
    if order is not None:
        order, _ = _hold(order)
    explained = order if panel is None or panel.explained_by_order else panel
    assert explained is not None  # noqa: S101 -- a panel without an order explains itself
    if reason not in lines(LATE_REASONS) and reason != explained.late_reason:
        raise rules.Refused(
            "That reason is not on the list.", "Choose one of the list.", "late_reason"
        )
    note_reason(explained, panel, reason, actor=actor)


def explain(panel: Panel, facts: rules.SittingFacts, *, actor: Person) -> None:
    """Keep why a panel that has just got its date sits after its last day.

    Raises `rules.Refused` while that is still to be asked.
    """
    sits_on = clock.london(facts.starts_at).date()
    if panel.due_on is None or sits_on <= panel.due_on or facts.late_reason is None:
        return
    if not facts.late_reason:
        raise rules.Refused(
            f"{day(sits_on)} is after its last day, {day(panel.due_on)}.",
            "Say why, or that you do not know yet.",
            "late_reason",
        )
    explained = panel.order if panel.order and panel.explained_by_order else panel
    note_reason(explained, panel, facts.late_reason, actor=actor)


def note_reason(
    explained: ReferralOrder | Panel, panel: Panel | None, reason: str, *, actor: Person | None
) -> None:
    """Keep a reason where it is read: on the order for its first panel, else on the panel."""
    changes = amend(explained, late_reason=reason)
    if changes:
        record(
            PanelsTag.LATE_REASON_GIVEN,
            explained,
            actor=actor,
            panel=panel.ref if panel else None,
            reason=reason,
            changes=changes,
        )


def check_open(order: ReferralOrder) -> None:
    """Raise `rules.Refused` for an order that has ended."""
    if order.state is OrderState.ENDED:
        raise rules.Refused(f"{order.ref} has ended.", "Open the order again first.")


def _hold(order: ReferralOrder) -> tuple[ReferralOrder, list[Panel]]:
    """Hold an order, and return it and its panels as they now are."""
    held = orders.lock_order(order.id)
    return held, plans.held_plan(held)


def _accept(panel: Panel, *, actor: Person) -> None:
    changes = amend(panel, state=PanelState.PLANNED)
    record(PanelsTag.PANEL_ACCEPTED, panel, actor=actor, changes=changes)


def _check_unarranged(panel: Panel) -> None:
    if not replanning.is_open(panel):
        stands = plans.arranged_words([panel]) or f"{panel.ref}, {panel.state.value}"
        raise rules.Refused(
            f"This panel is not open any more: {stands}.", "Move or cancel its sitting instead."
        )


def _leads_a_plan(panel: Panel) -> bool:
    return (
        panel.kind is PanelKind.PROGRESS
        and panel.state is PanelState.PLANNED
        and panel.order_id is not None
    )
