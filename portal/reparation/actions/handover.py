"""Giving all that somebody looked after, who can sign in no more, to a colleague."""

from portal.audit.actions import amend, record
from portal.panels.actions.managed import hand_over_cases
from portal.people.models import Person
from portal.reparation.actions.telling import referrals as telling
from portal.reparation.models import ReparationTag
from portal.reparation.queries import handover as queries
from portal.reparation.queries.projects import Areas
from portal.reparation.rules.refusals import Refused


def hand_over(*, of: Person, to: Person, areas: Areas, actor: Person) -> str:
    """Give somebody's open orders, panels before court and referrals in some areas to a colleague.

    The colleague hears of all in one letter. Return how many there were, in words: none when
    somebody else was faster. Raises `Refused` when the colleague cannot have them.
    """
    if to not in queries.able():
        raise Refused(f"{to.display_name} can no longer take them over.", "Choose somebody else.")
    orders, panels = hand_over_cases(of=of, to=to, areas=areas, actor=actor)
    referrals = queries.lock_open_of(of.id, areas)
    for referral in referrals:
        changes = amend(referral, practitioner=to)
        record(ReparationTag.REFERRAL_CHANGED, referral, actor=actor, changes=changes)
    counts = {"orders": orders, "panels": panels, "referrals": len(referrals)}
    if any(counts.values()):
        telling.cases_handed_over(of=of, to=to, actor=actor, **counts)
    return queries.cases_in_words(**counts)
