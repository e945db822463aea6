"""The letters to an experienced volunteer who is to look after a new one, or no longer is."""

from flask import current_app

from portal.members.models import Status
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.models import Appointment
from portal.recruitment.queries.appointing import appointment_numbered
from portal.site.urls import absolute


@letter("recruitment/email/buddy")
def buddy(*, to: Person, appointment: int) -> Content | None:
    """Tell somebody whose buddy they are, unless that has changed or the new one has left."""
    made = _going_on(appointment)
    if made is None or made.buddy_id != to.id:
        return None
    values = {**_facts(to, made), "observations": made.observations}
    return Content(f"You are the buddy of {made.member.person.display_name}", values)


@letter("recruitment/email/buddy_released")
def buddy_released(*, to: Person, appointment: int) -> Content | None:
    """Tell somebody whose buddy they no longer are, unless they are again or the new one left."""
    made = _going_on(appointment)
    if made is None or made.buddy_id == to.id:
        return None
    subject = f"You are no longer the buddy of {made.member.person.display_name}"
    return Content(subject, _facts(to, made))


def _going_on(appointment: int) -> Appointment | None:
    made = appointment_numbered(appointment)
    return made if made and made.member.status is not Status.LEFT else None


def _facts(to: Person, made: Appointment) -> dict[str, object]:
    return {
        "name": to.first_name,
        "new": made.member.person.display_name,
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": absolute("panels.duties"),
    }
