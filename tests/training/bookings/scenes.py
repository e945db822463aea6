"""People who book, wait and are invited, made with as little said as a test needs."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Attendee, AttendeeState
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training import actions
from portal.training.models import Booking, SessionInvitation, TrainingSession
from tests.factories import user_with
from tests.training import scenes

BOOKABLE = date(2026, 3, 24)
"""A day three weeks ahead of the story's Monday."""


def ahead(capacity: int = 2, **values: Any) -> TrainingSession:
    """Plan a session three weeks ahead, with so many places."""
    course = values.pop("course", None) or scenes.safeguarding()
    return scenes.planned(course, values.pop("day", BOOKABLE), capacity=capacity, **values)


def signed_in(name: str) -> Person:
    """Return an active volunteer who has an account."""
    person = scenes.volunteer(name).person
    return user_with(Role.VOLUNTEER, person=person).person


def books(held: TrainingSession, person: Person, **values: Any) -> Booking:
    """Let somebody book for themselves, or have it done by an `actor`."""
    with changing():
        return actions.book(
            held=held,
            person=person,
            **{"actor": person, "form_key": uuid4().hex, **values},
        )


def cancels(booking: Booking, actor: Person | None = None) -> Booking:
    """Cancel a booking, by whose it is unless a coordinator is named."""
    with changing():
        return actions.cancel_booking(
            booking=booking, actor=actor or booking.person, at_any_time=actor is not None
        )


def invited(held: TrainingSession, actor: Person, places: int = 1) -> tuple[SessionInvitation, str]:
    """Make a link for a neighbouring service."""
    with changing():
        return actions.invite(
            held=held,
            organisation="Westmere YJS",
            number=places,
            expires_at=clock.now() + timedelta(days=14),
            form_key=uuid4().hex,
            actor=actor,
        )


def asks(invitation: SessionInvitation, email: str = "dee@westmere.example") -> Booking:
    """Let a guest ask for a place."""
    with changing():
        return actions.ask_as_guest(
            invitation=invitation, name="Dee Ash", email=email, form_key=uuid4().hex
        )


def states(held: TrainingSession) -> list[tuple[str, str]]:
    """Return everybody's name with how their booking stands, in the order of booking."""
    found = session.scalars(
        select(Booking).where(Booking.session_id == held.id).order_by(Booking.id)
    )
    return [(each.name, each.state.value) for each in found]


def promised(person: Person) -> list[AttendeeState]:
    """Return how somebody stands in the calendar, by their entries in order."""
    found = session.scalars(
        select(Attendee.state).where(Attendee.person_id == person.id).order_by(Attendee.entry_id)
    )
    return list(found)


def mail_to(person: Person | None = None) -> list[str]:
    """Return which letters went to somebody, or to guests, in order."""
    to = Mail.to_person_id.is_(None) if person is None else Mail.to_person_id == person.id
    found = session.scalars(select(Mail.template).where(to).order_by(Mail.id))
    return [name.removeprefix("training/email/") for name in found]
