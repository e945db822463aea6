"""What an order needs, said to the database; `portal.panels.queries.plans` says it of one order.

A test holds both together.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from sqlalchemy import BindParameter, ColumnElement, and_, case, exists, func, or_, select, true

from portal import clock
from portal.accounts.queries import has_closed_account
from portal.calendar.models import Entry
from portal.panels.models import (
    FIRST_PANELS,
    OrderState,
    Panel,
    PanelState,
    ReferralOrder,
    Sitting,
)
from portal.panels.permissions import Areas

SOON: Final = timedelta(days=31)
"""An order ends soon when it does so within a month, or should have ended."""

SITS: Final = (PanelState.PLANNED, PanelState.HELD)

HAS_FIRST: Final = exists(
    select(Panel.id).where(
        Panel.order_id == ReferralOrder.id, Panel.kind.in_(FIRST_PANELS), Panel.state.in_(SITS)
    )
)
NEEDS_FIRST: Final = and_(ReferralOrder.signed_on.is_(None), ~HAS_FIRST)
"""A contract that is signed was agreed at a first panel, be it here or elsewhere."""

UNDATED: Final = and_(Panel.state == PanelState.PLANNED, Panel.sitting_id.is_(None))
OPEN: Final = ReferralOrder.state == OrderState.OPEN
NEEDS_DATE: Final = and_(
    OPEN,
    or_(NEEDS_FIRST, exists(select(Panel.id).where(Panel.order_id == ReferralOrder.id, UNDATED))),
)
HAS_PROPOSED: Final = and_(
    OPEN,
    exists(
        select(Panel.id).where(
            Panel.order_id == ReferralOrder.id, Panel.state == PanelState.PROPOSED
        )
    ),
)
NEXT_DUE: Final = case(
    (~NEEDS_DATE, None),
    (NEEDS_FIRST, ReferralOrder.due_on),
    else_=select(func.min(func.coalesce(Panel.due_on, date.min)))
    .where(Panel.order_id == ReferralOrder.id, UNDATED)
    .correlate(ReferralOrder)
    .scalar_subquery(),
)
"""The day by which the next panel must sit that has no date; null for an order that needs none."""

EXPLAINED_BY_ORDER: Final = and_(Panel.kind.in_(FIRST_PANELS), Panel.follows_id.is_(None))
"""Panels whose lateness is explained on their order: `Panel.explained_by_order`."""

UNMANAGED: Final = and_(OPEN, has_closed_account(ReferralOrder.case_manager_id))
"""An order needs another case manager when the account of the one that it has is closed."""


def within(column: Any, areas: Areas) -> ColumnElement[bool]:
    """Return the condition that a row is in one of the areas; none means all of them."""
    return cast("ColumnElement[bool]", column.in_(areas)) if areas else true()


def late(*, unexplained: bool = False) -> ColumnElement[bool]:
    """Return the condition that a panel of an open order is late, or late for no reason given."""
    today = clock.today()
    first = [NEEDS_FIRST, ReferralOrder.due_on < today]
    if unexplained:
        first.append(ReferralOrder.late_reason.is_(None))
    panel = (
        select(Panel.id)
        .outerjoin(Panel.sitting)
        .outerjoin(Sitting.entry)
        .where(Panel.order_id == ReferralOrder.id, *late_panel(today, unexplained=unexplained))
        .correlate(ReferralOrder)
    )
    return and_(OPEN, or_(and_(*first), panel.exists()))


def late_panel(
    today: date | BindParameter[date], *, unexplained: bool
) -> Sequence[ColumnElement[bool]]:
    """Return the conditions that one panel sits, or can only sit, after its last day."""
    day = func.coalesce(Entry.first_day, today)
    conditions = [Panel.state.in_(SITS), Panel.due_on < day]
    if unexplained:
        reason = case((EXPLAINED_BY_ORDER, ReferralOrder.late_reason), else_=Panel.late_reason)
        conditions.append(reason.is_(None))
    return conditions


def ending() -> ColumnElement[bool]:
    """Return the condition that an order ends soon, or should have ended."""
    return and_(OPEN, ReferralOrder.ends_on <= clock.today() + SOON)
