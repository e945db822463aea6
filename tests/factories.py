"""Real rows, with as little said as a test needs."""

import factory
from factory.alchemy import SQLAlchemyModelFactory

from portal.access.rules import EMPLOYED, Role
from portal.accounts.models import User, UserRole
from portal.calendar.models import Room, Venue
from portal.database import db
from portal.members.models import Member, Status
from portal.people.models import Area, Person
from tests.pages import PASSWORD


class _Row(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "commit"


class AreaFactory(_Row):
    """A locality."""

    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"A{n}")
    name = factory.Sequence(lambda n: f"Area {n}")


class PersonFactory(_Row):
    """Somebody with an address and a telephone."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    phone = "01632 960001"


class MemberFactory(_Row):
    """An active volunteer who serves the whole service."""

    class Meta:
        model = Member

    person = factory.SubFactory(PersonFactory)
    number = factory.Sequence(lambda n: f"V{n:04}")
    status = Status.ACTIVE


class VenueFactory(_Row):
    """A place for panels."""

    class Meta:
        model = Venue

    name = factory.Sequence(lambda n: f"Venue {n}")


class RoomFactory(_Row):
    """A room of a place."""

    class Meta:
        model = Room

    venue = factory.SubFactory(VenueFactory)
    name = factory.Sequence(lambda n: f"Room {n}")


def user_with(*roles: Role, person: Person | None = None) -> User:
    """Return an account that holds the roles, whose password is `PASSWORD`."""
    person = person or PersonFactory()
    person.is_staff = bool(EMPLOYED & set(roles))
    user = User(
        person=person,
        email=person.email or f"user{person.id}@example.org",
        password=PASSWORD,
        role_rows=[UserRole(role=role) for role in roles],
    )
    db.session.add(user)
    db.session.commit()
    return user
