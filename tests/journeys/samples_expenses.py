"""What the addresses of expenses name, found in the demo's data or claimed there."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal.database import session
from portal.members import queries as members
from portal.members.actions import expenses as actions
from portal.members.models import Claim, ClaimBatch, ClaimLine, ClaimState, Member
from portal.members.queries import expenses as queries
from portal.members.rules.expenses import Cost
from portal.site.files import PDF, Kept
from tests.journeys.demo import demo_user


def _own_member() -> Member:
    member = members.own_member(demo_user("volunteer").person)
    assert member is not None
    return member


def _cause() -> dict[str, Any]:
    return {"entry_uuid": queries.causes(_own_member().person_id)[0].entry.uuid}


def _claim() -> dict[str, Any]:
    waiting = select(Claim).where(Claim.state == ClaimState.SENT).order_by(Claim.id).limit(1)
    return {"claim_uuid": session.scalars(waiting).one().uuid}


def _my_claim() -> dict[str, Any]:
    return {"claim_uuid": queries.sent_by(_own_member().person_id, 1).items[0].uuid}


def _with_receipt(member: Member) -> ClaimLine:
    """Put a cost with a receipt of its own on a volunteer's claim."""
    return actions.add_cost(
        member=member,
        entry=queries.causes(member.person_id)[0].entry,
        cost=Cost("fare", 640),
        receipt=Kept(f"%PDF-1.4 {uuid4()}".encode(), PDF, "ticket.pdf"),
        form_key=uuid4().hex,
        actor=member.person,
    )


def _my_receipt() -> dict[str, Any]:
    return {"line_uuid": _with_receipt(_own_member()).uuid}


def _receipt() -> dict[str, Any]:
    member = members.own_member(demo_user("volunteer2").person)
    assert member is not None
    line = _with_receipt(member)
    actions.send(member=member, actor=member.person)
    return {"line_uuid": line.uuid}


def _batch() -> dict[str, Any]:
    paid = select(ClaimBatch).order_by(ClaimBatch.id).limit(1)
    return {"batch_uuid": session.scalars(paid).one().uuid}


OF_EXPENSES: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "members.batch": _batch,
    "members.batch_csv": _batch,
    "members.batch_xlsx": _batch,
    "members.claim": _claim,
    "members.claim_cost": _cause,
    "members.claim_miles": _cause,
    "members.my_claim": _my_claim,
    "members.my_receipt": _my_receipt,
    "members.receipt": _receipt,
}
"""By endpoint."""
