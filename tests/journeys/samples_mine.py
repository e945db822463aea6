"""What the addresses of one's own training and of its evaluation name, found in the demo's data."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.training import actions
from portal.training.models import (
    Award,
    Booking,
    BookingState,
    FeedbackMoment,
    SessionState,
    TrainingSession,
)


def _award() -> dict[str, Any]:
    held = select(Award).where(Award.revoked_at.is_(None)).order_by(Award.id).limit(1)
    return {"award_uuid": session.scalars(held).one().uuid}


def _asked() -> dict[str, Any]:
    """Return the link of somebody who is booked on a session to come."""
    coming = (
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.entry)
        .where(
            Booking.state == BookingState.BOOKED,
            TrainingSession.state == SessionState.PUBLISHED,
            Entry.starts_at > clock.now(),
        )
        .order_by(Booking.id)
        .limit(1)
    )
    booking = session.scalars(coming).one()
    return {"token": actions.feedback_token(booking, FeedbackMoment.BEFORE)}


def _given() -> dict[str, Any]:
    held = select(Entry.uuid).join(TrainingSession, TrainingSession.entry_id == Entry.id)
    over = held.where(TrainingSession.state == SessionState.HELD).order_by(TrainingSession.id)
    return {"session_uuid": session.scalars(over.limit(1)).one()}


OF_MINE: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "training.course_results": lambda: {"code": "SAFE"},
    "training.give_feedback": _asked,
    "training.print_certificate": _award,
    "training.trainer_results": _given,
}
"""By endpoint."""
