"""What the addresses of training's sessions name, found in the demo's data."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.training.models import Booking, BookingState, SessionState, TrainingSession

Sample = Callable[[], dict[str, Any]]


def _to_come() -> dict[str, Any]:
    """Return a session that people have booked and that can still be changed."""
    return _one(TrainingSession.state == SessionState.PUBLISHED, Entry.starts_at > clock.now())


def _over() -> dict[str, Any]:
    """Return a session that was held, with its register marked."""
    return _one(TrainingSession.state == SessionState.HELD, Entry.ends_at < clock.now())


def _one(*wanted: Any) -> dict[str, Any]:
    booked = select(Booking.id).where(
        Booking.session_id == TrainingSession.id, Booking.state == BookingState.BOOKED
    )
    found = session.scalars(
        select(Entry)
        .join(TrainingSession, TrainingSession.entry_id == Entry.id)
        .where(booked.exists(), *wanted)
        .order_by(Entry.starts_at.desc(), Entry.id)
        .limit(1)
    ).one()
    return {"session_uuid": found.uuid}


OF_TRAINING: Final[dict[str, Sample]] = {
    "training.add_walk_in": _over,
    "training.cancel_session": _to_come,
    "training.change_session": _to_come,
    "training.new_session": lambda: {"code": "SAFE"},
    "training.register": _over,
    "training.repeat_session": _to_come,
    "training.session": _to_come,
    "training.sign_in_sheet": _to_come,
}
