"""Letters about references: to a referee without an account, and to the coordinators.

What a referee said is in none of them.
"""

from typing import Any

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.actions.references import token_of
from portal.recruitment.models import LIVE, Referee, RefereeState
from portal.recruitment.queries import references as queries
from portal.site.filters import day
from portal.site.urls import absolute


@letter("recruitment/email/reference_asked")
def reference_asked(*, to: None, referee: int) -> Content | None:
    """Ask a referee by their link; pointless once they have answered or are not asked any more."""
    found = _still_asked(referee)
    if found is None:
        return None
    return Content(f"A reference for {found.application.name}", _asked_values(found))


@letter("recruitment/email/reference_chased")
def reference_chased(*, to: None, referee: int) -> Content | None:
    """Remind a referee, by the same link."""
    found = _still_asked(referee)
    if found is None:
        return None
    subject = f"Reminder: a reference for {found.application.name}"
    return Content(subject, _asked_values(found))


@letter("recruitment/email/reference_answered")
def reference_answered(*, to: Person, referee: int) -> Content | None:
    """Tell a coordinator that a referee answered, and not what."""
    found = queries.referee_numbered(referee)
    if found is None or found.state not in {RefereeState.GIVEN, RefereeState.DECLINED}:
        return None
    given = found.state is RefereeState.GIVEN
    applicant = found.application.name
    subject = f"A reference for {applicant} is in" if given else f"No reference for {applicant}"
    return Content(subject, {**_told_values(found, to), "given": given})


@letter("recruitment/email/reference_silent")
def reference_silent(*, to: Person, referee: int) -> Content | None:
    """Tell a coordinator that a referee did not answer in time; pointless once asked again."""
    found = queries.referee_numbered(referee)
    if found is None or found.state is not RefereeState.ASKED or not found.is_over:
        return None
    return Content(f"No answer about {found.application.name}", _told_values(found, to))


def _still_asked(number: int) -> Referee | None:
    found = queries.referee_numbered(number)
    wanted = found is not None and found.waits and found.application.state in LIVE
    return found if wanted else None


def _asked_values(found: Referee) -> dict[str, Any]:
    return {
        "name": found.name,
        "applicant": found.application.name,
        "role": found.application.campaign.role if found.application.campaign else "",
        "until": day(found.expires_at) if found.expires_at else "",
        "link": absolute("recruitment.reference", token=token_of(found)),
    }


def _told_values(found: Referee, to: Person) -> dict[str, Any]:
    return {
        "name": to.first_name,
        "applicant": found.application.name,
        "referee": found.name,
        "link": absolute("recruitment.references", application_uuid=found.application.uuid),
    }
