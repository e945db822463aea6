"""What happens to an order after its contract was signed: it is extended, ends early, moves away.

Each is kept as a kind and a day, no reason, and its plan follows. Rows are held in one order for
all: people, then orders, then sittings.
"""

from collections.abc import Sequence
from datetime import date

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions import plans, replanning, sittings, turns
from portal.panels.actions.due_days import publish_due_days
from portal.panels.models import (
    CancelReason,
    EventKind,
    OrderEvent,
    OrderState,
    Panel,
    PanelsTag,
    ReferralOrder,
    SittingState,
)
from portal.panels.queries import orders
from portal.panels.queries import plans as find_plans
from portal.panels.queries import sittings as find_sittings
from portal.people.models import Person

ENDINGS = {
    EventKind.EARLY_END: PanelsTag.ORDER_ENDED_EARLY,
    EventKind.TRANSFER_OUT: PanelsTag.ORDER_TRANSFERRED_OUT,
}


def extend_order(
    *, order: ReferralOrder, on_day: date, months: int, replanned: str = "", actor: Person
) -> None:
    """Make an order longer, to 12 months over all at most; its final panel moves with its end.

    The same extension twice is one. Raises `rules.WouldReplan` until it was agreed what becomes
    of the plan, and `rules.Refused` when the order cannot be extended so.
    """
    order = orders.lock_order(order.id)
    made = _event(order, EventKind.EXTENSION, on_day)
    if made is not None and made.months == months:
        return
    plans.check_open(order)
    signed_on = _signed(order)
    if made is not None:
        raise rules.Refused(
            "Another extension is noted for that day.", "Take that one back first.", "on_day"
        )
    rules.check_event_day(on_day, since=signed_on, today=clock.today())
    rules.check_extension(months, length=order.months, extended=order.extended)
    order.events.append(OrderEvent(kind=EventKind.EXTENSION, on_day=on_day, months=months))
    record(PanelsTag.ORDER_EXTENDED, order, actor=actor, months=months, on=on_day)
    _follow(order, signed_on, replanned, actor=actor)


def take_back_extension(
    *, order: ReferralOrder, event: OrderEvent, replanned: str = "", actor: Person
) -> None:
    """Undo an extension that was noted by mistake.

    Raises `rules.WouldReplan` until it was agreed what becomes of the plan.
    """
    order = orders.lock_order(order.id)
    plans.check_open(order)
    signed_on = _signed(order)
    order.events.remove(event)
    session.delete(event)
    record(PanelsTag.EXTENSION_TAKEN_BACK, order, actor=actor, months=event.months, on=event.on_day)
    _follow(order, signed_on, replanned, actor=actor)


def end_early(
    *,
    order: ReferralOrder,
    kind: EventKind,
    on_day: date,
    replanned: str = "",
    actor: Person,
) -> None:
    """Note that an order ended early, or went to another area: here it has ended.

    What was planned is dropped; panels that were arranged are taken off their sittings, and a
    sitting that was published for it alone is cancelled. Twice is harmless. Raises
    `rules.WouldReplan` until that was agreed to, and `rules.Refused` while one has begun of which
    nobody has noted what came.
    """
    arranged = orders.arranged_panels(order.id)
    find_sittings.lock_people(_people(arranged))
    order = orders.lock_order(order.id)
    if order.state is OrderState.ENDED:
        return
    since = order.signed_on or order.court_date
    rules.check_event_day(on_day, since=since, today=clock.today())
    panels = find_plans.held_plan(order)
    arranged = orders.arranged_panels(order.id)
    _check_to_come(arranged)
    gone = [rules.PlanChange(each.ref, each.kind, each.sits_on, None) for each in arranged]
    replanning.is_agreed([*gone, *replanning.dropping(panels)], replanned)
    for panel in arranged:
        _take_out(panel, actor=actor)
    if _event(order, kind, on_day) is None:
        order.events.append(OrderEvent(kind=kind, on_day=on_day))
    changes = replanning.close(order, panels, on=on_day, actor=actor)
    record(ENDINGS[kind], order, actor=actor, on=on_day, changes=changes)
    publish_due_days(order, actor=actor)


def _event(order: ReferralOrder, kind: EventKind, on_day: date) -> OrderEvent | None:
    found = (each for each in order.events if each.kind is kind and each.on_day == on_day)
    return next(found, None)


def _signed(order: ReferralOrder) -> date:
    if order.signed_on is None:
        raise rules.Refused(
            "The contract is not signed yet, so there is nothing to extend.",
            "Note when it was signed first, or correct the length of the order.",
        )
    return order.signed_on


def _follow(order: ReferralOrder, signed_on: date, replanned: str, *, actor: Person) -> None:
    plans.follow_contract(
        order, find_plans.held_plan(order), signed_on=signed_on, replanned=replanned, actor=actor
    )


def _people(arranged: Sequence[Panel]) -> list[int]:
    held = [panel.sitting for panel in arranged if panel.sitting]
    return sorted({person for sitting in held for person in turns.people_of(sitting)})


def _check_to_come(arranged: Sequence[Panel]) -> None:
    for panel in arranged:
        if panel.sitting and panel.sitting.entry.starts_at <= clock.now():
            raise rules.Refused(
                f"{find_plans.arranged_words([panel])} has begun, or is over.",
                "Note what came of it, or cancel its sitting, then note this again.",
            )


def _take_out(panel: Panel, *, actor: Person) -> None:
    """Take a panel off its sitting; one published for it alone is cancelled."""
    sitting = panel.sitting
    assert sitting is not None  # noqa: S101 -- it is arranged
    is_alone = len(find_sittings.live_panels(sitting)) == 1
    if is_alone and sitting.state is SittingState.PUBLISHED:
        reason = CancelReason.NOT_NEEDED
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=reason, actor=actor
        )
    else:
        turns.take_panel_off(sitting=sitting, version=sitting.version, panel=panel, actor=actor)
