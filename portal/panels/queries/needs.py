"""What orders ask of a coordinator, for a first page: plain rows, few statements, built once."""

from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Date,
    Integer,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from portal import clock
from portal.calendar.models import Entry
from portal.database import UtcDateTime, choice, session
from portal.panels import rules
from portal.panels.models import (
    FIRST_PANELS,
    INTENSIVE_NOTICE_DAYS,
    NOTICE_DAYS,
    OrderState,
    Panel,
    PanelKind,
    PanelState,
    ReferralOrder,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import (
    NEEDS_FIRST,
    OPEN,
    UNDATED,
    late_panel,
)
from portal.panels.queries.criteria import UNNOTED
from portal.people.models import Area
from portal.settings.queries import value

AREAS: Final = bindparam("areas", type_=Integer(), expanding=True)
UNTIL: Final = bindparam("until", type_=Date())
TODAY: Final = bindparam("today", type_=Date())
NOW: Final = bindparam("now", type_=UtcDateTime())
LIMIT: Final = bindparam("most", type_=Integer())
KIND: Final = choice(PanelKind, "kind")


class DateNeeded(NamedTuple):
    """A panel that no sitting is found for: an order's, or one before court."""

    ref: str
    path: str
    kind: PanelKind
    area: str
    intensive: bool
    deadline: rules.Deadline


class LateGlance(NamedTuple):
    """A panel that sits or sat after its last day, and nobody has said why."""

    ref: str
    path: str
    kind: PanelKind
    due_on: date
    sits_on: date
    area: str


class Unsigned(NamedTuple):
    """An order whose first panel was held, and whose contract nobody has noted as signed."""

    ref: str
    path: str
    area: str
    held_on: date


class Unnoted(NamedTuple):
    """Panels that were held and of which nobody has noted what came: from when to when."""

    panels: int
    first: date
    last: date


def dates_needed(areas: Areas, *, until: date, most: int) -> list[DateNeeded]:
    """Return the panels due by a day that need a date, those due first first."""
    rows = session.execute(
        _dates_needed(limited=bool(areas)), _asked(areas, until=until, most=most)
    ).all()
    notice = {True: value(INTENSIVE_NOTICE_DAYS), False: value(NOTICE_DAYS)}
    return [_needed(row, notice[bool(row.intensive)]) for row in rows]


def unexplained(areas: Areas, *, most: int) -> list[LateGlance]:
    """Return the late panels that have a date and no reason, the latest first."""
    asked = _asked(areas, most=most, today=clock.today())
    rows = session.execute(_unexplained(limited=bool(areas)), asked)
    return [
        LateGlance(
            row.ref, _path(row.order, row.ref), row.kind, row.due_on, row.first_day, row.area
        )
        for row in rows
    ]


def unsigned(areas: Areas, *, most: int) -> list[Unsigned]:
    """Return the orders that wait for a contract since their first panel, the oldest first.

    Not those at which none was agreed.
    """
    rows = session.execute(_unsigned(limited=bool(areas)), _asked(areas, most=most))
    return [Unsigned(row.ref, _path(row.ref, row.ref), row.area, row.held_on) for row in rows]


def unnoted(areas: Areas) -> Unnoted | None:
    """Return how many panels were held of which nobody has noted what came, if there are any.

    They are those of the list that `listing.UNNOTED` shows.
    """
    asked = _asked(areas, now=clock.now())
    count, first, last = session.execute(_unnoted(limited=bool(areas)), asked).one()
    return Unnoted(count, first, last) if count else None


def _asked(areas: Areas, **values: Any) -> dict[str, Any]:
    return {**({"areas": sorted(areas)} if areas else {}), **values}


def _area_id() -> Any:
    return func.coalesce(ReferralOrder.area_id, Panel.area_id)


def _path(order: str | None, ref: str) -> str:
    return f"/panels/orders/{order}" if order else f"/panels/before-court/{ref}"


def _needed(row: Any, notice: int) -> DateNeeded:
    return DateNeeded(
        ref=row.ref,
        path=_path(row.order, row.ref),
        kind=row.kind,
        area=row.area,
        intensive=bool(row.intensive),
        deadline=rules.deadline(
            row.due_on or clock.today(),
            notice=notice,
            today=clock.today(),
            sits_on=None,
            days=clock,
            not_before=row.court_date,
        ),
    )


@cache
def _dates_needed(*, limited: bool) -> Select[*tuple[Any, ...]]:
    """Orders without their first panel, and planned panels without a sitting, as one list."""
    first = (
        select(
            ReferralOrder.ref.label("ref"),
            ReferralOrder.ref.label("order"),
            type_coerce(literal(PanelKind.INITIAL.value), KIND).label("kind"),
            Area.name.label("area"),
            ReferralOrder.intensive.label("intensive"),
            ReferralOrder.due_on.label("due_on"),
            ReferralOrder.court_date.label("court_date"),
        )
        .join(ReferralOrder.area)
        .where(OPEN, NEEDS_FIRST, ReferralOrder.due_on <= UNTIL)
    )
    planned = (
        select(
            Panel.ref,
            ReferralOrder.ref,
            Panel.kind,
            Area.name,
            ReferralOrder.intensive,
            Panel.due_on,
            ReferralOrder.court_date,
        )
        .outerjoin(Panel.order)
        .join(Area, Area.id == _area_id())
        .where(
            UNDATED,
            or_(Panel.order_id.is_(None), OPEN),
            or_(Panel.due_on.is_(None), Panel.due_on <= UNTIL),
        )
    )
    if limited:
        first = first.where(ReferralOrder.area_id.in_(AREAS))
        planned = planned.where(_area_id().in_(AREAS))
    both = union_all(first, planned).subquery()
    return select(both).order_by(both.c.due_on.is_not(None), both.c.due_on, both.c.ref).limit(LIMIT)


@cache
def _unexplained(*, limited: bool) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Panel.ref,
            ReferralOrder.ref.label("order"),
            Panel.kind,
            Panel.due_on,
            Entry.first_day,
            Area.name.label("area"),
        )
        .join(Panel.sitting)
        .join(Sitting.entry)
        .outerjoin(Panel.order)
        .join(Area, Area.id == _area_id())
        .where(or_(Panel.order_id.is_(None), OPEN), *late_panel(TODAY, unexplained=True))
        .order_by(Entry.first_day.desc(), Panel.id)
        .limit(LIMIT)
    )
    return statement.where(_area_id().in_(AREAS)) if limited else statement


@cache
def _unsigned(*, limited: bool) -> Select[*tuple[Any, ...]]:
    held_on = func.max(Entry.first_day)
    statement = (
        select(ReferralOrder.ref, Area.name.label("area"), held_on.label("held_on"))
        .join(ReferralOrder.area)
        .join(ReferralOrder.panels)
        .join(Panel.sitting)
        .join(Sitting.entry)
        .where(
            ReferralOrder.state == OrderState.OPEN,
            ReferralOrder.signed_on.is_(None),
            Panel.kind.in_(FIRST_PANELS),
            Panel.state == PanelState.HELD,
            Panel.contract_agreed.is_not(False),
        )
        .group_by(ReferralOrder.id, Area.name)
        .order_by(held_on, ReferralOrder.id)
        .limit(LIMIT)
    )
    return statement.where(ReferralOrder.area_id.in_(AREAS)) if limited else statement


@cache
def _unnoted(*, limited: bool) -> Select[*tuple[Any, ...]]:
    statement = (
        select(func.count(Panel.id), func.min(Entry.first_day), func.max(Entry.first_day))
        .join(Panel.sitting)
        .join(Sitting.entry)
        .where(
            UNNOTED,
            Sitting.state.in_((SittingState.PUBLISHED, SittingState.HELD)),
            Entry.ends_at <= NOW,
        )
    )
    return statement.where(Entry.area_id.in_(AREAS)) if limited else statement
