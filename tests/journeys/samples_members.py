"""Samples for the pages of what is held of volunteers: their checks, what they sign."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal.database import session
from portal.members import actions
from portal.members.models import AgreementKind, CheckKind, CheckRecord, Member
from portal.members.queries import agreements
from tests.journeys.demo import demo_user

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


def _text() -> dict[str, Any]:
    """Publish a version of the code of conduct that is nobody's yet."""
    newest = agreements.newest_text(AgreementKind.CONDUCT)
    text = actions.publish_text(
        kind=AgreementKind.CONDUCT,
        body=f"Be kind and on time. {uuid4().hex}",
        after=newest.number if newest else 0,
        actor=demo_user("coordinator").person,
    )
    return {"kind": text.kind.value, "number": text.number}


OF_MEMBERS: Final[dict[str, Sample]] = {
    "members.agreement_text": _text,
    "members.checks": lambda: {"number": _check()["number"]},
    "members.my_agreement": _text,
    "members.new_decision": _check,
    "members.new_status_check": _check,
    "members.new_text": lambda: {"kind": "conduct"},
}
"""By endpoint."""
