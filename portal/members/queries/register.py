"""The register: who is in it, and one volunteer with all that their page shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import selectinload

from portal import clock
from portal.database import session
from portal.members import rules
from portal.members.models import (
    CHECK_DUE_DAYS,
    CheckRecord,
    Member,
    MemberArea,
    MemberDetail,
    Status,
)
from portal.members.queries.checks import newest_checks, with_check
from portal.members.queries.serving import serves
from portal.people.models import Area, Person
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

EVERYBODY = "all"
LEAVING = "leaving"
CHAIRS = "chair"
LEARNERS = "learner"
MOST_WORDS = 8


@dataclass(frozen=True)
class Search:
    """What the register is narrowed to; an empty value narrows nothing.

    An empty `status` leaves out those who have left; `EVERYBODY` does not. `LEAVING` are all whose
    last day is to come.
    """

    words: str = ""
    status: str = ""
    area_id: int | None = None
    sits: str = ""
    check: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the register: a volunteer, their areas by name, and their DBS check's state tag."""

    member: Member
    areas: tuple[str, ...]
    check: tuple[str, str]


def due_days() -> rules.DueDays:
    """Return today, and when a re-check is called due soon."""
    return rules.DueDays(clock.today(), value(CHECK_DUE_DAYS))


def register(search: Search, number: int = 1) -> Page[Line]:
    """Return one page of the register, by name."""
    page = page_of(_found(search), number)
    ids = [member.id for member in page.items]
    checks, areas, due = newest_checks(ids), _area_names(ids), due_days()
    lines = [
        Line(member, tuple(areas[member.id]), rules.check_tag(checks.get(member.id), due))
        for member in page.items
    ]
    return Page(lines, page.number, page.size, page.total)


def _found(search: Search) -> Select[Member]:
    statement = (
        select(Member)
        .join(Member.person)
        .where(Person.erased_at.is_(None))
        .order_by(Person.name, Member.id)
    )
    for word in search.words.split()[:MOST_WORDS]:
        statement = statement.where(_has(word))
    if not search.status:
        statement = statement.where(Member.status != Status.LEFT)
    elif search.status == LEAVING:
        statement = statement.where(Member.leaves_on.is_not(None))
    elif search.status != EVERYBODY:
        statement = statement.where(Member.status == Status(search.status))
    statement = statement.where(serves(() if search.area_id is None else (search.area_id,)))
    if search.sits:
        wanted = Member.may_chair if search.sits == CHAIRS else Member.is_learner
        statement = statement.where(wanted)
    if search.check:
        statement = with_check(statement, search.check, due_days())
    return statement


def _has(word: str) -> Any:
    columns = (Person.name, Person.known_as, Person.email, Member.number)
    said = (MemberDetail.skills, MemberDetail.languages)
    says = exists().where(
        MemberDetail.member_id == Member.id,
        or_(*(column.icontains(word, autoescape=True) for column in said)),
    )
    return or_(says, *(column.icontains(word, autoescape=True) for column in columns))


def _area_names(member_ids: Sequence[int]) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(MemberArea.member_id, Area.name)
        .join(MemberArea.area)
        .where(MemberArea.member_id.in_(member_ids))
        .order_by(Area.name, Area.id)
    )
    for member_id, name in rows:
        names[member_id].append(name)
    return names


def member(number: str) -> Member:
    """Return the volunteer with the number, and all that their page shows; raises NoResultFound."""
    return session.scalars(_whole().where(Member.number == number)).one()


def own_member(person: Person) -> Member | None:
    """Return the volunteer that a person is, and all that their own page shows."""
    return session.scalars(_whole().where(Member.person_id == person.id)).one_or_none()


def _whole() -> Select[Member]:
    return select(Member).options(
        selectinload(Member.area_rows).joinedload(MemberArea.area),
        selectinload(Member.availability),
        selectinload(Member.away),
        selectinload(Member.checks).joinedload(CheckRecord.checked_by),
    )


def member_of(person: Person) -> Member | None:
    """Return the volunteer that a person is, if they are one."""
    return session.scalar(select(Member).where(Member.person_id == person.id))


def with_form_key(form_key: str) -> Member | None:
    """Return the volunteer whom a form that was sent before has added."""
    return session.scalar(select(Member).where(Member.form_key == form_key))


def number_is_taken(number: str) -> bool:
    """Return whether a volunteer has the number."""
    return session.scalar(select(Member.id).where(Member.number == number)) is not None


def numbers() -> Sequence[str]:
    """Return every volunteer's number."""
    return session.scalars(select(Member.number).order_by(Member.id)).all()


def number_of(person_uuid: UUID) -> str:
    """Return a volunteer's number; raises NoResultFound, answered 404, for who is none."""
    return session.scalars(
        select(Member.number).join(Member.person).where(Person.uuid == person_uuid)
    ).one()
