"""The newest DBS check of each volunteer: the one that counts."""

from collections.abc import Collection

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.database import session
from portal.members import rules
from portal.members.models import CheckKind, CheckRecord, Member


def newest_checks(member_ids: Collection[int] | None = None) -> dict[int, rules.Check]:
    """Return the newest DBS check of these volunteers, or of all; who has none is left out."""
    statement = (
        select(
            CheckRecord.member_id,
            CheckRecord.issued_on,
            CheckRecord.recheck_on,
            CheckRecord.update_service,
        )
        .where(CheckRecord.kind == CheckKind.DBS)
        .order_by(CheckRecord.issued_on, CheckRecord.id)
    )
    if member_ids is not None:
        statement = statement.where(CheckRecord.member_id.in_(member_ids))
    return {
        member_id: rules.Check(issued_on, recheck_on, update_service)
        for member_id, issued_on, recheck_on, update_service in session.execute(statement)
    }


def with_check(statement: Select[Member], state: str, due: rules.DueDays) -> Select[Member]:
    """Keep the volunteers whose newest DBS check is in a state of `rules.check_state`.

    `lapsed` here takes in those without any check, because both keep them from panels.
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
