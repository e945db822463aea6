"""Photos of projects: who may see which."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Project, ProjectPhoto
from portal.reparation.queries.partners import mine
from portal.reparation.queries.projects import SEEN, Areas, in_areas


def photo_managed(photo_uuid: UUID, areas: Areas) -> ProjectPhoto:
    """Return a photo for whoever looks after the projects of some areas; else NoResultFound."""
    return session.scalars(_photos().where(ProjectPhoto.uuid == photo_uuid, in_areas(areas))).one()


def photo_listed(photo_uuid: UUID) -> ProjectPhoto:
    """Return a photo that all staff may see: approved, and of a project that was listed."""
    return session.scalars(
        _photos().where(
            ProjectPhoto.uuid == photo_uuid,
            ProjectPhoto.approved_at.is_not(None),
            Project.state.in_(SEEN),
        )
    ).one()


def own_photo(person: Person, photo_uuid: UUID) -> ProjectPhoto:
    """Return a photo of the partner that somebody signs in for; else NoResultFound."""
    return session.scalars(
        _photos().where(ProjectPhoto.uuid == photo_uuid, Project.partner_id == mine(person).id)
    ).one()


def _photos() -> Select[ProjectPhoto]:
    return (
        select(ProjectPhoto)
        .join(Project, Project.id == ProjectPhoto.project_id)
        .options(joinedload(ProjectPhoto.document))
    )
