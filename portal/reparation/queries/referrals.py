"""Referrals and their places: whose they are, and what was done of the hours ordered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.accounts.queries import has_closed_account
from portal.calendar.models import Entry
from portal.database import session
from portal.panels.models import OrderState, ReferralOrder
from portal.reparation.models import (
    LIVE,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    ProjectTheme,
    Referral,
    SessionState,
    WorkKind,
)
from portal.reparation.permissions import Seen
from portal.reparation.rules.places import followed
from portal.site.pagination import Page, page_of

OPEN, LEFT, CLOSED = "open", "left", "closed"
"""What the list can show: `LEFT` are the open ones of practitioners who can sign in no more."""
MOST: Final = 200


@dataclass(frozen=True)
class Wishes:
    """How many victims' wishes there are, and how many of them were followed."""

    made: int
    followed: int


def referrals(
    seen: Seen, *, show: str = OPEN, area_id: int | None = None, number: int = 1
) -> Page[Referral]:
    """Return a page of referrals, the latest first, of those that somebody sees."""
    closed = Referral.closed_at.is_not(None)
    conditions = [closed if show == CLOSED else ~closed, _seen(seen)]
    if show == LEFT:
        conditions.append(has_closed_account(Referral.practitioner_id))
    if area_id:
        conditions.append(Referral.area_id == area_id)
    order = (Referral.created_at.desc(), Referral.id.desc())
    return page_of(_whole().where(*conditions).order_by(*order), number)


def minutes_of(referral_ids: Collection[int]) -> dict[int, int]:
    """Return how many minutes were worked for each referral; without any, it is left out."""
    rows = session.execute(
        select(Place.referral_id, func.sum(Place.minutes))
        .where(Place.referral_id.in_(referral_ids), Place.minutes.is_not(None))
        .group_by(Place.referral_id)
    )
    return {number: int(minutes or 0) for number, minutes in rows}


def referral(uuid: UUID, seen: Seen) -> Referral:
    """Return a referral that somebody sees; raises NoResultFound."""
    return session.scalars(_whole().where(Referral.uuid == uuid, _seen(seen))).one()


def referral_numbered(referral_id: int) -> Referral:
    """Return a referral by its number; raises NoResultFound."""
    return session.scalars(_whole().where(Referral.id == referral_id)).one()


def lock_referral(referral_id: int) -> Referral:
    """Return a referral as it now is, held until this change is done; before any session."""
    return session.scalars(
        select(Referral)
        .where(Referral.id == referral_id)
        .with_for_update(of=Referral)
        .execution_options(populate_existing=True)
    ).one()


def referral_by_form(form_key: str) -> Referral | None:
    """Return the referral that a form that was sent before has made."""
    return session.scalar(select(Referral).where(Referral.form_key == form_key))


def referral_of_order(order_id: int) -> Referral | None:
    """Return the one referral of an order, if there is one."""
    return session.scalar(select(Referral).where(Referral.order_id == order_id))


def has_place_to_come(referral_id: int) -> bool:
    """Return whether a referral has a place, or a turn, at a session that is not over."""
    found = (
        select(Place.id)
        .join(Place.session)
        .join(ProjectSession.entry)
        .where(
            Place.referral_id == referral_id,
            Place.state.in_(LIVE),
            ProjectSession.state != SessionState.CANCELLED,
            Entry.ends_at > clock.now(),
        )
        .limit(1)
    )
    return session.scalar(found) is not None


def open_referrals(seen: Seen, chosen: UUID | None = None) -> Sequence[Referral]:
    """Return the referrals that places can be booked for, by reference.

    The `chosen` one comes first, so that it is among them however many there are.
    """
    return session.scalars(
        _whole()
        .where(Referral.closed_at.is_(None), _seen(seen))
        .order_by(Referral.uuid != chosen, Referral.ref)
        .limit(MOST)
    ).all()


def orders_without(seen: Seen) -> Sequence[ReferralOrder]:
    """Return the open orders that have no referral yet, by reference, as referrals are seen."""
    conditions = [
        ReferralOrder.state == OrderState.OPEN,
        ~exists().where(Referral.order_id == ReferralOrder.id),
    ]
    if seen.practitioner_id is not None:
        conditions.append(ReferralOrder.case_manager_id == seen.practitioner_id)
    if seen.areas:
        conditions.append(ReferralOrder.area_id.in_(seen.areas))
    return session.scalars(
        select(ReferralOrder)
        .options(joinedload(ReferralOrder.area))
        .where(*conditions)
        .order_by(ReferralOrder.ref)
        .limit(MOST)
    ).all()


def places_of(referral_id: int) -> Sequence[Place]:
    """Return the places of a referral, the last first."""
    return session.scalars(
        _places()
        .where(Place.referral_id == referral_id)
        .order_by(Entry.starts_at.desc(), Place.id.desc())
        .limit(MOST)
    ).all()


def places_at(session_id: int, seen: Seen) -> Sequence[Place]:
    """Return the places of a session that stand: of referrals that somebody sees."""
    return session.scalars(
        _places()
        .where(
            Place.session_id == session_id,
            Place.state.in_(LIVE),
            _seen(seen),
        )
        .order_by(Place.position.is_not(None), Place.position, Place.id)
        .limit(MOST)
    ).all()


def place(uuid: UUID, seen: Seen) -> Place:
    """Return a place of a referral that somebody sees; raises NoResultFound."""
    return session.scalars(_places().where(Place.uuid == uuid, _seen(seen))).one()


def place_numbered(place_id: int) -> Place:
    """Return a place by its number; raises NoResultFound."""
    return session.scalars(_places().where(Place.id == place_id)).one()


def place_by_form(form_key: str) -> Place | None:
    """Return the place that a form that was sent before has booked."""
    return session.scalar(select(Place).where(Place.form_key == form_key))


def live_at(session_id: int) -> list[Place]:
    """Return the places of a session that stand, as they now are: those who wait in turn."""
    return list(
        session.scalars(
            select(Place)
            .where(Place.session_id == session_id, Place.state.in_(LIVE))
            .order_by(Place.position.is_not(None), Place.position, Place.id)
            .execution_options(populate_existing=True)
        ).all()
    )


def overlapping(
    referral_id: int, starts_at: datetime, ends_at: datetime, *, ignoring: Collection[int]
) -> Place | None:
    """Return a booked place of a referral at another session that is on in that time."""
    return session.scalar(
        _places()
        .where(
            Place.referral_id == referral_id,
            Place.state == PlaceState.BOOKED,
            ProjectSession.state != SessionState.CANCELLED,
            ProjectSession.id.not_in(ignoring),
            Entry.starts_at < ends_at,
            Entry.ends_at > starts_at,
        )
        .order_by(Entry.starts_at, Place.id)
        .limit(1)
    )


def follows(found: Referral, given: Place) -> bool:
    """Return whether somebody worked at a place as the wish of their referral has it."""
    project = given.session.project
    return bool(given.attended) and followed(
        found.wish_theme,
        found.wish_direct,
        themes={each.theme for each in project.themes},
        is_direct=project.kind is WorkKind.DIRECT,
    )


def worked_as_wished(*within: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether somebody worked for a referral at a project as its wish has it."""
    return exists().where(
        Place.referral_id == Referral.id,
        Place.attended.is_(True),
        ProjectSession.id == Place.session_id,
        Project.id == ProjectSession.project_id,
        ProjectTheme.project_id == Project.id,
        ProjectTheme.theme == Referral.wish_theme,
        or_(
            Referral.wish_direct.is_(None),
            and_(Referral.wish_direct.is_(True), Project.kind == WorkKind.DIRECT),
            and_(Referral.wish_direct.is_(False), Project.kind != WorkKind.DIRECT),
        ),
        *within,
    )


def wishes(seen: Seen) -> Wishes:
    """Count the wishes, and those that somebody worked for at a project as wished."""
    made, followed = session.execute(
        select(func.count(Referral.id), func.count(Referral.id).filter(worked_as_wished())).where(
            Referral.wish_theme.is_not(None), _seen(seen)
        )
    ).one()
    return Wishes(made, followed)


def unmarked_at(session_id: int, practitioner_id: int) -> int:
    """Return how many places of a practitioner's referrals nobody said of who came."""
    found = (
        select(func.count(Place.id))
        .join(Place.referral)
        .where(
            Place.session_id == session_id,
            Place.state == PlaceState.BOOKED,
            Place.attended.is_(None),
            Referral.practitioner_id == practitioner_id,
        )
    )
    return session.scalar(found) or 0


def unmarked(seen: Seen) -> Sequence[Place]:
    """Return the booked places of sessions that are over of which nobody said who came."""
    return session.scalars(
        _places()
        .where(
            Place.state == PlaceState.BOOKED,
            Place.attended.is_(None),
            ProjectSession.state != SessionState.CANCELLED,
            Entry.ends_at <= clock.now(),
            _seen(seen),
        )
        .order_by(Entry.starts_at, Place.id)
        .limit(MOST)
    ).all()


def _whole() -> Select[Referral]:
    return select(Referral).options(
        joinedload(Referral.area), joinedload(Referral.practitioner), joinedload(Referral.order)
    )


def _places() -> Select[Place]:
    return (
        select(Place)
        .join(Place.referral)
        .join(Place.session)
        .join(ProjectSession.entry)
        .options(
            contains_eager(Place.referral).joinedload(Referral.practitioner),
            contains_eager(Place.session).options(
                contains_eager(ProjectSession.entry),
                joinedload(ProjectSession.project).options(
                    joinedload(Project.partner),
                    joinedload(Project.venue),
                    selectinload(Project.themes),
                ),
            ),
        )
    )


def _seen(seen: Seen) -> ColumnElement[bool]:
    """Return the condition that a referral is one of those that somebody sees."""
    own = (
        true() if seen.practitioner_id is None else Referral.practitioner_id == seen.practitioner_id
    )
    return and_(own, Referral.area_id.in_(seen.areas) if seen.areas else true())
