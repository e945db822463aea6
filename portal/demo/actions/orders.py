"""Referral Orders, by the references that the county gave them."""

from datetime import datetime, time

from portal import clock
from portal.database import session
from portal.demo.actions.rows import Rows, note
from portal.demo.rules.county import County
from portal.demo.rules.orders import Order
from portal.notifications.models import ReferenceCounter
from portal.panels.models import OrderState, PanelsTag, ReferralOrder

ENTERED, COPIED = time(10, 20), time(14, 5)
COPIED_AFTER = 3
"""Working days from court."""


def load_orders(rows: Rows, orders: list[Order]) -> None:
    """Put in the orders, each entered by the coordinator on the working day after court."""
    for each in orders:
        order = ReferralOrder(
            uuid=rows.uuid(),
            ref=each.ref,
            area=rows.areas[each.area],
            court_date=each.court,
            due_on=each.due,
            months=each.months,
            intensive=each.intensive,
            case_manager=rows.people[each.manager],
            signed_on=each.signed_on,
            ends_on=each.ends_on,
            state=OrderState.ENDED if each.ended else OrderState.OPEN,
            copied_at=_copied(each),
            created_at=_entered(each, rows),
        )
        session.add(order)
        rows.orders[each.ref] = order


def note_orders(rows: Rows, orders: list[Order]) -> None:
    """Tell in the trail who entered each order, and who copied its reference, and when."""
    for each in orders:
        order = rows.orders[each.ref]
        with clock.frozen(order.created_at):
            note(PanelsTag.ORDER_ENTERED, order, actor=rows.people["Jo Hartley"])
        if order.copied_at:
            with clock.frozen(order.copied_at):
                note(PanelsTag.REFERENCE_COPIED, order, actor=order.case_manager)


def _entered(each: Order, rows: Rows) -> datetime:
    day = clock.add_working_days(each.court, 1)
    return clock.at(day if day < rows.times.today else each.court, ENTERED)


def _copied(each: Order) -> datetime | None:
    day = clock.add_working_days(each.court, COPIED_AFTER)
    return clock.at(day, COPIED) if each.copied else None


def load_counters(county: County) -> None:
    """Let the next reference follow on those given out."""
    refs = [order.ref for share in county.shares for order in share.orders]
    refs += [
        ref
        for share in county.shares
        for sitting in share.sittings
        for meeting in sitting.meetings
        for ref in (meeting.ref, meeting.again)
        if ref
    ]
    refs += [each.ref for share in county.shares for each in share.reparation.referrals]
    refs += [
        place.ref
        for share in county.shares
        for session in share.reparation.sessions
        for place in session.places
    ]
    last: dict[tuple[str, int], int] = {}
    for ref in refs:
        kind, year, number = ref.split("-")
        key = (kind, int(year))
        last[key] = max(last.get(key, 0), int(number))
    session.add_all(
        ReferenceCounter(kind=kind, year=year, last=number) for (kind, year), number in last.items()
    )
