"""What the addresses of pages about bookings name, made in the demo's data."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.training import actions
from portal.training.actions.guests import mint
from portal.training.models import Course, TrainingSession
from portal.training.queries.guests import invitation_by
from portal.training.rules import SessionFacts
from tests.journeys.demo import demo_user


def _held() -> TrainingSession:
    """Return a new session a quarter ahead, which can be booked."""
    starts_at = clock.at(clock.today() + timedelta(days=91), time(10))
    facts = SessionFacts(
        days=((starts_at, starts_at + timedelta(hours=2)),),
        capacity=8,
        minimum=0,
        opens_at=None,
        closes_at=starts_at - timedelta(days=2),
        cancel_by=starts_at - timedelta(days=2),
        keys=frozenset({"role:volunteer", "role:staff"}),
        join_url="https://meet.example/joining",
    )
    return actions.plan_session(
        course=session.scalars(select(Course).where(Course.code == "SAFE")).one(),
        facts=facts,
        where=actions.Where(None),
        publish=True,
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )


def _session() -> dict[str, Any]:
    return {"session_uuid": _held().entry.uuid}


def _session_and_person() -> dict[str, Any]:
    return {**_session(), "person_uuid": demo_user("volunteer").person.uuid}


def _invitation() -> dict[str, Any]:
    held = _held()
    _, token = actions.invite(
        held=held,
        organisation="Westmere Youth Justice Service",
        number=2,
        expires_at=held.closes_at,
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )
    return {"token": token}


def _guest() -> dict[str, Any]:
    booking = actions.ask_as_guest(
        invitation=invitation_by(_invitation()["token"]),
        name="Dee Ash",
        email="dee.ash@westmere.example",
        form_key=uuid4().hex,
    )
    return {"token": mint(booking=booking)}


OF_BOOKINGS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "training.book_for": _session,
    "training.book_for_person": _session_and_person,
    "training.guest": _guest,
    "training.invite_service": _session,
    "training.invited": _invitation,
}
"""By endpoint. They make rows."""
