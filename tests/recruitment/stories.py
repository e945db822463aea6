"""What leads to each letter of recruitment, for the test that writes every letter."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select

from portal.access.rules import Role
from portal.database import changing, session
from portal.recruitment.actions import appointing, buddies
from portal.recruitment.models import Appointment
from tests.factories import user_with
from tests.panels.scenes import volunteer
from tests.recruitment.scenes import appointing as said
from tests.recruitment.scenes import checked


def somebody_is_appointed_and_has_a_buddy() -> None:
    buddy, application = volunteer("Margaret Osei").person, checked()
    jo = user_with(Role.COORDINATOR).person
    with changing():
        appointing.appoint(
            application=application, facts=said(number="V921", buddy=buddy.uuid), actor=jo
        )


def their_buddy_is_somebody_else_now() -> None:
    made = session.scalars(select(Appointment).order_by(Appointment.id.desc())).first()
    assert made
    other, jo = volunteer("Bo Ray").person, user_with(Role.COORDINATOR).person
    with changing():
        buddies.name_buddy(appointment=made, uuid=other.uuid, actor=jo)


OF_RECRUITMENT: Final[tuple[Callable[[], None], ...]] = (
    somebody_is_appointed_and_has_a_buddy,
    their_buddy_is_somebody_else_now,
)
"""In an order in which they can follow each other."""
