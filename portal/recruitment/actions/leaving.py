"""What follows in recruitment when a volunteer leaves."""

from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.models import ApplicationState, WithdrawReason
from portal.recruitment.queries.applications import underway_of


def end_ways(*, person: Person, actor: Person | None) -> None:
    """End the way of somebody who leaves before they were approved; why, the register says.

    `members.actions.leaving` calls it. Whose way has ended, and who leaves for that, has none.
    """
    for application in underway_of(person.id):
        stages.end(
            application=application,
            state=ApplicationState.WITHDRAWN,
            reason=WithdrawReason.NOT_SAID,
            actor=actor,
        )
