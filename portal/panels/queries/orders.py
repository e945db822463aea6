"""Finding orders, and what their clocks say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.database import session
from portal.panels import rules
from portal.panels.models import (
    INITIAL_DAYS,
    INTENSIVE_DAYS,
    INTENSIVE_NOTICE_DAYS,
    NOTICE_DAYS,
    OrderState,
    Panel,
    PanelKind,
    PanelState,
    ReferralOrder,
    Sitting,
)
from portal.panels.permissions import Areas
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

HAS_PANEL = exists(
    select(Panel.id).where(Panel.order_id == ReferralOrder.id, Panel.state != PanelState.CANCELLED)
)


@dataclass(frozen=True)
class OrderFilter:
    """What the list of orders is narrowed to."""

    words: str = ""
    state: str = ""
    area_id: int | None = None


def within(column: Any, areas: Areas) -> ColumnElement[bool]:
    """Return the condition that a row is in one of the areas; none means all of them."""
    return cast("ColumnElement[bool]", column.in_(areas)) if areas else true()


def orders(areas: Areas, narrowed: OrderFilter, *, page: int = 1) -> Page[ReferralOrder]:
    """Return orders, those without a panel first, by the day their panel is due."""
    statement = (
        select(ReferralOrder)
        .join(ReferralOrder.case_manager)
        .where(_within(areas), *_narrowing(narrowed))
        .options(*_with_panels())
        .order_by(
            ReferralOrder.state.desc(),
            HAS_PANEL,
            case((~HAS_PANEL, ReferralOrder.due_on)),
            ReferralOrder.due_on.desc(),
            ReferralOrder.id,
        )
    )
    return page_of(statement, page)


def orders_without_panel(areas: Areas, *, limit: int = 20) -> Sequence[ReferralOrder]:
    """Return open orders that no panel will sit or has sat on, the soonest due first."""
    return session.scalars(
        select(ReferralOrder)
        .where(_within(areas), ReferralOrder.state == OrderState.OPEN, ~HAS_PANEL)
        .options(joinedload(ReferralOrder.area))
        .order_by(ReferralOrder.due_on, ReferralOrder.id)
        .limit(limit)
    ).all()


def orders_of(person: Person, *, page: int = 1) -> Page[ReferralOrder]:
    """Return the orders whose case manager the person is, those not copied first."""
    statement = (
        select(ReferralOrder)
        .where(ReferralOrder.case_manager_id == person.id)
        .options(*_with_panels())
        .order_by(
            ReferralOrder.state.desc(),
            ReferralOrder.copied_at.is_not(None),
            ReferralOrder.due_on,
            ReferralOrder.id,
        )
    )
    return page_of(statement, page)


def order(ref: str, areas: Areas) -> ReferralOrder:
    """Return an order that whoever is limited to the areas may see; raises `NoResultFound`."""
    return session.scalars(
        select(ReferralOrder)
        .where(ReferralOrder.ref == ref, _within(areas))
        .options(*_with_panels())
    ).one()


def own_order(ref: str, person: Person) -> ReferralOrder:
    """Return an order of this case manager; raises `NoResultFound`."""
    return session.scalars(
        select(ReferralOrder).where(
            ReferralOrder.ref == ref, ReferralOrder.case_manager_id == person.id
        )
    ).one()


def order_by_form(form_key: str) -> ReferralOrder | None:
    """Return the order that this form made before, if it was posted twice."""
    return session.scalar(select(ReferralOrder).where(ReferralOrder.form_key == form_key))


def lock_order(order_id: int) -> ReferralOrder:
    """Return the order as it now is, held until the change is done."""
    return session.scalars(
        select(ReferralOrder)
        .where(ReferralOrder.id == order_id)
        .with_for_update(of=ReferralOrder)
        .execution_options(populate_existing=True)
    ).one()


def upcoming_panel(order_id: int) -> Panel | None:
    """Return the order's next panel that is still to sit."""
    return session.scalar(
        select(Panel)
        .where(Panel.order_id == order_id, Panel.state == PanelState.PLANNED)
        .order_by(Panel.id)
        .limit(1)
    )


def planned_initial(order_id: int) -> Panel | None:
    """Return the initial panel that is arranged for the order and has not sat."""
    return session.scalar(
        select(Panel)
        .where(
            Panel.order_id == order_id,
            Panel.kind == PanelKind.INITIAL,
            Panel.state == PanelState.PLANNED,
        )
        .options(joinedload(Panel.sitting))
    )


def orders_to_arrange(areas: Areas, chosen: Sequence[str] = ()) -> Sequence[ReferralOrder]:
    """Return the open orders that a panel can be arranged for, those without one first.

    An order that was chosen before stays among them, however long the list.
    """
    return session.scalars(
        select(ReferralOrder)
        .where(_within(areas), ReferralOrder.state == OrderState.OPEN)
        .options(*_with_panels())
        .order_by(
            ReferralOrder.ref.not_in(chosen), HAS_PANEL, ReferralOrder.due_on, ReferralOrder.id
        )
        .limit(200)
    ).all()


def due_on(court_date: date, *, intensive: bool) -> date:
    """Return the last day for the initial panel, by the settings as they are."""
    allowed = value(INTENSIVE_DAYS if intensive else INITIAL_DAYS)
    return clock.add_working_days(court_date, allowed)


def initial_day(order: ReferralOrder) -> date | None:
    """Return the day of the order's initial panel, if one is arranged or was held."""
    days = [
        clock.london(panel.sitting.entry.starts_at).date()
        for panel in order.panels
        if panel.sitting and panel.kind is PanelKind.INITIAL and panel.state != "cancelled"
    ]
    return days[-1] if days else None


def notice_of(order: ReferralOrder) -> int:
    """Return how many working days' notice people should have of this order's panel."""
    return value(INTENSIVE_NOTICE_DAYS if order.intensive else NOTICE_DAYS)


def timing_of(order: ReferralOrder, sits_on: date | None = None) -> rules.Timing:
    """Return the order's clock today, with the sitting's day if one is arranged."""
    return rules.timing(
        order.court_date,
        order.due_on,
        notice=notice_of(order),
        today=clock.today(),
        sits_on=sits_on,
        days=clock,
    )


def _within(areas: Areas) -> ColumnElement[bool]:
    return within(ReferralOrder.area_id, areas)


def _narrowing(narrowed: OrderFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if narrowed.state == "without":
        conditions.append(and_(ReferralOrder.state == OrderState.OPEN, ~HAS_PANEL))
    elif narrowed.state:
        conditions.append(ReferralOrder.state == OrderState(narrowed.state))
    if narrowed.area_id:
        conditions.append(ReferralOrder.area_id == narrowed.area_id)
    if narrowed.words:
        sought = f"%{narrowed.words.replace('%', '').replace('_', '')}%"
        conditions.append(or_(ReferralOrder.ref.ilike(sought), Person.name.ilike(sought)))
    return conditions


@cache  # the same each time, and it takes longer to say than to load
def _with_panels() -> tuple[Any, ...]:
    return (
        joinedload(ReferralOrder.area),
        joinedload(ReferralOrder.case_manager),
        selectinload(ReferralOrder.panels).joinedload(Panel.sitting).joinedload(Sitting.entry),
    )
