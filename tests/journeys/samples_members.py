"""Samples for the pages of what is held of volunteers: their checks."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select

from portal.database import session
from portal.members.models import CheckKind, CheckRecord, Member

Sample = Callable[[], dict[str, Any]]


def _check() -> dict[str, Any]:
    """Return a volunteer's newest DBS check."""
    number, check_id = session.execute(
        select(Member.number, CheckRecord.id)
        .join(Member.checks)
        .where(CheckRecord.kind == CheckKind.DBS)
        .order_by(CheckRecord.issued_on.desc(), CheckRecord.id.desc())
        .limit(1)
    ).one()
    return {"number": number, "check_id": check_id}


OF_MEMBERS: Final[dict[str, Sample]] = {
    "members.checks": lambda: {"number": _check()["number"]},
    "members.new_decision": _check,
    "members.new_status_check": _check,
}
"""By endpoint."""
