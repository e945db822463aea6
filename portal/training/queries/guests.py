"""Invitations of a neighbouring service, and the guests who have booked by them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.accounts.rules import hash_of
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.training.models import (
    LIVE,
    Booking,
    SessionDay,
    SessionInvitation,
    TrainingSession,
)

BATCH = 500
MOST = 50
"""Links of one session; nobody makes more."""


def invitation_by(token: str) -> SessionInvitation:
    """Return the invitation that a link leads to; raises NoResultFound, answered 404."""
    of_it = joinedload(SessionInvitation.session)
    place = joinedload(Entry.room).joinedload(Room.venue)
    return session.scalars(
        select(SessionInvitation)
        .options(
            of_it.joinedload(TrainingSession.course),
            of_it.joinedload(TrainingSession.entry).options(place),
        )
        .where(SessionInvitation.token_hash == hash_of(token))
    ).one()


def invitation_by_form(form_key: str, session_id: int) -> SessionInvitation | None:
    """Return the invitation that a form that was sent before has made."""
    return session.scalar(
        select(SessionInvitation).where(
            SessionInvitation.form_key == form_key, SessionInvitation.session_id == session_id
        )
    )


def invitation_of(session_id: int, invitation_id: int) -> SessionInvitation:
    """Return an invitation to a session; raises NoResultFound."""
    return session.scalars(
        select(SessionInvitation).where(
            SessionInvitation.id == invitation_id, SessionInvitation.session_id == session_id
        )
    ).one()


def invitations(session_id: int) -> Sequence[SessionInvitation]:
    """Return the links made for a session, the first made first."""
    return session.scalars(
        select(SessionInvitation)
        .where(SessionInvitation.session_id == session_id)
        .order_by(SessionInvitation.id)
        .limit(MOST)
    ).all()


def used(session_id: int) -> Mapping[int, int]:
    """Return how many have booked or wait by each link of a session; one unused is left out."""
    rows = session.execute(
        select(Booking.invitation_id, func.count())
        .where(
            Booking.session_id == session_id,
            Booking.invitation_id.is_not(None),
            Booking.state.in_(LIVE),
        )
        .group_by(Booking.invitation_id)
    )
    return {number: count for number, count in rows if number}


def is_open(invitation: SessionInvitation) -> bool:
    """Return whether a link still works."""
    return invitation.revoked_at is None and invitation.expires_at > clock.now()


def booking_by(token: str) -> Booking:
    """Return the booking that a guest's link leads to; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Booking)
        .options(joinedload(Booking.session).joinedload(TrainingSession.entry))
        .where(Booking.token_hash == hash_of(token))
    ).one()


def guests_before(day: date, *, like: str) -> Sequence[Booking]:
    """Return guests' bookings of sessions whose last day was before a day, still with their data.

    `like` is the pattern of the addresses that stand for a forgotten one.
    """
    final_day = (
        select(func.max(Entry.last_day))
        .join(SessionDay, SessionDay.entry_id == Entry.id)
        .where(SessionDay.session_id == TrainingSession.id)
        .correlate(TrainingSession)
        .scalar_subquery()
    )
    return session.scalars(
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.entry)
        .where(
            Booking.guest_email.is_not(None),
            Booking.guest_email.not_like(like),
            func.coalesce(final_day, Entry.last_day) < day,
            Entry.last_day < day,
        )
        .order_by(Booking.id)
        .limit(BATCH)
    ).all()
