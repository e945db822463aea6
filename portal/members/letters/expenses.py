"""What became of a claim, to whose it is: never how much, for who mends mail reads letters too."""

from typing import Any

from portal.members.models import Claim, ClaimState
from portal.members.queries import expenses as queries
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day
from portal.site.urls import absolute


@letter("members/email/claim_approved")
def claim_approved(*, to: Person, claim: int) -> Content | None:
    """Say that a claim goes with the next payment."""
    found = queries.claim_numbered(claim)
    return Content(f"Your claim of {_sent(found)} is approved", _values(found, to))


@letter("members/email/claim_queried")
def claim_queried(*, to: Person, claim: int) -> Content | None:
    """Say that a coordinator asks something about a claim, while nobody has answered."""
    found = queries.claim_numbered(claim)
    if found.state is not ClaimState.QUERIED:
        return None
    return Content(f"A question about your claim of {_sent(found)}", _values(found, to))


@letter("members/email/claim_refused")
def claim_refused(*, to: Person, claim: int) -> Content | None:
    """Say that a claim is not approved; the page says why."""
    found = queries.claim_numbered(claim)
    return Content(f"Your claim of {_sent(found)} is not approved", _values(found, to))


def _sent(claim: Claim) -> str:
    return day(claim.sent_at) if claim.sent_at else ""


def _values(claim: Claim, to: Person) -> dict[str, Any]:
    return {
        "name": to.first_name,
        "sent_on": claim.sent_at,
        "link": absolute("members.my_claim", claim_uuid=claim.uuid),
    }
