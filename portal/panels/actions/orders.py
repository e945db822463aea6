"""Entering an order, changing it, ending it; and the tick that its reference was copied."""

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.references import next_reference
from portal.panels.models import OrderState, PanelsTag, ReferralOrder
from portal.panels.queries import orders
from portal.people.models import Person


def enter_order(*, facts: rules.OrderFacts, form_key: str, actor: Person) -> ReferralOrder:
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
    return order


def change_order(
    *, order: ReferralOrder, version: int, facts: rules.OrderFacts, actor: Person
) -> ReferralOrder:
    """Correct what was entered; the due day follows, and its planned initial panel's too.

    Raises `rules.Stale` when somebody else changed it meanwhile, `rules.Refused` when the facts
    cannot be so, or when the area would change under an arranged panel.
    """
    rules.check_order(facts, today=clock.today())
    order = orders.lock_order(order.id)
    if order.version != version:
        raise rules.Stale("This order was changed since you opened it.")
    arranged = orders.upcoming_panel(order.id)
    if arranged is not None and facts.area_id != order.area_id:
        raise rules.Refused(
            f"{arranged.ref} is arranged in {order.area.name}.",
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
    initial = orders.planned_initial(order.id)
    if initial is not None:
        amend(initial, due_on=due_on)
    if changes:
        record(PanelsTag.ORDER_CHANGED, order, actor=actor, changes=changes)
    return order


def end_order(*, order: ReferralOrder, actor: Person) -> None:
    """Close an order: no further panel is arranged for it. Twice is harmless.

    Raises `rules.Refused` while a panel of it is still to sit.
    """
    order = orders.lock_order(order.id)
    if order.state is OrderState.ENDED:
        return
    arranged = orders.upcoming_panel(order.id)
    if arranged is not None:
        raise rules.Refused(
            f"{arranged.ref} is still arranged for this order.",
            "Cancel that panel first, then end the order.",
        )
    changes = amend(order, state=OrderState.ENDED, ends_on=clock.today())
    record(PanelsTag.ORDER_ENDED, order, actor=actor, changes=changes)


def reopen_order(*, order: ReferralOrder, actor: Person) -> None:
    """Open an order again that was ended by mistake. Twice is harmless."""
    order = orders.lock_order(order.id)
    changes = amend(order, state=OrderState.OPEN, ends_on=None)
    if changes:
        record(PanelsTag.ORDER_REOPENED, order, actor=actor, changes=changes)


def tick_copied(*, order: ReferralOrder, copied: bool, actor: Person) -> None:
    """Note that the reference stands in the case system, or that it does not after all."""
    order = orders.lock_order(order.id)
    if copied == (order.copied_at is not None):
        return
    changes = amend(order, copied_at=clock.now() if copied else None)
    tag = PanelsTag.REFERENCE_COPIED if copied else PanelsTag.REFERENCE_UNTICKED
    record(tag, order, actor=actor, changes=changes)
