"""What imports ask: which orders and sittings rows could be about. A few statements a piece."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select

from portal.access.rules import Permission
from portal.accounts.queries import people_without, user_of
from portal.database import session
from portal.panels.models import Panel, PanelState, ReferralOrder
from portal.panels.permissions import Areas
from portal.people.models import Person
from portal.people.queries import colleagues


def areas_of(person: Person | None) -> Areas:
    """Return the areas that somebody is limited to; none means the whole service.

    Nobody is the command line, which is not limited.
    """
    user = user_of(person) if person else None
    return user.area_ids if user else frozenset()


def case_managers() -> list[Person]:
    """Return the colleagues who may be case managers: who could not open “My orders” is none."""
    unable = people_without(Permission.PANELS_OWN_ORDERS)
    return [each for each in colleagues() if each.id not in unable]


def orders_like(
    refs: Collection[str],
    keys: Collection[str],
    court_dates: Collection[date],
    *,
    locked: bool = False,
) -> Sequence[ReferralOrder]:
    """Return the orders with these references, import keys or court dates, the oldest first."""
    statement = (
        select(ReferralOrder)
        .where(
            or_(
                ReferralOrder.ref.in_(refs),
                ReferralOrder.form_key.in_(keys),
                ReferralOrder.court_date.in_(court_dates),
            )
        )
        .order_by(ReferralOrder.id)
    )
    if locked:
        statement = statement.with_for_update(of=ReferralOrder).execution_options(
            populate_existing=True
        )
    return session.scalars(statement).all()


def plans_of(order_ids: Collection[int]) -> dict[int, Panel]:
    """Return a panel of each order's plan that is still open: one with a sitting before others."""
    found = session.scalars(
        select(Panel)
        .where(
            Panel.order_id.in_(order_ids),
            Panel.state.in_((PanelState.PLANNED, PanelState.PROPOSED)),
        )
        .order_by(Panel.sitting_id.is_not(None), Panel.id.desc())
    )
    return {panel.order_id: panel for panel in found if panel.order_id is not None}
