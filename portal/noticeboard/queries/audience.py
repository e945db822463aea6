"""Whom something is for, in the database: somebody’s keys, and everybody under some keys."""

from typing import Final

from sqlalchemy import ColumnElement, Integer, Select, exists, literal, select
from sqlalchemy.orm import aliased

from portal.access.rules import HELD_BY, Permission
from portal.accounts.models import User, UserRole
from portal.calendar.queries.audience import keys_of
from portal.noticeboard.models import Notice, NoticeAudience
from portal.people.models import Person

READERS: Final = [role for role, held in HELD_BY.items() if Permission.NOTICEBOARD_READ in held]


def notice_is_for(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a notice’s audience includes a person, a column or parameter."""
    return exists().where(
        NoticeAudience.notice_id == Notice.id, NoticeAudience.key.in_(keys_of(person))
    )


def number_of(person_id: int) -> ColumnElement[int]:
    """Return a person’s number as a parameter."""
    return literal(person_id, Integer)


def readers() -> Select[Person]:
    """Return the select of everybody who can sign in and read the noticeboard."""
    reads = exists().where(UserRole.user_id == User.id, UserRole.role.in_(READERS))
    return (
        select(Person)
        .join(User, User.person_id == Person.id)
        .where(User.active, User.password.is_not(None), reads)
    )


def addressed(notice: Notice) -> Select[Person]:
    """Return the select of everybody whom a notice is for and who can sign in and read it.

    Their keys are joined next to the person whose they are: SQLAlchemy ties a select inside
    another to the one right around it, and to no farther one.
    """
    who = aliased(Person)
    its = (
        select(who.id)
        .join(NoticeAudience, NoticeAudience.key.in_(keys_of(who.id.expression)))
        .where(NoticeAudience.notice_id == notice.id)
    )
    return readers().where(Person.id.in_(its))
