"""Who signs in for a partner, and who is told: its people, and the coordinators of its areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select

from portal.access.rules import Permission, Role
from portal.accounts.models import Invitation, User
from portal.accounts.queries import (
    areas_of_people_with,
    newest_invitations,
    people_with,
    user_by_email,
)
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Partner, PartnerPerson


@dataclass(frozen=True)
class Login:
    """Somebody of a partner, with their account and their newest invitation."""

    person: Person
    account: User
    invitation: Invitation | None


def coordinators(*area_ids: int | None) -> list[Person]:
    """Return whom letters are for: who looks after reparation in one of some areas.

    No area is the whole service, on either side.
    """
    asked, limits = set(area_ids) - {None}, areas_of_people_with(Permission.REPARATION_EDIT)
    return [
        person
        for person in people_with(Permission.REPARATION_EDIT)
        if not asked or not limits[person.id] or limits[person.id] & asked
    ]


def people_of(number: int) -> Sequence[Person]:
    """Return who signs in for a partner, by name."""
    return session.scalars(
        select(Person)
        .join(PartnerPerson, PartnerPerson.person_id == Person.id)
        .where(PartnerPerson.partner_id == number)
        .order_by(Person.name, Person.id)
    ).all()


def readers_of(number: int | None) -> Sequence[Person]:
    """Return whom letters to a partner are for: who signs in for it and whose account is open.

    Of what is the service's own, and so of no partner, that is nobody.
    """
    if number is None:
        return ()
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
