"""The letter to an experienced volunteer who is to look after a new one."""

from flask import current_app

from portal.members.models import Status
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.queries.appointing import appointment_numbered
from portal.site.urls import absolute


@letter("recruitment/email/buddy")
def buddy(*, to: Person, appointment: int) -> Content | None:
    """Tell somebody whose buddy they are, unless that has changed or the new one has left."""
    made = appointment_numbered(appointment)
    if made is None or made.buddy_id != to.id or made.member.status is Status.LEFT:
        return None
    new = made.member.person
    return Content(
        f"You are the buddy of {new.display_name}",
        {
            "name": to.first_name,
            "new": new.display_name,
            "observations": made.observations,
            "phone": current_app.config["SUPPORT_PHONE"],
            "link": absolute("panels.duties"),
        },
    )
