"""Notices: those on somebody’s board, those that a coordinator looks after, and who has read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.database import as_dict, session
from portal.noticeboard.models import Notice, NoticeRead
from portal.noticeboard.queries.audience import addressed, notice_is_for, number_of
from portal.noticeboard.rules import notices as rules
from portal.noticeboard.rules.notices import Standing
from portal.people.models import Person
from portal.site.pagination import Page, page_of

MOST_AT_HOME: Final = 3
MOST_READ: Final = 100


@dataclass(frozen=True)
class Unread:
    """What somebody has not said yet that they have read: the first few, and how many in all."""

    notices: Sequence[Notice]
    total: int


class Readers(StrEnum):
    """Which of those whom a notice is for are listed; the value is its address."""

    MISSING = "missing"
    READ = "read"


def board(person_id: int, number: int = 1) -> Page[Notice]:
    """Return one page of what stands on somebody’s board: pinned first, then the newest."""
    return page_of(
        _on_board(person_id)
        .options(joinedload(Notice.written_by))
        .order_by(Notice.pinned.desc(), Notice.shown_from.desc(), Notice.id.desc()),
        number,
    )


def read_by(person_id: int, notices: Sequence[Notice]) -> set[int]:
    """Return which of these somebody has read, by number, as they now stand."""
    return set(
        session.scalars(
            select(NoticeRead.notice_id)
            .join(NoticeRead.notice)
            .where(
                NoticeRead.person_id == person_id,
                NoticeRead.edition == Notice.edition,
                Notice.id.in_([each.id for each in notices]),
            )
        )
    )


def unread(person_id: int) -> Unread:
    """Return what somebody has not read yet: what they are asked to read, then the newest.

    One statement: the first page of who has something to read asks for it.
    """
    found = session.execute(
        _on_board(person_id)
        .where(~_has_read(number_of(person_id)))
        .add_columns(func.count().over())
        .options(joinedload(Notice.written_by))
        .order_by(Notice.asks_read.desc(), Notice.pinned.desc(), Notice.id.desc())
        .limit(MOST_AT_HOME)
    ).all()
    return Unread([row[0] for row in found], found[0][1] if found else 0)


def unread_count(person: ColumnElement[int]) -> ColumnElement[int]:
    """Return how many notices a person has not read yet (`accounts.queries.counting`)."""
    today = bindparam("today", type_=Date())
    return (
        select(func.count(Notice.id))
        .where(_stands(Standing.SHOWN, today), notice_is_for(person), ~_has_read(person))
        .scalar_subquery()
    )


def read_before(person_id: int) -> Sequence[NoticeRead]:
    """Return what somebody has said that they have read, the newest first; the last so many."""
    return session.scalars(
        select(NoticeRead)
        .where(NoticeRead.person_id == person_id)
        .options(joinedload(NoticeRead.notice))
        .order_by(NoticeRead.id.desc())
        .limit(MOST_READ)
    ).all()


def asked_of(person_id: int) -> Sequence[Notice]:
    """Return what somebody is asked to read and has not, the oldest first: what a letter lists."""
    return session.scalars(
        _on_board(person_id)
        .where(Notice.asks_read, ~_has_read(number_of(person_id)))
        .order_by(Notice.shown_from, Notice.id)
    ).all()


def notice_for(person_id: int, uuid: UUID) -> Notice:
    """Return a notice on somebody’s board; raises NoResultFound, answered 404."""
    return session.scalars(
        _on_board(person_id)
        .where(Notice.uuid == uuid)
        .options(joinedload(Notice.written_by), selectinload(Notice.audience))
    ).one()


def notice(uuid: UUID) -> Notice:
    """Return a notice for whoever looks after it; raises NoResultFound."""
    return session.scalars(
        select(Notice)
        .where(Notice.uuid == uuid)
        .options(joinedload(Notice.written_by), selectinload(Notice.audience))
    ).one()


def asking_notice(uuid: UUID) -> Notice:
    """Return a notice that people are asked to read; raises NoResultFound."""
    return session.scalars(
        select(Notice)
        .where(Notice.uuid == uuid, Notice.asks_read)
        .options(selectinload(Notice.audience))
    ).one()


def is_for(found: Notice, person: Person) -> bool:
    """Return whether a notice stands on somebody’s own board."""
    its = _on_board(person.id).where(Notice.id == found.id)
    return session.scalar(select(its.exists())) or False


def standing_of(found: Notice) -> Standing:
    """Return where a notice is in its time today."""
    return rules.standing(
        found.shown_from,
        found.shown_until,
        is_withdrawn=found.withdrawn_at is not None,
        today=clock.today(),
    )


def notices(standing: Standing, number: int = 1) -> Page[Notice]:
    """Return one page of all notices that stand so today, the newest first."""
    return page_of(
        select(Notice)
        .where(_stands(standing, clock.today()))
        .options(joinedload(Notice.written_by), selectinload(Notice.audience))
        .order_by(Notice.shown_from.desc(), Notice.id.desc()),
        number,
    )


def counts(of: Sequence[Notice]) -> dict[int, int]:
    """Return how many have said that they have read each of these, as they now stand."""
    rows = session.execute(
        select(NoticeRead.notice_id, func.count())
        .join(NoticeRead.notice)
        .where(NoticeRead.edition == Notice.edition, Notice.id.in_([each.id for each in of]))
        .group_by(NoticeRead.notice_id)
    )
    return as_dict(rows)


def people_addressed(found: Notice) -> int:
    """Return how many people who can sign in a notice is for."""
    return session.scalar(select(func.count()).select_from(addressed(found).subquery())) or 0


def readers_of(found: Notice, which: Readers, number: int = 1) -> Page[Person]:
    """Return one page of those who have read a notice, or have not, by name."""
    has_read = _has_read_edition(found)
    wanted = has_read if which is Readers.READ else ~has_read
    return page_of(addressed(found).where(wanted).order_by(Person.name, Person.id), number)


def read_at(found: Notice, people: Sequence[Person]) -> dict[int, datetime]:
    """Return when each of these people said that they have read a notice."""
    rows = session.execute(
        select(NoticeRead.person_id, NoticeRead.created_at).where(
            NoticeRead.notice_id == found.id,
            NoticeRead.edition == found.edition,
            NoticeRead.person_id.in_([each.id for each in people]),
        )
    )
    return as_dict(rows)


def missing(found: Notice) -> Sequence[Person]:
    """Return everybody who is asked to read a notice and has not said that they have."""
    return session.scalars(
        addressed(found).where(~_has_read_edition(found)).order_by(Person.id)
    ).all()


def asking() -> Sequence[Notice]:
    """Return the notices on the board that people are asked to read."""
    return session.scalars(
        select(Notice)
        .where(_stands(Standing.SHOWN, clock.today()), Notice.asks_read)
        .options(selectinload(Notice.audience))
        .order_by(Notice.id)
    ).all()


def lock_notice(number: int) -> Notice:
    """Return a notice as it now is, held until this change is committed."""
    return session.scalars(
        select(Notice)
        .where(Notice.id == number)
        .with_for_update(of=Notice)
        .execution_options(populate_existing=True)
    ).one()


def notice_by_form(form_key: str) -> Notice | None:
    """Return the notice that a form that was sent before has made."""
    return session.scalar(select(Notice).where(Notice.form_key == form_key))


def receipt(found: Notice, person: Person) -> NoticeRead | None:
    """Return the line that says that somebody has read a notice as it now stands."""
    return session.scalar(
        select(NoticeRead).where(
            NoticeRead.notice_id == found.id,
            NoticeRead.person_id == person.id,
            NoticeRead.edition == found.edition,
        )
    )


def _on_board(person_id: int) -> Select[Notice]:
    return select(Notice).where(
        _stands(Standing.SHOWN, clock.today()), notice_is_for(number_of(person_id))
    )


def _stands(standing: Standing, today: Any) -> ColumnElement[bool]:
    kept, over = Notice.withdrawn_at.is_(None), Notice.shown_until < today
    return {
        Standing.SHOWN: and_(
            kept,
            Notice.shown_from <= today,
            or_(Notice.shown_until.is_(None), Notice.shown_until >= today),
        ),
        Standing.COMING: and_(kept, Notice.shown_from > today),
        Standing.OVER: and_(kept, over),
        Standing.WITHDRAWN: Notice.withdrawn_at.is_not(None),
    }[standing]


def _has_read(person: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(
        NoticeRead.notice_id == Notice.id,
        NoticeRead.person_id == person,
        NoticeRead.edition == Notice.edition,
    )


def _has_read_edition(found: Notice) -> ColumnElement[bool]:
    return exists().where(
        NoticeRead.notice_id == found.id,
        NoticeRead.person_id == Person.id,
        NoticeRead.edition == found.edition,
    )
