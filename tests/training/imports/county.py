"""The people and courses of the sample file, and one imported as a worker does it."""

from datetime import date
from pathlib import Path

from portal.access.rules import Role
from portal.people.models import Person
from portal.training.models import Course, Level
from tests.factories import CourseFactory, MemberFactory, PersonFactory, user_with
from tests.training import scenes

FILE = Path(__file__).with_name("training.csv")
HEAD = "Person,Email,Course,Taken on,Valid until\n"


def coordinator() -> Person:
    """Return Jo Hartley, who can be named by her address too."""
    person = PersonFactory(name="Jo Hartley", email="jo@example.org")
    return user_with(Role.COORDINATOR, person=person).person


def volunteer(name: str, number: str, email: str | None = None) -> Person:
    """Return a volunteer with a number."""
    person = PersonFactory(name=name, email=email)
    return MemberFactory(person=person, number=number).person


def people() -> None:
    """Add the volunteers of the file: two of them have one name."""
    volunteer("Ann Lee", "V001", "ann@example.org")
    volunteer("Bo Reed", "V002")
    volunteer("Cy Moss", "V003")
    volunteer("Cy Moss", "V004")


def courses() -> tuple[Course, Course]:
    """Add the courses of the file: one was first given in 2020."""
    return scenes.safeguarding(), CourseFactory(
        code="FOUND",
        title="Foundation practice",
        level=Level.FOUNDATION,
        started_on=date(2020, 1, 1),
    )
