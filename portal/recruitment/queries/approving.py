"""What is still open about somebody whom somebody approves in the end."""

from portal import clock
from portal.members.models import Member
from portal.members.queries.agreements import unsigned_by
from portal.members.queries.checks import newest_dbs
from portal.recruitment.models import REFERENCES_WANTED, Appointment, RefereeState
from portal.recruitment.queries.appointing import Progress
from portal.recruitment.queries.references import References
from portal.recruitment.rules.approving import Reached, still_open
from portal.settings.queries import value


def still_open_of(
    member: Member,
    references: References,
    appointment: Appointment | None,
    progress: Progress | None,
    *,
    with_checks: bool,
) -> list[str]:
    """Return what is open still of somebody in training, in words.

    `with_checks` says whether whoever looks may read a volunteer's checks, and what they signed.
    """
    given = sum(each.state is RefereeState.GIVEN for each in references.referees)
    check = newest_dbs(member) if with_checks else None
    reached = Reached(
        references=given,
        references_wanted=value(REFERENCES_WANTED),
        inducted=progress.attended is not None if progress else None,
        observed=len(progress.observed) if progress else None,
        observations=appointment.observations if appointment else 0,
        has_check=check is not None if with_checks else None,
        recheck_on=check.recheck_on if check else None,
        unsigned=[each.kind.label for each in unsigned_by(member)] if with_checks else [],
    )
    return still_open(reached, clock.today())
