"""The register of complaints and concerns, as one coordinator may read it."""

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.database import session
from portal.members.models import Concern, ConcernAction, ConcernState, Member
from portal.members.queries.held import Section
from portal.members.queries.serving import serves
from portal.site.pagination import Page, page_of

STANDING, CLOSED, ALL = "", "closed", "all"
ASK: Final = (
    "They are in a register of their own, which only coordinators open. Ask your coordinator "
    "whether it says anything about you."
)


def concerns(user: User, state: str = STANDING, number: int = 1) -> Page[Concern]:
    """Return one page of what an account may read: not about oneself, nor of other areas.

    What still stands comes first, the oldest first.
    """
    return page_of(
        _read_by(user)
        .options(joinedload(Concern.handler))
        .where(*_in_state(state))
        .order_by(Concern.state == ConcernState.CLOSED, Concern.received_on, Concern.id),
        number,
    )


def _in_state(state: str) -> list[ColumnElement[bool]]:
    if state == ALL:
        return []
    closed = Concern.state == ConcernState.CLOSED
    return [closed if state == CLOSED else ~closed]


def concern(user: User, uuid: UUID) -> Concern:
    """Return one concern that an account may read; raises NoResultFound, answered 404."""
    return session.scalars(
        _read_by(user)
        .options(joinedload(Concern.handler), selectinload(Concern.actions))
        .where(Concern.uuid == uuid)
    ).one()


def _read_by(user: User) -> Select[Concern]:
    """Return the select of what an account may read: `permissions.may_supervise`, in SQL."""
    return (
        select(Concern)
        .join(Member, Member.id == Concern.member_id)
        .where(Member.person_id != user.person_id, serves(user.area_ids))
    )


def lock_concern(number: int) -> Concern:
    """Return a concern as it now is, held until this change is committed."""
    return session.scalars(
        select(Concern)
        .where(Concern.id == number)
        .with_for_update(of=Concern)
        .execution_options(populate_existing=True)
    ).one()


def by_form(form_key: str) -> Concern | None:
    """Return the concern that a form that was sent before has recorded."""
    return session.scalar(select(Concern).where(Concern.form_key == form_key))


def action_by_form(form_key: str) -> ConcernAction | None:
    """Return what a form that was sent before has added."""
    return session.scalar(select(ConcernAction).where(ConcernAction.form_key == form_key))


def held(_member: Member) -> Section:
    """Tell a volunteer where concerns are; the same to everybody, so that it tells nothing."""
    return Section("Complaints and concerns", nothing=ASK)
