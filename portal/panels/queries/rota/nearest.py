"""Where a rota opens that was not asked for a month."""

from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import Select, bindparam, func, select

from portal import clock
from portal.calendar.models import Entry
from portal.database import UtcDateTime, session
from portal.panels.models import Sitting, SittingState
from portal.panels.queries.rota.sittings import within_reach
from portal.panels.queries.rota.viewers import Viewer

NOW: Final = bindparam("now", type_=UtcDateTime())


def next_day(viewer: Viewer) -> date:
    """Return the day of the next sitting to come that the viewer may see, else today.

    At the end of a month its sittings are over: that none of them is short reassures wrongly.
    """
    given = {
        "now": clock.now(),
        "person": viewer.person_id,
        **({"areas": sorted(viewer.areas)} if viewer.areas else {}),
    }
    found = session.scalar(_next(viewer.whole, bool(viewer.areas)), given)
    return found or clock.today()


@cache
def _next(whole: bool, limited: bool) -> Select[date]:
    drafts = (SittingState.DRAFT,) if whole else ()
    statement = (
        select(func.min(Entry.first_day))
        .select_from(Sitting)
        .join(Sitting.entry)
        .where(Entry.ends_at > NOW, Sitting.state.in_((SittingState.PUBLISHED, *drafts)))
    )
    return statement.where(within_reach(whole)) if limited else statement
