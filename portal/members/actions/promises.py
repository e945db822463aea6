"""Keeping a promise to volunteers: they have heard which of their dates became duties."""

from portal import clock
from portal.audit.actions import amend, record
from portal.members.models import AvailabilityRound, MembersTag
from portal.people.models import Person


def confirm_round(*, asking: AvailabilityRound, actor: Person) -> None:
    """Note that everybody who answered a round has heard. Twice is harmless: the first counts."""
    if asking.confirmed_at is None:
        changes = amend(asking, confirmed_at=clock.now())
        record(MembersTag.ROUND_CONFIRMED, asking, actor=actor, changes=changes)
