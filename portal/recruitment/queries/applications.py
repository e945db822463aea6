"""Finding an application."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from portal.accounts.models import User
from portal.database import session
from portal.members.models import Member
from portal.recruitment.models import LIVE, Application, ApplicationState, StageChange
from portal.recruitment.permissions import is_own

MOST: Final = 100
"""So many are woken at once; the rest an hour later."""


def application(uuid: UUID) -> Application:
    """Return an application that was sent in and is not erased; raises NoResultFound."""
    return session.scalars(
        select(Application)
        .options(
            joinedload(Application.campaign),
            joinedload(Application.area),
            joinedload(Application.member).joinedload(Member.person),
            _changes(),
        )
        .where(
            Application.uuid == uuid,
            Application.submitted_at.is_not(None),
            Application.erased_at.is_(None),
        )
    ).one()


def application_of_another(uuid: UUID, reader: User) -> Application:
    """Return an application with what others say of it; raises NoResultFound for one's own."""
    found = application(uuid)
    if is_own(reader, found):
        raise NoResultFound
    return found


def begun_by(member: Member) -> UUID | None:
    """Return the application by which a volunteer began, the newest of several; None without."""
    return session.scalar(
        select(Application.uuid)
        .where(Application.member_id == member.id, Application.erased_at.is_(None))
        .order_by(Application.id.desc())
        .limit(1)
    )


def lock_application(number: int) -> Application:
    """Return an application as it and its steps now are, held until this change is committed."""
    return session.scalars(
        select(Application)
        .options(_changes())
        .where(Application.id == number)
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    ).one()


def underway_of(person_id: int) -> Sequence[Application]:
    """Return the applications by which somebody who is appointed is on their way still."""
    return session.scalars(
        select(Application)
        .join(Application.member)
        .where(Member.person_id == person_id, Application.state.in_(LIVE))
        .order_by(Application.id)
        .with_for_update(of=Application)
    ).all()


def has_applied_again(application: Application) -> bool:
    """Return whether the same address is on its way in the same campaign by another application."""
    if application.email is None or application.campaign_id is None:
        return False
    return bool(
        session.scalar(
            select(
                exists().where(
                    Application.id != application.id,
                    Application.campaign_id == application.campaign_id,
                    func.lower(Application.email) == application.email.lower(),
                    Application.state.in_(LIVE),
                )
            )
        )
    )


def to_wake(today: date) -> Sequence[Application]:
    """Return those who are parked and whose day has come, the longest first."""
    return session.scalars(
        select(Application)
        .where(Application.state == ApplicationState.PARKED, Application.wake_on <= today)
        .order_by(Application.wake_on, Application.id)
        .limit(MOST)
        .with_for_update(of=Application, skip_locked=True)
    ).all()


def application_numbered(number: int) -> Application | None:
    """Return an application by the row’s number, as a letter has it; None once erased."""
    return session.scalar(
        select(Application).where(Application.id == number, Application.erased_at.is_(None))
    )


def _changes() -> ExecutableOption:
    """Load the steps that somebody took, by whom, and whether they were written to."""
    return selectinload(Application.changes).options(
        joinedload(StageChange.by), joinedload(StageChange.letter)
    )
