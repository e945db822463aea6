"""What a partner hosts: its projects, and its sessions with how many places are taken.

Counts alone: whose a place is, and who supervises, is not asked for here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import (
    Partner,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    SessionState,
)
from portal.reparation.queries.papers import standing
from portal.reparation.queries.partners import bookable, mine

MOST_AT_A_GLANCE = 3
MOST_PROJECTS = 50
MOST_SESSIONS = 10
STILL_COUNTED: Final = timedelta(days=60)
"""For so long after a session its partner is asked how many came."""


@dataclass(frozen=True)
class Hosted:
    """A session: when, of which project, and how full it is."""

    uuid: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    places: int
    taken: int


@dataclass(frozen=True)
class Glance:
    """What the first page tells somebody of a partner: what closes booking, and what is to do."""

    name: str
    refused: str
    papers: int
    to_count: int
    coming: Sequence[Hosted]


def glance(person: Person) -> Glance | None:
    """Return how the partner of a person stands; None for somebody of none."""
    try:
        partner = mine(person)
    except NoResultFound:
        return None
    return Glance(
        name=partner.name,
        refused=bookable([partner.id], clock.today())[partner.id],
        papers=sum(line.to_do for line in standing(partner)),
        to_count=len(to_count(partner)),
        coming=coming_at(partner)[:MOST_AT_A_GLANCE],
    )


def projects_of(partner: Partner) -> Sequence[Project]:
    """Return a partner's projects, by title."""
    return session.scalars(
        select(Project)
        .where(Project.partner_id == partner.id)
        .order_by(Project.title, Project.id)
        .limit(MOST_PROJECTS)
    ).all()


def coming_at(partner: Partner) -> list[Hosted]:
    """Return a partner's next sessions, the soonest first."""
    return _hosted(partner, Entry.ends_at >= clock.now())


def to_count(partner: Partner) -> list[Hosted]:
    """Return a partner's sessions that are over and of which nobody said yet how many came."""
    return _hosted(
        partner, Entry.ends_at < clock.now(), Entry.ends_at >= clock.now() - STILL_COUNTED
    )


def _hosted(partner: Partner, *when: ColumnElement[bool]) -> list[Hosted]:
    rows = session.execute(
        select(
            Entry.uuid,
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
            *when,
        )
        .group_by(
            ProjectSession.id,
            ProjectSession.places,
            Entry.uuid,
            Entry.starts_at,
            Entry.ends_at,
            Project.title,
        )
        .order_by(Entry.starts_at, ProjectSession.id)
        .limit(MOST_SESSIONS)
    )
    return [Hosted(*row) for row in rows]
