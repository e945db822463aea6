"""Finding orders, and what their clocks say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry
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
from portal.panels.queries import conditions
from portal.panels.queries.conditions import within
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

SHOWS = ("without", "unmanaged", "proposed", "late", "unexplained", "ending", "open", "ended")
"""What the list of orders can be narrowed to, besides all of them."""
LASTING: Final = {
    "without": conditions.NEEDS_DATE,
    "unmanaged": conditions.UNMANAGED,
    "proposed": conditions.HAS_PROPOSED,
}
"""Those of them that are the same on any day."""


@dataclass(frozen=True)
class OrderFilter:
    """What the list of orders is narrowed to."""

    words: str = ""
    state: str = ""
    area_id: int | None = None


def orders(areas: Areas, narrowed: OrderFilter, *, page: int = 1) -> Page[ReferralOrder]:
    """Return orders: those that need a date first, by what is left; then the latest."""
    statement = (
        select(ReferralOrder)
        .join(ReferralOrder.case_manager)
        .where(_within(areas), *_narrowing(narrowed), *_shown(narrowed.state))
        .options(*_with_panels())
        .order_by(
            ReferralOrder.state.desc(),
            ~conditions.NEEDS_DATE,
            conditions.NEXT_DUE,
            ReferralOrder.due_on.desc(),
            ReferralOrder.id,
        )
    )
    return page_of(statement, page)


def counts(areas: Areas, narrowed: OrderFilter) -> dict[str, int]:
    """Return how many orders each of `SHOWS` has, and all together under ""; one statement."""
    columns = [func.count().filter(*_shown(show)).label(show or "every") for show in ("", *SHOWS)]
    row = session.execute(
        select(*columns)
        .select_from(ReferralOrder)
        .join(ReferralOrder.case_manager)
        .where(_within(areas), *_narrowing(narrowed))
    ).one()
    return dict(zip(("", *SHOWS), row, strict=True))


def panels_proposed(areas: Areas) -> int:
    """Return how many panels of open orders wait to be accepted."""
    return (
        session.scalar(
            select(func.count(Panel.id))
            .join(Panel.order)
            .where(_within(areas), conditions.OPEN, Panel.state == PanelState.PROPOSED)
        )
        or 0
    )


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


def order_by_uuid(uuid: UUID, areas: Areas) -> ReferralOrder:
    """Return an order by what calendars link to; raises `NoResultFound`."""
    return session.scalars(
        select(ReferralOrder).where(ReferralOrder.uuid == uuid, _within(areas))
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


def lock_orders(order_ids: Collection[int]) -> None:
    """Hold several orders, in one order for all; before any sitting."""
    session.execute(
        select(ReferralOrder.id)
        .where(ReferralOrder.id.in_(order_ids))
        .order_by(ReferralOrder.id)
        .with_for_update()
    )


def arranged_panels(order_id: int) -> Sequence[Panel]:
    """Return the order's panels that have a sitting and are still to sit, the first first."""
    return session.scalars(
        select(Panel)
        .join(Panel.sitting)
        .join(Sitting.entry)
        .where(Panel.order_id == order_id, Panel.state == PanelState.PLANNED)
        .options(contains_eager(Panel.sitting).contains_eager(Sitting.entry))
        .order_by(Entry.starts_at, Panel.id)
    ).all()


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
    """Return the open orders that a panel can be arranged for, those that need a date first.

    An order that was chosen before stays among them, however long the list.
    """
    return session.scalars(
        select(ReferralOrder)
        .where(_within(areas), ReferralOrder.state == OrderState.OPEN)
        .options(*_with_panels())
        .order_by(
            ReferralOrder.ref.not_in(chosen),
            ~conditions.NEEDS_DATE,
            conditions.NEXT_DUE,
            ReferralOrder.due_on,
            ReferralOrder.id,
        )
        .limit(200)
    ).all()


def due_on(court_date: date, *, intensive: bool) -> date:
    """Return the last day for the initial panel, by the settings as they are."""
    allowed = value(INTENSIVE_DAYS if intensive else INITIAL_DAYS)
    return clock.add_working_days(court_date, allowed)


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


def _shown(show: str) -> Sequence[ColumnElement[bool]]:
    if not show:
        return ()
    if show in LASTING:
        return (LASTING[show],)
    if show in {"late", "unexplained"}:
        return (conditions.late(unexplained=show == "unexplained"),)
    if show == "ending":
        return (conditions.ending(),)
    return (ReferralOrder.state == OrderState(show),)


def _narrowing(narrowed: OrderFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if narrowed.area_id:
        wanted.append(ReferralOrder.area_id == narrowed.area_id)
    if narrowed.words:
        sought = f"%{narrowed.words.replace('%', '').replace('_', '')}%"
        wanted.append(or_(ReferralOrder.ref.ilike(sought), Person.name.ilike(sought)))
    return wanted


@cache  # the same each time, and it takes longer to say than to load
def _with_panels() -> tuple[Any, ...]:
    return (
        joinedload(ReferralOrder.area),
        joinedload(ReferralOrder.case_manager),
        selectinload(ReferralOrder.panels).joinedload(Panel.sitting).joinedload(Sitting.entry),
    )
