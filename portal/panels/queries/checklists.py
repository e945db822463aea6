"""What is to be arranged for panels, and what of it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.panels.models import PanelCheck


def checks_of(panel_id: int) -> Sequence[PanelCheck]:
    """Return a panel's items in order, as they now are."""
    return session.scalars(
        select(PanelCheck)
        .where(PanelCheck.panel_id == panel_id)
        .order_by(PanelCheck.position, PanelCheck.id)
        .execution_options(populate_existing=True)
    ).all()


def checks_by_panel(panel_ids: Iterable[int]) -> dict[int, list[PanelCheck]]:
    """Return the items of some panels, by panel, each with who ticked it."""
    found: defaultdict[int, list[PanelCheck]] = defaultdict(list)
    rows = session.scalars(
        select(PanelCheck)
        .where(PanelCheck.panel_id.in_(list(panel_ids)))
        .options(joinedload(PanelCheck.done_by))
        .order_by(PanelCheck.panel_id, PanelCheck.position, PanelCheck.id)
    )
    for row in rows:
        found[row.panel_id].append(row)
    return found
