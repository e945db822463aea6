"""What a volunteer's first page shows of them and asks of them, in one statement."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, raiseload

from portal.database import session
from portal.members.models import (
    Availability,
    Claim,
    ClaimState,
    Member,
    Supervision,
)
from portal.members.queries.supervision import TO_SIGN


class Glance(NamedTuple):
    """A volunteer, and how many parts of the week they said they are usually free.

    Of the `claim` a question waits for their answer, and `supervision` for their signature; the
    oldest, if there are any.
    """

    member: Member
    free: int
    claim: Claim | None
    supervision: Supervision | None


def glance(person_id: int) -> Glance | None:
    """Return what a first page shows of a volunteer; None for somebody who is none."""
    free = select(func.count(Availability.id)).where(Availability.member_id == Member.id)
    queried = select(func.min(Claim.id)).where(
        Claim.person_id == Member.person_id, Claim.state == ClaimState.QUERIED
    )
    unsigned = (
        select(Supervision.id)
        .where(Supervision.member_id == Member.id, *TO_SIGN)
        .order_by(Supervision.on_day, Supervision.id)
        .limit(1)
    )
    found = session.execute(
        select(Member, free.scalar_subquery(), Claim, Supervision)
        .outerjoin(Claim, Claim.id == queried.correlate(Member).scalar_subquery())
        .outerjoin(Supervision, Supervision.id == unsigned.correlate(Member).scalar_subquery())
        # Joined to it as always, a talk's volunteer would leave out those who have no talk.
        .options(joinedload(Supervision.supervisor), raiseload(Supervision.member))
        .where(Member.person_id == person_id)
    ).one_or_none()
    return Glance(*found) if found else None
