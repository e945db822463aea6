"""What an import of projects asks: partners, sites, and the projects that there are."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.queries import user_of
from portal.calendar.models import Venue
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Project, ProjectState
from portal.reparation.queries.projects import Areas


def areas_of(person: Person | None) -> Areas:
    """Return the areas that somebody is limited to; none means the whole service.

    Nobody is the command line, which is not limited.
    """
    user = user_of(person) if person else None
    return user.area_ids if user else frozenset()


def projects_of(partner_ids: Collection[int | None]) -> Sequence[Project]:
    """Return the projects of some partners that are not closed, None for the service's own.

    Those of one partner come in the order in which they were begun.
    """
    named = [number for number in partner_ids if number is not None]
    of_partner = Project.partner_id.in_(named)
    whose = or_(of_partner, Project.partner_id.is_(None)) if None in partner_ids else of_partner
    return session.scalars(
        select(Project)
        .options(joinedload(Project.venue).joinedload(Venue.area), selectinload(Project.themes))
        .where(whose, Project.state != ProjectState.CLOSED)
        .order_by(Project.id)
    ).all()
