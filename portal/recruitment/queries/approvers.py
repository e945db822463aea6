"""Who approves a volunteer in the end."""

from collections.abc import Sequence

from sqlalchemy import func, select

from portal.access.rules import Permission, Role
from portal.accounts.models import User, UserRole
from portal.accounts.queries import people_with
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import APPROVERS
from portal.settings.queries import lines


def named() -> frozenset[str]:
    """Return the addresses that the setting names; none means any manager."""
    return frozenset(line.lower() for line in lines(APPROVERS))


def approvers() -> Sequence[Person]:
    """Return who can approve, by name: those named, or every manager while nobody is named."""
    addresses = named()
    those = (
        func.lower(User.email).in_(addresses)
        if addresses
        else User.id.in_(select(UserRole.user_id).where(UserRole.role == Role.MANAGER))
    )
    allowed = {person.id for person in people_with(Permission.RECRUITMENT_APPROVE)}
    found = session.scalars(
        select(Person)
        .join(User, User.person_id == Person.id)
        .where(User.active, those)
        .order_by(Person.name, Person.id)
    )
    return [person for person in found if person.id in allowed]
