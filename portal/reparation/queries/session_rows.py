"""The list of sessions as a table to take along: what came of each, and of whom nothing."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.reparation.models import Place, PlaceState, Project, ProjectSession
from portal.reparation.queries.projects import Areas, in_areas
from portal.reparation.queries.sessions import SessionFilter, in_order, narrowing

HEADINGS: Final = (
    *("Day", "Starts", "Ends", "Project", "Whose", "Area", "State", "Places"),
    *("Booked", "Came", "Did not come", "Not said yet", "Minutes worked"),
    *("Heads counted", "Unit awards"),
)
MOST: Final = 5_000


def as_rows(person_id: int, narrowed: SessionFilter, areas: Areas) -> list[Sequence[str]]:
    """Return the sessions of a list that are in some areas, under headings; one statement.

    No reference is in it, of a place or of a referral.
    """
    came, absent = (func.count().filter(Place.attended.is_(each)) for each in (True, False))
    counted = (
        select(
            Place.session_id,
            func.count().label("booked"),
            came.label("came"),
            absent.label("absent"),
            func.sum(Place.minutes).label("minutes"),
        )
        .where(Place.state == PlaceState.BOOKED)
        .group_by(Place.session_id)
        .subquery()
    )
    rows = session.execute(
        select(ProjectSession, *(column for column in counted.c if column.key != "session_id"))
        .join(ProjectSession.entry)
        .join(ProjectSession.project)
        .outerjoin(counted, counted.c.session_id == ProjectSession.id)
        .options(
            contains_eager(ProjectSession.entry).joinedload(Entry.area),
            contains_eager(ProjectSession.project).joinedload(Project.partner),
        )
        .where(in_areas(areas), *narrowing(person_id, narrowed))
        .order_by(*in_order(narrowed))
        .limit(MOST)
    )
    return [HEADINGS, *(_row(*row) for row in rows)]


def _row(
    held: ProjectSession,
    booked: int | None,
    came: int | None,
    absent: int | None,
    minutes: int | None,
) -> Sequence[str]:
    entry = held.entry
    starts, ends = clock.london(entry.starts_at), clock.london(entry.ends_at)
    counts = (booked or 0, came or 0, absent or 0)
    return (
        *(f"{starts:%Y-%m-%d}", f"{starts:%H:%M}", f"{ends:%H:%M}"),
        *(held.project.title, held.project.host, entry.area.name if entry.area else ""),
        *(held.state.value.capitalize(), str(held.places)),
        *(str(each) for each in counts),
        *(str(counts[0] - counts[1] - counts[2]), str(minutes or 0)),
        *("" if each is None else str(each) for each in (held.headcount, held.unit_awards)),
    )
