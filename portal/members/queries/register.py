"""The register: who is in it, and one volunteer with all that their page shows."""

from sqlalchemy import select

from portal.database import session
from portal.members.models import Member
from portal.people.models import Person


def member_of(person: Person) -> Member | None:
    """Return the volunteer that a person is, if they are one."""
    return session.scalar(select(Member).where(Member.person_id == person.id))
