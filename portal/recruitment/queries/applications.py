"""Finding an application."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.database import session
from portal.members.models import Member
from portal.recruitment.models import Application, StageChange


def application(uuid: UUID) -> Application:
    """Return an application that was sent in and is not erased; raises NoResultFound."""
    return session.scalars(
        select(Application)
        .options(
            joinedload(Application.campaign),
            joinedload(Application.area),
            joinedload(Application.member).joinedload(Member.person),
            selectinload(Application.changes).joinedload(StageChange.by),
        )
        .where(
            Application.uuid == uuid,
            Application.submitted_at.is_not(None),
            Application.erased_at.is_(None),
        )
    ).one()


def lock_application(number: int) -> Application:
    """Return an application as it and its steps now are, held until this change is committed."""
    return session.scalars(
        select(Application)
        .options(selectinload(Application.changes).joinedload(StageChange.by))
        .where(Application.id == number)
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    ).one()
