"""What a partner hosts: its projects, and its sessions to come with how many places are taken.

Counts alone: whose a place is, and who supervises, is not asked for here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.reparation.models import (
    Partner,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    SessionState,
)

MOST_PROJECTS = 50
MOST_SESSIONS = 10


@dataclass(frozen=True)
class Coming:
    """A session to come: when, of which project, and how full it is."""

    title: str
    starts_at: datetime
    ends_at: datetime
    places: int
    taken: int


def projects_of(partner: Partner) -> Sequence[Project]:
    """Return a partner's projects, by title."""
    return session.scalars(
        select(Project)
        .where(Project.partner_id == partner.id)
        .order_by(Project.title, Project.id)
        .limit(MOST_PROJECTS)
    ).all()


def coming_at(partner: Partner) -> list[Coming]:
    """Return a partner's next sessions, the soonest first."""
    rows = session.execute(
        select(
            Project.title,
            Entry.starts_at,
            Entry.ends_at,
            ProjectSession.places,
            func.count(Place.id),
        )
        .select_from(ProjectSession)
        .join(ProjectSession.project)
        .join(ProjectSession.entry)
        .outerjoin(
            Place, and_(Place.session_id == ProjectSession.id, Place.state == PlaceState.BOOKED)
        )
        .where(
            Project.partner_id == partner.id,
            ProjectSession.state == SessionState.PLANNED,
            Entry.ends_at >= clock.now(),
        )
        .group_by(
            ProjectSession.id, Project.title, Entry.starts_at, Entry.ends_at, ProjectSession.places
        )
        .order_by(Entry.starts_at, ProjectSession.id)
        .limit(MOST_SESSIONS)
    )
    return [Coming(*row) for row in rows]
