"""The people of partners who sign in, and the coordinators who are told about a partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from portal.access.rules import Permission, Role
from portal.accounts.models import Invitation, User
from portal.accounts.queries import newest_invitations, people_with, user_by_email
from portal.database import session
from portal.people.models import Person
from portal.reparation import permissions
from portal.reparation.models import Partner, PartnerPerson


@dataclass(frozen=True)
class Login:
    """Somebody of a partner, with their account and their newest invitation."""

    person: Person
    account: User
    invitation: Invitation | None


def coordinators(of: Partner) -> list[Person]:
    """Return whom letters about a partner are for: who may change it and can sign in."""
    people = people_with(Permission.REPARATION_EDIT)
    users = session.scalars(
        select(User)
        .where(User.person_id.in_([person.id for person in people]))
        .options(selectinload(User.role_rows), selectinload(User.area_rows))
        .order_by(User.id)
    )
    return [user.person for user in users if permissions.is_told_of(user, of)]


def people_of(number: int) -> Sequence[Person]:
    """Return who signs in for a partner, by name."""
    return session.scalars(
        select(Person)
        .join(PartnerPerson, PartnerPerson.person_id == Person.id)
        .where(PartnerPerson.partner_id == number)
        .order_by(Person.name, Person.id)
    ).all()


def readers_of(number: int) -> Sequence[Person]:
    """Return whom letters to a partner are for: who signs in for it and whose account is open."""
    return session.scalars(
        select(Person)
        .join(PartnerPerson, PartnerPerson.person_id == Person.id)
        .join(User, User.person_id == Person.id)
        .where(PartnerPerson.partner_id == number, User.active)
        .order_by(Person.name, Person.id)
    ).all()


def unattached(email: str) -> User | None:
    """Return the open account of a partner's person at an address that is of no partner yet."""
    user = user_by_email(email)
    if user is None or not user.active or Role.PARTNER not in user.role_names:
        return None
    taken = exists().where(PartnerPerson.person_id == user.person_id)
    return None if session.scalar(select(taken)) else user


def signs_in_for(person: Person, number: int) -> bool:
    """Return whether somebody signs in for a partner."""
    theirs = exists().where(
        PartnerPerson.person_id == person.id, PartnerPerson.partner_id == number
    )
    return session.scalar(select(theirs)) or False


def person_of(number: int, uuid: UUID) -> PartnerPerson:
    """Return somebody of a partner; raises NoResultFound for anybody else's."""
    return session.scalars(
        select(PartnerPerson)
        .join(PartnerPerson.person)
        .where(PartnerPerson.partner_id == number, Person.uuid == uuid)
    ).one()


def logins(partner: Partner) -> list[Login]:
    """Return who signs in for a partner, by name, and whether they have come yet."""
    people = people_of(partner.id)
    invitations = newest_invitations(people)
    users = session.scalars(
        select(User).where(User.person_id.in_([person.id for person in people]))
    )
    accounts = {user.person_id: user for user in users}
    return [
        Login(person, accounts[person.id], invitations.get(person.id))
        for person in people
        if person.id in accounts
    ]
