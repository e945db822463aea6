"""Entering an order, changing it, ending it; and the tick that its reference was copied."""

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.panels import rules
from portal.panels.actions import plans, replanning
from portal.panels.actions.due_days import publish_due_days
from portal.panels.actions.references import next_reference
from portal.panels.models import (
    EventKind,
    OrderEvent,
    OrderState,
    PanelsTag,
    PanelState,
    ReferralOrder,
)
from portal.panels.queries import orders
from portal.panels.queries import plans as find_plans
from portal.people.models import Person


def enter_order(*, facts: rules.OrderFacts, form_key: str, actor: Person | None) -> ReferralOrder:
    """Give an order its reference and its due day; the same form twice makes one order.

    Raises `rules.Refused` when no court can have made such an order.
    """
    rules.check_order(facts, today=clock.today())
    made = orders.order_by_form(form_key)
    if made is not None:
        return made
    order = ReferralOrder(
        ref=next_reference("RO"),
        court_date=facts.court_date,
        due_on=orders.due_on(facts.court_date, intensive=facts.intensive),
        months=facts.months,
        area_id=facts.area_id,
        intensive=facts.intensive,
        case_manager_id=facts.case_manager_id,
        form_key=form_key,
    )
    session.add(order)
    record(PanelsTag.ORDER_ENTERED, order, actor=actor)
    publish_due_days(order, actor=actor)
    return order


def take_over_order(
    *, facts: rules.OrderFacts, came: rules.Transfer, form_key: str, actor: Person
) -> ReferralOrder:
    """Enter an order that comes from another area, and propose the panels left of its contract.

    Its contract was signed there and carries over (Sentencing Act 2020 s.105), so that it needs
    no initial panel. The same form twice makes one order. Raises `rules.Refused`.
    """
    today = clock.today()
    rules.check_order(facts, today=today)
    rules.check_transfer(came, court_date=facts.court_date, months=facts.months, today=today)
    made = orders.order_by_form(form_key)
    if made is not None:
        return made
    order = enter_order(facts=facts, form_key=form_key, actor=actor)
    order.events.append(OrderEvent(kind=EventKind.TRANSFER_IN, on_day=came.on_day))
    record(PanelsTag.ORDER_TRANSFERRED_IN, order, actor=actor, on=came.on_day)
    plans.follow_contract(order, [], signed_on=came.signed_on, replanned="", actor=actor)
    return order


def change_order(
    *, order: ReferralOrder, version: int, facts: rules.OrderFacts, actor: Person | None
) -> ReferralOrder:
    """Correct what was entered; the due day follows, its first panel's too, and its plan.

    Raises `rules.Stale` when somebody else changed it meanwhile, `rules.Refused` when the facts
    cannot be so, or when the area would change under an arranged panel, and `rules.WouldReplan`
    until it was agreed what becomes of the plan.
    """
    rules.check_order(facts, today=clock.today())
    order = orders.lock_order(order.id)
    if order.version != version:
        raise rules.Stale("This order was changed since you opened it.")
    rules.check_length(facts.months, extended=order.extended)
    arranged = orders.arranged_panels(order.id)
    if arranged and facts.area_id != order.area_id:
        raise rules.Refused(
            f"{arranged[0].ref} is arranged in {order.area.name}.",
            "Cancel that panel first, or keep the area.",
            "area",
        )
    due_on = order.due_on
    if (facts.court_date, facts.intensive) != (order.court_date, order.intensive):
        due_on = orders.due_on(facts.court_date, intensive=facts.intensive)
    changes = amend(
        order,
        court_date=facts.court_date,
        due_on=due_on,
        months=facts.months,
        area_id=facts.area_id,
        intensive=facts.intensive,
        case_manager_id=facts.case_manager_id,
    )
    if changes:
        _follow(order, facts, changes, actor=actor)
        record(PanelsTag.ORDER_CHANGED, order, actor=actor, changes=changes)
    return order


def _follow(
    order: ReferralOrder, facts: rules.OrderFacts, changes: Changes, *, actor: Person | None
) -> None:
    """Let an order's first panel follow its due day, and its plan follow its length."""
    for panel in order.panels:
        if panel.state is PanelState.PLANNED and panel.explained_by_order:
            amend(panel, due_on=order.due_on)
    if "months" in changes and order.signed_on:
        plans.follow_contract(
            order,
            find_plans.held_plan(order),
            signed_on=order.signed_on,
            replanned=facts.replanned,
            actor=actor,
        )
    publish_due_days(order, actor=actor)


def end_order(*, order: ReferralOrder, actor: Person) -> None:
    """Close an order: no further panel is arranged for it, and its plan is dropped.

    Twice is harmless. Raises `rules.Refused` while a panel of it is still to sit.
    """
    order = orders.lock_order(order.id)
    if order.state is OrderState.ENDED:
        return
    arranged = orders.arranged_panels(order.id)
    if arranged:
        raise rules.Refused(
            f"{arranged[0].ref} is still arranged for this order.",
            "Cancel that panel first, then end the order.",
        )
    changes = replanning.close(order, find_plans.held_plan(order), on=clock.today(), actor=actor)
    record(PanelsTag.ORDER_ENDED, order, actor=actor, changes=changes)
    publish_due_days(order, actor=actor)


def reopen_order(*, order: ReferralOrder, actor: Person) -> None:
    """Open an order again that was ended by mistake, and propose what is left of its contract.

    What happened to it stays in its history. Twice is harmless.
    """
    order = orders.lock_order(order.id)
    if order.state is OrderState.OPEN:
        return
    changes = amend(order, state=OrderState.OPEN, ends_on=None)
    record(PanelsTag.ORDER_REOPENED, order, actor=actor, changes=changes)
    term = find_plans.term_of(order)
    if term is not None:
        order.ends_on = term.ends_on
        panels = find_plans.held_plan(order)
        left = replanning.changes_for(panels, term, since=clock.today())
        replanning.follow(order, panels, left, actor=actor)
    publish_due_days(order, actor=actor)


def tick_copied(*, order: ReferralOrder, copied: bool, actor: Person | None) -> None:
    """Note that the reference stands in the case system, or that it does not after all."""
    order = orders.lock_order(order.id)
    if copied == (order.copied_at is not None):
        return
    changes = amend(order, copied_at=clock.now() if copied else None)
    tag = PanelsTag.REFERENCE_COPIED if copied else PanelsTag.REFERENCE_UNTICKED
    record(tag, order, actor=actor, changes=changes)
