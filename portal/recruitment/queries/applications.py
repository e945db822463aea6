"""Finding an application."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.recruitment.models import Application


def application(uuid: UUID) -> Application:
    """Return an application that was sent in and is not erased; raises NoResultFound."""
    return session.scalars(
        select(Application)
        .options(joinedload(Application.campaign), joinedload(Application.area))
        .where(
            Application.uuid == uuid,
            Application.submitted_at.is_not(None),
            Application.erased_at.is_(None),
        )
    ).one()
