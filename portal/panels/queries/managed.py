"""The cases that somebody manages: open orders, and panels before court that have not met."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from portal.database import session
from portal.panels.models import Panel, PanelKind, PanelState, ReferralOrder
from portal.panels.permissions import Areas
from portal.panels.queries import conditions


def open_orders(areas: Areas) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an order of some areas is open."""
    return conditions.OPEN, conditions.within(ReferralOrder.area_id, areas)


def before_court(areas: Areas) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a panel of some areas is one before court, and to come."""
    return (
        Panel.kind == PanelKind.PRE_COURT,
        Panel.state == PanelState.PLANNED,
        conditions.within(Panel.area_id, areas),
    )


def lock_orders_of(person_id: int, areas: Areas) -> Sequence[ReferralOrder]:
    """Return somebody's open orders as they now are, held until the change is done."""
    return session.scalars(
        select(ReferralOrder)
        .where(ReferralOrder.case_manager_id == person_id, *open_orders(areas))
        .order_by(ReferralOrder.id)
        .with_for_update(of=ReferralOrder)
        .execution_options(populate_existing=True)
    ).all()


def lock_panels_of(person_id: int, areas: Areas) -> Sequence[Panel]:
    """Return somebody's panels before court as they now are, held until the change is done."""
    return session.scalars(
        select(Panel)
        .where(Panel.case_manager_id == person_id, *before_court(areas))
        .order_by(Panel.id)
        .with_for_update(of=Panel)
        .execution_options(populate_existing=True)
    ).all()
