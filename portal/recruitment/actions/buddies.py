"""The buddy of a new volunteer: somebody experienced whom they can ask."""

from uuid import UUID

from portal.audit.actions import record
from portal.database import session
from portal.members.models import Member
from portal.notifications.actions import post
from portal.people.models import Person
from portal.recruitment.models import Appointment, RecruitmentTag
from portal.recruitment.queries import appointing as queries
from portal.site.refusals import Refused


def name_buddy(*, appointment: Appointment, uuid: UUID | None, actor: Person) -> None:
    """Give a new volunteer a buddy, another one, or none any more. The same one again is nothing.

    Whoever is their buddy now is told, and whoever was. Raises `Refused` for who is none.
    """
    found, was = buddy_for(appointment.member, uuid), appointment.buddy
    if found is was:
        return
    appointment.buddy = found
    session.flush()  # the letters are told apart by the version that this makes
    record(
        RecruitmentTag.BUDDY_NAMED,
        appointment.application,
        actor=actor,
        buddy=found.id if found else None,
    )
    tell_buddy(appointment=appointment, actor=actor)
    if was is not None:
        post(
            to=was,
            template="recruitment/email/buddy_released",
            key=f"recruitment/buddy_released:{appointment.id}:{appointment.version}",
            actor=actor,
            appointment=appointment.id,
        )


def buddy_for(member: Member, uuid: UUID | None) -> Person | None:
    """Return whom a coordinator chose as somebody's buddy; raises `Refused` for who is none."""
    if uuid is None:
        return None
    buddy = queries.buddy(uuid)
    if buddy is None or buddy.id == member.person_id:
        raise Refused("They are not an active volunteer now.", "Choose another buddy.", "buddy")
    return buddy


def tell_buddy(*, appointment: Appointment, actor: Person) -> None:
    """Tell an experienced volunteer whose buddy they are, if anybody is."""
    if appointment.buddy is not None:
        post(
            to=appointment.buddy,
            template="recruitment/email/buddy",
            key=f"recruitment/buddy:{appointment.id}:{appointment.version}",
            actor=actor,
            appointment=appointment.id,
        )
