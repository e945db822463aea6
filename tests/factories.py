"""Real rows, with as little said as a test needs."""

from collections.abc import Callable
from itertools import count
from typing import Any, Generic, TypeVar

from portal.access.rules import EMPLOYED, Role
from portal.accounts.models import User, UserRole
from portal.calendar.models import Room, Venue
from portal.database import Base, session
from portal.members.models import Member, Status
from portal.notifications.models import Mail
from portal.people.models import Area, Person
from portal.reparation.models import Partner, Project
from portal.training.models import Course, Delivery, Kind
from tests.pages import PASSWORD

Made = TypeVar("Made", bound=Base)


class Factory(Generic[Made]):
    """Makes rows of a table and commits them. A default is called with a number of its own."""

    def __init__(self, model: type[Made], **defaults: Callable[[int], Any]) -> None:
        self.model = model
        self.defaults = defaults
        self.numbers = count(1)

    def __call__(self, **values: Any) -> Made:
        """Return a new row, with what is not said filled in."""
        number = next(self.numbers)
        unsaid = self.defaults.keys() - values.keys()
        row = self.model(**values, **{name: self.defaults[name](number) for name in unsaid})
        session.add(row)
        session.commit()
        return row


AreaFactory = Factory(Area, code=lambda n: f"A{n}", name=lambda n: f"Area {n}")
PersonFactory = Factory(
    Person,
    name=lambda n: f"Person {n}",
    email=lambda n: f"person{n}@example.org",
    phone=lambda _: "01632 960001",
)
MemberFactory = Factory(
    Member,
    person=lambda _: PersonFactory(),
    number=lambda n: f"V{n:04}",
    status=lambda _: Status.ACTIVE,
)
VenueFactory = Factory(Venue, name=lambda n: f"Venue {n}")
RoomFactory = Factory(Room, venue=lambda _: VenueFactory(), name=lambda n: f"Room {n}")
MailFactory = Factory(
    Mail,
    to_person=lambda _: PersonFactory(),
    template=lambda _: "panels/email/offer_made",
    context=lambda _: {},
    dedupe_key=lambda n: f"mail:{n}",
    message_id=lambda n: f"<{n}@amends.example>",
)
CourseFactory = Factory(
    Course,
    code=lambda n: f"C{n}",
    title=lambda n: f"Course {n}",
    kind=lambda _: Kind.MANDATORY,
    delivery=lambda _: Delivery.IN_PERSON,
    minutes=lambda _: 120,
)
PartnerFactory = Factory(Partner, name=lambda n: f"Partner {n}")
ProjectFactory = Factory(Project, title=lambda n: f"Project {n}")


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
    session.add(user)
    session.commit()
    return user
