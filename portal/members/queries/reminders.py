"""Whom to remind of DBS checks that are to be made again, and what was reminded of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.database import session
from portal.members import rules
from portal.members.models import (
    CHECK_REMINDER_DAYS,
    CheckKind,
    CheckRecord,
    CheckReminder,
    Member,
    MemberArea,
)
from portal.members.queries.rechecks import NOT_CHECKED
from portal.people.models import Person
from portal.settings.queries import value
from portal.settings.rules import days_ahead


@dataclass(frozen=True)
class DueCheck:
    """A DBS check to be made again by a day, of whom, and which reminder is due."""

    check_id: int
    member: Member
    recheck_on: date
    update_service: bool
    step: int
    area_ids: frozenset[int]


def due_reminders() -> list[DueCheck]:
    """Return the reminders that are due today and were not sent, the soonest first."""
    today, steps = clock.today(), days_ahead(value(CHECK_REMINDER_DAYS))
    last = today + timedelta(days=max(steps))
    found = session.execute(_newest().where(CheckRecord.recheck_on.between(today, last))).all()
    sent, areas = _sent(today), _areas([member.id for _, member in found])
    due = []
    for check, member in found:
        until = _until(check)
        step = rules.reminder_due(until, today, steps)
        if step is not None and step < sent.get((check.id, until), step + 1):
            due.append(_due(check, member, step, areas))
    return due


def reminded_on(day: date, area_ids: frozenset[int]) -> list[DueCheck]:
    """Return what was reminded of on a day and still stands, for a coordinator of these areas.

    No areas means all of them. What was made or put off since is not in it any more.
    """
    rows = session.execute(
        _newest()
        .join(CheckReminder, CheckReminder.check_id == CheckRecord.id)
        .where(CheckReminder.sent_on == day, CheckReminder.until == CheckRecord.recheck_on)
    ).all()
    areas = _areas([member.id for _, member in rows])
    found = [_due(check, member, 0, areas) for check, member in rows]
    return [each for each in found if is_seen_to(each.area_ids, area_ids)]


def is_seen_to(theirs: frozenset[int], area_ids: frozenset[int]) -> bool:
    """Return whether a coordinator of some areas sees to a volunteer who serves `theirs`."""
    return not area_ids or not theirs or bool(theirs & area_ids)


def still_due(check_id: int, until: date) -> CheckRecord | None:
    """Return a check that is still the one to make again by a day, of who is still there."""
    row = session.execute(
        _newest().where(CheckRecord.id == check_id, CheckRecord.recheck_on == until)
    ).one_or_none()
    return row[0] if row else None


def _newest() -> Select[CheckRecord, Member]:
    return (
        select(CheckRecord, Member)
        .join(Member, Member.id == CheckRecord.member_id)
        .join(Person, Person.id == Member.person_id)
        .where(
            CheckRecord.kind == CheckKind.DBS,
            ~_has_newer(),
            Member.status.not_in(NOT_CHECKED),
            or_(Member.leaves_on.is_(None), CheckRecord.recheck_on <= Member.leaves_on),
            Person.erased_at.is_(None),
        )
        .order_by(CheckRecord.recheck_on, Person.name, CheckRecord.id)
    )


def _has_newer() -> ColumnElement[bool]:
    newer = aliased(CheckRecord)
    return exists().where(
        newer.member_id == CheckRecord.member_id,
        newer.kind == CheckKind.DBS,
        or_(
            newer.issued_on > CheckRecord.issued_on,
            (newer.issued_on == CheckRecord.issued_on) & (newer.id > CheckRecord.id),
        ),
    )


def _sent(today: date) -> dict[tuple[int, date], int]:
    """Return the nearest reminder that was sent, by check and re-check day to come."""
    rows = session.execute(
        select(CheckReminder.check_id, CheckReminder.until, CheckReminder.step)
        .where(CheckReminder.until >= today)
        .order_by(CheckReminder.step.desc(), CheckReminder.id)
    )
    return {(check_id, until): step for check_id, until, step in rows}


def _areas(member_ids: Sequence[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for member_id, area_id in session.execute(
        select(MemberArea.member_id, MemberArea.area_id).where(MemberArea.member_id.in_(member_ids))
    ):
        found[member_id].add(area_id)
    return found


def _due(
    check: CheckRecord, member: Member, step: int, areas: defaultdict[int, set[int]]
) -> DueCheck:
    return DueCheck(
        check.id, member, _until(check), check.update_service, step, frozenset(areas[member.id])
    )


def _until(check: CheckRecord) -> date:
    assert check.recheck_on  # noqa: S101 -- each caller asks for checks with a re-check day
    return check.recheck_on
