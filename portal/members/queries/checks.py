"""The newest DBS check of each volunteer: the one that counts."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.database import session
from portal.members import rules
from portal.members.models import (
    LAPSED_BARS,
    CheckDecision,
    CheckKind,
    CheckRecord,
    Member,
    StatusCheck,
)
from portal.settings.queries import value


def newest_checks(member_ids: Collection[int] | None = None) -> dict[int, rules.Check]:
    """Return the newest DBS check of these volunteers, or of all; who has none is left out."""
    statement = (
        select(
            CheckRecord.member_id,
            CheckRecord.issued_on,
            CheckRecord.recheck_on,
            CheckRecord.update_service,
            CheckDecision.bars,
            CheckDecision.until,
        )
        .outerjoin(CheckDecision, CheckDecision.id == _newest_decision())
        .where(CheckRecord.kind == CheckKind.DBS)
        .order_by(CheckRecord.issued_on, CheckRecord.id)
    )
    if member_ids is not None:
        statement = statement.where(CheckRecord.member_id.in_(member_ids))
    usually = value(LAPSED_BARS)
    return {
        member_id: rules.Check(issued_on, recheck_on, on_service, _decision(bars, until), usually)
        for member_id, issued_on, recheck_on, on_service, bars, until in session.execute(statement)
    }


def _decision(bars: bool | None, until: date | None) -> rules.Decision | None:
    return None if bars is None or until is None else rules.Decision(bars, until)


def checks_of(member: Member) -> Sequence[CheckRecord]:
    """Return every check of a volunteer, the newest first, with all that came after it."""
    return session.scalars(
        select(CheckRecord)
        .where(CheckRecord.member_id == member.id)
        .options(
            joinedload(CheckRecord.checked_by),
            selectinload(CheckRecord.status_checks).joinedload(StatusCheck.made_by),
            selectinload(CheckRecord.decisions).joinedload(CheckDecision.decided_by),
        )
        .order_by(CheckRecord.issued_on.desc(), CheckRecord.id.desc())
    ).all()


def check_of(member: Member, check_id: int) -> CheckRecord:
    """Return a volunteer's DBS check; raises NoResultFound for another's."""
    return session.scalars(
        select(CheckRecord).where(
            CheckRecord.id == check_id,
            CheckRecord.member_id == member.id,
            CheckRecord.kind == CheckKind.DBS,
        )
    ).one()


def newest_dbs(member: Member) -> CheckRecord | None:
    """Return the DBS check of a volunteer that counts."""
    return session.scalar(
        select(CheckRecord)
        .where(CheckRecord.member_id == member.id, CheckRecord.kind == CheckKind.DBS)
        .order_by(CheckRecord.issued_on.desc(), CheckRecord.id.desc())
        .limit(1)
    )


def _newest_decision() -> ScalarSelect[int]:
    return (
        select(func.max(CheckDecision.id))
        .where(CheckDecision.check_id == CheckRecord.id)
        .correlate(CheckRecord)
        .scalar_subquery()
    )


def with_check(statement: Select[Member], state: str, due: rules.DueDays) -> Select[Member]:
    """Keep the volunteers whose newest DBS check is in a state of `rules.check_state`.

    `lapsed` here takes in those without any check, because both want a check made.
    """
    newest = (
        select(CheckRecord.member_id, func.max(CheckRecord.issued_on).label("issued_on"))
        .where(CheckRecord.kind == CheckKind.DBS)
        .group_by(CheckRecord.member_id)
        .subquery()
    )
    dbs = aliased(CheckRecord)
    wanted = {
        "lapsed": or_(dbs.id.is_(None), dbs.recheck_on < due.today),
        "due": dbs.recheck_on.between(due.today, due.last),
        "in_date": dbs.recheck_on > due.last,
        "undated": and_(dbs.id.is_not(None), dbs.recheck_on.is_(None)),
    }
    return (
        statement.outerjoin(newest, newest.c.member_id == Member.id)
        .outerjoin(
            dbs,
            and_(
                dbs.member_id == Member.id,
                dbs.kind == CheckKind.DBS,
                dbs.issued_on == newest.c.issued_on,
            ),
        )
        .where(wanted[state])
    )
