"""What an import asks: who is held under which number, and who is known already."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.database import session
from portal.members.models import Member
from portal.people.models import Person


def by_number(numbers: Collection[str], *, locked: bool = False) -> dict[str, Member]:
    """Return the volunteers with these numbers, with areas and checks."""
    statement = (
        select(Member)
        .options(selectinload(Member.area_rows), selectinload(Member.checks))
        .where(Member.number.in_(numbers))
        .order_by(Member.id)
    )
    if locked:
        statement = statement.with_for_update(of=Member)
    return {member.number: member for member in session.scalars(statement)}


def no_volunteers_yet(emails: Collection[str]) -> dict[tuple[str, str], Person]:
    """Return known people with these addresses who are no volunteers: colleagues, mostly.

    By name in small letters and address, because two people may share one.
    """
    people = session.scalars(
        select(Person)
        .outerjoin(Member, Member.person_id == Person.id)
        .where(Person.email.in_(emails), Member.id.is_(None), Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    return {(person.name.casefold(), person.email or ""): person for person in people}
