"""Finding people and areas."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.database import session
from portal.people.models import Area, Person


def areas() -> Sequence[Area]:
    """Return every area, by name."""
    return session.scalars(select(Area).order_by(Area.name, Area.id)).all()


def advisers() -> Sequence[Person]:
    """Return the colleagues who may advise a panel, by name."""
    return session.scalars(
        select(Person)
        .where(Person.may_advise, Person.is_staff, Person.erased_at.is_(None))
        .order_by(Person.name, Person.id)
    ).all()


def colleagues() -> Sequence[Person]:
    """Return everybody who works for the service, by name: who may be a case manager."""
    return session.scalars(
        select(Person)
        .where(Person.is_staff, Person.erased_at.is_(None))
        .order_by(Person.name, Person.id)
    ).all()
