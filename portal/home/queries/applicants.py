"""Who of those on their way to be volunteers waits for a coordinator, or to be approved."""

from datetime import timedelta

from portal.accounts.models import User
from portal.home import rules
from portal.home.queries.limits import MOST
from portal.home.rules import Need
from portal.panels.permissions import Areas
from portal.recruitment.models import Stage
from portal.recruitment.permissions import may_approve
from portal.recruitment.queries import approvers, pipeline
from portal.recruitment.queries.pipeline import Card


def waiting(areas: Areas) -> list[Need]:
    """Return who is too long at a stage, and who is to be approved, by the most days of each."""
    return [_need(card) for card in pipeline.pressing(areas, MOST)]


def to_approve(user: User) -> list[Card] | None:
    """Return who waits for this account to approve them; None when it does not approve anybody."""
    if not may_approve(user, approvers.named()):
        return None
    found = pipeline.pressing(frozenset(), MOST)
    return [card for card in found if card.application.stage is Stage.APPROVAL]


def _need(card: Card) -> Need:
    approval = card.application.stage is Stage.APPROVAL
    most = card.age.limits.most if card.age.limits else 0
    return Need(
        rules.Kind.APPROVAL if approval else rules.Kind.APPLICANT,
        card.application.stage_since + timedelta(days=most),
        card,
    )
