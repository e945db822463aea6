"""Giving all cases that somebody manages to a colleague."""

from portal.audit.actions import amend, record
from portal.panels.models import PanelsTag
from portal.panels.permissions import Areas
from portal.panels.queries import managed as queries
from portal.people.models import Person


def hand_over_cases(*, of: Person, to: Person, areas: Areas, actor: Person) -> tuple[int, int]:
    """Give somebody's open orders in some areas, and panels before court, to a colleague.

    Return how many of each. Nobody is told: whoever calls it writes one letter about all.
    """
    orders = queries.lock_orders_of(of.id, areas)
    for order in orders:
        changes = amend(order, case_manager_id=to.id)
        record(PanelsTag.ORDER_CHANGED, order, actor=actor, changes=changes)
    panels = queries.lock_panels_of(of.id, areas)
    for panel in panels:
        changes = amend(panel, case_manager_id=to.id)
        record(PanelsTag.BEFORE_COURT_CHANGED, panel, actor=actor, changes=changes)
    return len(orders), len(panels)
