"""Who came to panels, and what is still to be noted of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.members.models import Member, Status
from portal.panels import rules
from portal.panels.models import (
    Attendance,
    AttendanceState,
    OrderConflict,
    Panel,
    PanelState,
    Sitting,
)
from portal.people.models import Person

MOST: Final = 500


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
            panel.state.value,
            panel.noted_at is not None,
            quorum_of(noted.get(panel.id, ())).holds,
            bool(noted.get(panel.id)),
        )
        for panel in panels
    )


def following(panel_id: int) -> Panel | None:
    """Return the panel that was planned in place of an adjourned one, if it still is."""
    return session.scalar(
        select(Panel)
        .where(Panel.follows_id == panel_id, Panel.state != PanelState.CANCELLED)
        .order_by(Panel.id.desc())
        .limit(1)
    )


def followers(panels: Iterable[Panel]) -> dict[int, Panel]:
    """Return the panels that are planned in place of those adjourned among these, by the latter.

    Nothing is asked when none was adjourned, as is usual.
    """
    adjourned = [panel.id for panel in panels if panel.state is PanelState.ADJOURNED]
    if not adjourned:
        return {}
    rows = session.scalars(
        select(Panel)
        .where(Panel.follows_id.in_(adjourned), Panel.state != PanelState.CANCELLED)
        .options(joinedload(Panel.sitting).joinedload(Sitting.entry))
        .order_by(Panel.id)
    )
    return {row.follows_id: row for row in rows if row.follows_id}


def could_have_sat(sitting: Sitting) -> Sequence[Person]:
    """Return the volunteers who may have stepped in on the day, by name.

    Whoever said that they should not sit for one of its orders is not among them.
    """
    on_it = {seat.person_id for seat in sitting.seats if seat.person_id}
    orders = [panel.order_id for panel in sitting.panels if panel.order_id]
    declared = select(OrderConflict.person_id).where(OrderConflict.order_id.in_(orders))
    return session.scalars(
        select(Person)
        .join(Member, Member.person_id == Person.id)
        .where(
            Member.status == Status.ACTIVE,
            Person.is_staff.is_(False),
            Person.erased_at.is_(None),
            Person.id.not_in(on_it),
            Person.id.not_in(declared),
        )
        .order_by(Person.name, Person.id)
        .limit(MOST)
    ).all()
