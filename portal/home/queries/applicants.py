"""Who of those on their way to be volunteers waits for a coordinator, or to be approved.

And who has a probation to be reviewed.
"""

from datetime import timedelta

from portal import clock
from portal.accounts.models import User
from portal.home import rules
from portal.home.queries.limits import DAYS_AHEAD, MOST
from portal.home.rules import Need
from portal.recruitment.models import Stage
from portal.recruitment.permissions import approves, may_approve
from portal.recruitment.queries import approvers, pipeline, probations
from portal.recruitment.queries.pipeline import Card


def waiting(reader: User) -> list[Need]:
    """Return who is too long at a stage, to be approved, or to be reviewed on probation.

    The first two by the most days of each.
    """
    by = clock.today() + timedelta(days=DAYS_AHEAD)
    return [
        *(_need(card) for card in pipeline.pressing(reader.area_ids, MOST, reader)),
        *(
            Need(rules.Kind.PROBATION, each.review_on, each)
            for each in probations.to_review(reader, by, MOST)
            if each.review_on is not None
        ),
    ]


def to_approve(user: User) -> list[Card] | None:
    """Return who waits for this account to approve them; None when it does not approve anybody."""
    if not may_approve(user, approvers.named()):
        return None
    found, named = pipeline.pressing(frozenset(), MOST, user), approvers.named()
    return [
        card
        for card in found
        if card.application.stage is Stage.APPROVAL and approves(user, card.application, named)
    ]


def _need(card: Card) -> Need:
    approval = card.application.stage is Stage.APPROVAL
    most = card.age.limits.most if card.age.limits else 0
    return Need(
        rules.Kind.APPROVAL if approval else rules.Kind.APPLICANT,
        card.application.stage_since + timedelta(days=most),
        card,
    )
