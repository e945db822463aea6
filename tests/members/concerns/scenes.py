"""Concerns recorded as the portal records them."""

from datetime import timedelta
from uuid import uuid4

from portal import clock
from portal.database import changing
from portal.members.actions import concerns as actions
from portal.members.models import Concern, ConcernKind, ConcernSource, Member
from portal.people.models import Person

SUMMARY = "Spoke of an evening at the bus stop"


def recorded(member: Member, jo: Person, days_ago: int = 1) -> Concern:
    """Record a concern that reached the service yesterday, or earlier."""
    raised = actions.Raised(
        ConcernKind.CONFIDENTIALITY,
        ConcernSource.VOLUNTEER,
        clock.today() - timedelta(days=days_ago),
        SUMMARY,
    )
    with changing():
        return actions.record_concern(member=member, raised=raised, form_key=uuid4().hex, actor=jo)


def to_do(concern: Concern, jo: Person, what: str = "Talk with them") -> None:
    """Say that something is to be done within a week."""
    with changing():
        actions.add_action(
            concern=concern,
            what=what,
            due_on=clock.today() + timedelta(days=7),
            form_key=uuid4().hex,
            actor=jo,
        )
