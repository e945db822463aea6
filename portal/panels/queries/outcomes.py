"""Who came to panels, and what is still to be noted of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.panels import rules
from portal.panels.models import Attendance, AttendanceState, Panel


def attendance(panel_ids: Iterable[int]) -> dict[int, list[Attendance]]:
    """Return who came to panels and who did not, by panel, in the order in which they were noted.

    Nothing is asked when there are none: most sittings are still to come.
    """
    found: defaultdict[int, list[Attendance]] = defaultdict(list)
    wanted = list(panel_ids)
    if not wanted:
        return found
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.panel_id.in_(wanted))
        .options(joinedload(Attendance.person))
        .order_by(Attendance.panel_id, Attendance.id)
    )
    for row in rows:
        found[row.panel_id].append(row)
    return found


def quorum_of(rows: Iterable[Attendance]) -> rules.Quorum:
    """Return a panel's quorum by who came: each counts as what they were then."""
    return rules.quorum(
        (row.part.value, False) for row in rows if row.state is AttendanceState.CAME
    )


def outcome_of(panels: Collection[Panel]) -> rules.Outcome:
    """Return what is known of a sitting that was held, from its panels as they are loaded."""
    noted = attendance(panel.id for panel in panels if panel.noted_at)
    return rules.outcome_of(
        rules.PanelFacts(
            panel.state.value, panel.noted_at is not None, quorum_of(noted.get(panel.id, ())).holds
        )
        for panel in panels
    )
