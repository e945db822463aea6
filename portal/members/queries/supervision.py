"""Who is due for supervision, and one talk with all that its pages show.

A volunteer's own start from who they are, and hold nothing that is not signed by the service.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.database import as_dict, session
from portal.members.models import (
    SUPERVISION_MONTHS,
    Member,
    Status,
    Supervision,
    SupervisionAction,
    SupervisionState,
)
from portal.members.queries.held import Section
from portal.members.rules import supervision as rules
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.filters import day_year
from portal.site.pagination import Page, page_of

SUPERVISED: Final = (Status.TRAINING, Status.ACTIVE)
"""Who is supervised. Somebody on a break is asked nothing."""
MOST: Final = 40
"""Talks that a page of one volunteer shows: twenty years of them."""
OVERDUE, PLANNED, WRITE, SIGN = "overdue", "planned", "write", "sign"
MOST_AT_ONCE: Final = 200
TO_SIGN: Final = (
    Supervision.agreed_supervisor_at.is_not(None),
    Supervision.agreed_member_at.is_(None),
)
IS_OPEN: Final = or_(
    Supervision.state == SupervisionState.PLANNED,
    and_(Supervision.state == SupervisionState.HELD, Supervision.agreed_member_at.is_(None)),
)
"""Planned, or held and not signed by both."""


@dataclass(frozen=True)
class Line:
    """A volunteer with how they stand: in words with the kind of a state tag, and what is open."""

    member: Member
    last_on: date | None
    standing: tuple[str, str]
    open: Supervision | None


def overview(state: str = "", number: int = 1) -> Page[Line]:
    """Return one page of everybody who is supervised, the longest without it first."""
    last = _last_days()
    since = func.coalesce(last.c.on_day, Member.joined_on)
    statement = (
        _supervised()
        .outerjoin(last, last.c.member_id == Member.id)
        .where(*_narrowed(state, since))
        .order_by(since.asc().nulls_first(), Person.name, Member.id)
    )
    page = page_of(statement, number)
    return Page(lines_of(page.items), page.number, page.size, page.total)


def count_overdue() -> int:
    """Return how many are overdue and have nothing planned."""
    last = _last_days()
    since = func.coalesce(last.c.on_day, Member.joined_on)
    statement = (
        _supervised()
        .outerjoin(last, last.c.member_id == Member.id)
        .where(*_narrowed(OVERDUE, since))
        .with_only_columns(func.count(), maintain_column_froms=True)
    )
    return session.scalar(statement) or 0


def _supervised() -> Select[Member]:
    return (
        select(Member)
        .join(Member.person)
        .options(selectinload(Member.area_rows))
        .where(Person.erased_at.is_(None), Member.status.in_(SUPERVISED))
    )


def _narrowed(state: str, since: ColumnElement[date | None]) -> list[ColumnElement[bool]]:
    """Return the conditions of one state; none for everybody."""
    planned = _has(Supervision.state == SupervisionState.PLANNED)
    past = Supervision.on_day < clock.today()
    held = Supervision.state == SupervisionState.HELD
    service = Supervision.agreed_supervisor_at
    threshold = rules.overdue_before(clock.today(), value(SUPERVISION_MONTHS))
    wanted: dict[str, list[ColumnElement[bool]]] = {
        OVERDUE: [~planned, or_(since.is_(None), since < threshold)],
        PLANNED: [planned],
        WRITE: [
            or_(
                _has(and_(Supervision.state == SupervisionState.PLANNED, past)),
                _has(and_(held, service.is_(None))),
            )
        ],
        SIGN: [_has(and_(held, service.is_not(None), Supervision.agreed_member_at.is_(None)))],
    }
    return wanted.get(state, [])


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Supervision.member_id == Member.id, condition)


def _last_days() -> Any:
    return (
        select(Supervision.member_id, func.max(Supervision.on_day).label("on_day"))
        .where(Supervision.state == SupervisionState.HELD)
        .group_by(Supervision.member_id)
        .subquery()
    )


def lines_of(members: Sequence[Member]) -> list[Line]:
    """Return how volunteers stand, in their order: two statements."""
    ids = [member.id for member in members]
    last, waiting = last_days(ids), _open_ones(ids)
    months, today = value(SUPERVISION_MONTHS), clock.today()
    return [
        Line(
            member,
            last.get(member.id),
            rules.standing(
                rules.Times(last.get(member.id), member.joined_on, months),
                step_of(waiting[member.id]) if member.id in waiting else None,
                today,
            ),
            waiting.get(member.id),
        )
        for member in members
    ]


def last_days(member_ids: Collection[int]) -> dict[int, date]:
    """Return when each of these volunteers was last supervised; who never was is left out."""
    last = _last_days()
    rows = session.execute(
        select(last.c.member_id, last.c.on_day).where(last.c.member_id.in_(member_ids))
    )
    return as_dict(rows)


def step_of(held: Supervision) -> rules.Step:
    """Return where an open one waits."""
    planned = held.state is SupervisionState.PLANNED
    return rules.Step(held.on_day if planned else None, held.agreed_supervisor_at is not None)


def _open_ones(member_ids: Collection[int]) -> dict[int, Supervision]:
    """Return the open one of each: what is planned, else the oldest that is not signed."""
    rows = session.scalars(
        select(Supervision)
        .options(joinedload(Supervision.entry), joinedload(Supervision.supervisor))
        .where(Supervision.member_id.in_(member_ids), IS_OPEN)
        .order_by(Supervision.state.desc(), Supervision.on_day, Supervision.id)
    )
    found: dict[int, Supervision] = {}
    for each in rows:
        found.setdefault(each.member_id, each)
    return found


def supervisions_of(member: Member) -> Sequence[Supervision]:
    """Return a volunteer's talks that were not called off, the newest first."""
    return session.scalars(
        select(Supervision)
        .options(joinedload(Supervision.entry), joinedload(Supervision.supervisor))
        .where(
            Supervision.member_id == member.id,
            Supervision.state != SupervisionState.CANCELLED,
        )
        .order_by(Supervision.on_day.desc(), Supervision.id.desc())
        .limit(MOST)
    ).all()


def actions_to_do(member: Member) -> Sequence[SupervisionAction]:
    """Return what was agreed with a volunteer, can be read by both and is not done, in order."""
    return session.scalars(
        select(SupervisionAction)
        .join(SupervisionAction.supervision)
        .options(contains_eager(SupervisionAction.supervision))
        .where(
            Supervision.member_id == member.id,
            Supervision.agreed_supervisor_at.is_not(None),
            SupervisionAction.done_on.is_(None),
        )
        .order_by(SupervisionAction.due_on, SupervisionAction.id)
        .limit(MOST)
    ).all()


def supervision(uuid: UUID) -> Supervision:
    """Return one talk with notes and actions; raises NoResultFound, answered 404."""
    return session.scalars(_whole().where(Supervision.uuid == uuid)).one()


def own_supervision(person: Person, uuid: UUID) -> Supervision:
    """Return a talk with whoever asks that was not called off; raises NoResultFound."""
    return session.scalars(
        _whole()
        .join(Member, Member.id == Supervision.member_id)
        .where(
            Supervision.uuid == uuid,
            Member.person_id == person.id,
            Supervision.state != SupervisionState.CANCELLED,
        )
    ).one()


def numbered(number: int) -> Supervision:
    """Return one talk by its number; raises NoResultFound."""
    return session.scalars(_whole().where(Supervision.id == number)).one()


def _whole() -> Select[Supervision]:
    return select(Supervision).options(
        joinedload(Supervision.entry),
        joinedload(Supervision.supervisor),
        joinedload(Supervision.agreed_by),
        selectinload(Supervision.notes),
        selectinload(Supervision.agreed),
    )


def lock_supervision(number: int) -> Supervision:
    """Return a talk as it now is, held until this change is committed."""
    return session.scalars(
        select(Supervision)
        .where(Supervision.id == number)
        .with_for_update(of=Supervision)
        .execution_options(populate_existing=True)
    ).one()


def planned_of(member: Member) -> Supervision | None:
    """Return what is planned with a volunteer."""
    return session.scalar(
        select(Supervision)
        .options(joinedload(Supervision.entry))
        .where(Supervision.member_id == member.id, Supervision.state == SupervisionState.PLANNED)
    )


def by_form(form_key: str) -> Supervision | None:
    """Return the talk that a form that was sent before has planned."""
    return session.scalar(select(Supervision).where(Supervision.form_key == form_key))


def action_by_form(form_key: str) -> SupervisionAction | None:
    """Return what a form that was sent before has agreed."""
    return session.scalar(select(SupervisionAction).where(SupervisionAction.form_key == form_key))


def unsigned_since(before: datetime) -> Sequence[Supervision]:
    """Return the talks that volunteers were asked to sign before a moment, and have not signed."""
    return session.scalars(
        select(Supervision)
        .join(Member, Member.id == Supervision.member_id)
        .where(*TO_SIGN, Supervision.agreed_supervisor_at < before, Member.status.in_(SUPERVISED))
        .order_by(Supervision.id)
        .limit(MOST_AT_ONCE)
    ).all()


def planned_with(person: Person) -> Supervision | None:
    """Return what is planned with a person, held until this change is committed."""
    return session.scalar(
        select(Supervision)
        .join(Member, Member.id == Supervision.member_id)
        .where(Member.person_id == person.id, Supervision.state == SupervisionState.PLANNED)
        .with_for_update(of=Supervision)
        .execution_options(populate_existing=True)
    )


def held(member: Member) -> Section:
    """Tell a volunteer of their talks; they read what was said on the page of each."""
    facts = tuple(
        (f"{each.kind.label}, {day_year(each.on_day)}", f"With {each.supervisor.display_name}")
        for each in supervisions_of(member)
    )
    path, link = "/members/me/supervision", "Read my supervision"
    nothing = "No talk is recorded."
    return Section("My supervision", facts, nothing=nothing, path=path, link=link)
