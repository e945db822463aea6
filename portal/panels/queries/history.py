"""What has happened to a sitting, read from the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from portal.audit.models import AuditEvent
from portal.database import session
from portal.panels import rules
from portal.panels.models import Sitting
from portal.people.models import Person

NOBODY = "The portal"


@dataclass(frozen=True)
class Happening:
    """One thing that was done, in words, and when."""

    words: str
    at: datetime


def history(sitting: Sitting, *, limit: int = 15) -> list[Happening]:
    """Return what was done to a sitting, its seats and offers, the latest first."""
    asked = {offer.id: offer.person for seat in sitting.seats for offer in seat.offers}
    events = session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.tag.in_(rules.SAID),
            or_(
                and_(AuditEvent.subject_type == "sitting", AuditEvent.subject_id == sitting.id),
                and_(AuditEvent.subject_type == "offer", AuditEvent.subject_id.in_(asked)),
            ),
        )
        .options(joinedload(AuditEvent.detail), joinedload(AuditEvent.actor))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
    ).all()
    named = _named(events)
    return [_happening(event, asked, named) for event in events]


def order_history(order_id: int, *, limit: int = 15) -> list[Happening]:
    """Return what was done to an order, the latest first."""
    events = session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.tag.in_(rules.SAID_OF_ORDERS),
            AuditEvent.subject_type == "referral_order",
            AuditEvent.subject_id == order_id,
        )
        .options(joinedload(AuditEvent.actor))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
    ).all()
    return [
        Happening(
            f"{event.actor.display_name if event.actor else NOBODY} "
            f"{rules.SAID_OF_ORDERS[event.tag]}",
            event.at,
        )
        for event in events
    ]


def _named(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Return the names of the people that events speak of by number."""
    numbers = {_details(event).get("person") for event in events} - {None}
    people = session.scalars(select(Person).where(Person.id.in_(numbers)))
    return {person.id: person.display_name for person in people}


def _happening(event: AuditEvent, asked: dict[int, Person], named: dict[int, str]) -> Happening:
    details = _details(event)
    person = asked.get(event.subject_id or 0) if event.subject_type == "offer" else None
    seat = details.get("seat", "")
    words = rules.happened(
        event.tag,
        actor=event.actor.display_name if event.actor else NOBODY,
        person=person.display_name if person else named.get(details.get("person") or 0, ""),
        seat="panel member" if seat == "member" else seat,
        reason=details.get("reason", ""),
    )
    return Happening(words, event.at)


def _details(event: AuditEvent) -> dict[str, Any]:
    return event.detail.values if event.detail else {}
