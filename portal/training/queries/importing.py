"""What an import asks: who can be awarded, which courses there are, and what is held."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import lazyload, selectinload

from portal.accounts.queries import user_of
from portal.database import session
from portal.members.models import Member
from portal.people.models import Person
from portal.training.models import Award, Course


def areas_of(person: Person | None) -> frozenset[int]:
    """Return the areas that somebody is limited to; none means the whole service.

    Nobody is the command line, which is not limited.
    """
    user = user_of(person) if person else None
    return user.area_ids if user else frozenset()


def who_can_be_awarded() -> Sequence[tuple[Person, Member | None]]:
    """Return everybody employed, and all volunteers, who left too: history has them."""
    rows = session.execute(
        select(Person, Member)
        .outerjoin(Member, Member.person_id == Person.id)
        .options(
            lazyload(Member.person),  # joined by itself, it would leave out who is no volunteer
            selectinload(Member.area_rows),
        )
        .where(Person.erased_at.is_(None), or_(Person.is_staff, Member.id.is_not(None)))
        .order_by(Person.name, Person.id)
    )
    return [(person, member) for person, member in rows]


def all_courses() -> Sequence[Course]:
    """Return the courses, those out of use too: history has them."""
    return session.scalars(select(Course).order_by(Course.title, Course.id)).all()


def awards_from(
    person_ids: Collection[int], course_ids: Collection[int], days: Collection[date]
) -> Sequence[Award]:
    """Return the awards of these people, courses and days, taken back or not, in their order."""
    return session.scalars(
        select(Award)
        .where(
            Award.person_id.in_(person_ids),
            Award.course_id.in_(course_ids),
            Award.taken_on.in_(days),
        )
        .order_by(Award.id)
    ).all()


def people_numbered(person_ids: Collection[int]) -> dict[int, Person]:
    """Return people by their numbers, held in order until this change is committed."""
    found = session.scalars(
        select(Person).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update()
    )
    return {person.id: person for person in found}
