"""What follows from contracts: the panels that the portal proposes, and the days they are due."""

from datetime import datetime

from portal import clock
from portal.audit.actions import plain
from portal.demo.actions.rows import Rows, moment, morning, note
from portal.demo.rules.county import Share
from portal.demo.rules.orders import INITIAL
from portal.panels import rules
from portal.panels.actions import replanning
from portal.panels.actions.due_days import publish_due_days
from portal.panels.models import OrderState, PanelsTag, PanelState, ReferralOrder
from portal.panels.queries import plans


def note_contracts(rows: Rows, share: Share) -> None:
    """Tell in the trail who noted that a contract was signed: whoever noted the first panel."""
    for ref, (at, by) in _signings(share).items():
        order = rows.orders[ref]
        changes = {
            "signed_on": [None, plain(order.signed_on)],
            "ends_on": [None, plain(order.ends_on)],
        }
        with clock.frozen(at):
            note(
                PanelsTag.CONTRACT_SIGNED,
                order,
                actor=rows.people[by],
                on=order.signed_on,
                changes=changes,
            )


def _signings(share: Share) -> dict[str, tuple[datetime, str]]:
    found: dict[str, tuple[datetime, str]] = {}
    for sitting in share.sittings:
        for meeting in sitting.meetings:
            if meeting.kind == INITIAL and meeting.noted and meeting.signs:
                found[meeting.order.ref] = (moment(meeting.noted.at), sitting.coordinator)
    return found


def plan(rows: Rows, share: Share) -> None:
    """Propose what is missing from the plans of orders that run, and enter what is due.

    References must have been counted: these are given out one by one, as the portal does.
    """
    with clock.frozen(morning(rows.times.away(-1))):
        for each in share.orders:
            order = rows.orders[each.ref]
            if order.state is OrderState.OPEN:
                _propose(rows, order)
                if _is_due(order):
                    publish_due_days(order, actor=rows.people["Jo Hartley"])


def _propose(rows: Rows, order: ReferralOrder) -> None:
    if order.signed_on is not None:
        term = rules.Term(order.signed_on, order.months)
        changes = replanning.changes_for(order.panels, term, since=rows.times.today)
        new = [change for change in changes if change.was is None]
        replanning.follow(order, order.panels, new, actor=rows.people["Jo Hartley"])


def _is_due(order: ReferralOrder) -> bool:
    """Return whether a panel has a day by which it must sit; most have none."""
    waits = any(panel.due_on and panel.state is PanelState.PLANNED for panel in order.panels)
    return waits or plans.needs_first(order)
