"""Finding panels before court, which have no order yet."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.panels.models import Panel, PanelKind, PanelState, Sitting
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import UNDATED, within
from portal.site.pagination import Page, page_of


def panels(areas: Areas, *, page: int = 1) -> Page[Panel]:
    """Return the panels before court: those that need a date first, by court; past ones last."""
    planned = Panel.state == PanelState.PLANNED
    statement = (
        select(Panel)
        .where(_within(areas))
        .options(*_whole())
        .order_by(~UNDATED, ~planned, Panel.court_on, Panel.id)
    )
    return page_of(statement, page)


def panel(ref: str, areas: Areas) -> Panel:
    """Return one that whoever is limited to the areas may see; raises `NoResultFound`."""
    return session.scalars(
        select(Panel).where(Panel.ref == ref, _within(areas)).options(*_whole())
    ).one()


def panel_due(due_uuid: UUID, areas: Areas) -> Panel:
    """Return one by what calendars link to; raises `NoResultFound`."""
    return session.scalars(select(Panel).where(Panel.due_uuid == due_uuid, _within(areas))).one()


def panels_to_arrange(areas: Areas, *, limit: int = 50) -> list[Panel]:
    """Return those that still need a date, the first in court first."""
    statement = (
        select(Panel)
        .where(_within(areas), UNDATED)
        .options(joinedload(Panel.own_area))
        .order_by(Panel.court_on, Panel.id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def panel_by_form(form_key: str) -> Panel | None:
    """Return the panel that this form made before, if it was posted twice."""
    return session.scalar(select(Panel).where(Panel.form_key == form_key))


def _within(areas: Areas) -> ColumnElement[bool]:
    return and_(Panel.kind == PanelKind.PRE_COURT, within(Panel.area_id, areas))


def _whole() -> tuple[Any, ...]:
    return (
        joinedload(Panel.own_area),
        joinedload(Panel.own_case_manager),
        joinedload(Panel.sitting).joinedload(Sitting.entry),
    )
