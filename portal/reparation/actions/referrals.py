"""Entering a referral, correcting it, closing it. Nothing says who somebody is."""

from dataclasses import dataclass

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.panels.actions.references import next_reference
from portal.panels.models import ReferralOrder
from portal.people.models import Area, Person
from portal.reparation.actions.telling import referrals as telling
from portal.reparation.models import Referral, ReferralKind, ReparationTag
from portal.reparation.queries import referrals as queries
from portal.reparation.rules.refusals import Refused, Stale

KIND = "RF"


@dataclass(frozen=True)
class ReferralFacts:
    """What is said of a referral: hours ordered, area, and a victim's wish as its theme alone."""

    hours: int
    area: Area
    practitioner: Person
    wish_theme: str | None = None
    wish_direct: bool | None = None


def add_referral(
    *,
    kind: ReferralKind,
    order: ReferralOrder | None,
    facts: ReferralFacts,
    form_key: str,
    actor: Person,
) -> Referral:
    """Enter a referral and tell whoever looks after it; the same form twice enters one.

    An order has one alone.
    """
    made = queries.referral_by_form(form_key)
    if made is not None:
        return made
    if order is not None and queries.referral_of_order(order.id) is not None:
        raise Refused(
            f"There is a referral for {order.ref} already.", "Change that one instead.", "order"
        )
    referral = Referral(
        ref=next_reference(KIND), kind=kind, order=order, form_key=form_key, **_columns(facts)
    )
    session.add(referral)
    record(ReparationTag.REFERRAL_ADDED, referral, actor=actor)
    telling.referral_given(referral, actor=actor)
    return referral


def change_referral(
    *, referral: Referral, version: int, facts: ReferralFacts, actor: Person
) -> Referral:
    """Change a referral; raises `Stale` when somebody else changed it meanwhile."""
    referral = queries.lock_referral(referral.id)
    if referral.version != version:
        raise Stale("This referral was changed since you opened it.")
    changes = amend(referral, **_columns(facts))
    if changes:
        record(ReparationTag.REFERRAL_CHANGED, referral, actor=actor, changes=changes)
    if "practitioner" in changes:
        telling.referral_given(referral, actor=actor)
    return referral


def close_referral(*, referral: Referral, actor: Person) -> Referral:
    """Close a referral whose hours are done, or are no more asked for. Twice is harmless.

    Raises `Refused` while it has a place at a session to come.
    """
    referral = queries.lock_referral(referral.id)
    if referral.closed_at is not None:
        return referral
    if queries.has_place_to_come(referral.id):
        raise Refused("It has a place at a session to come.", "Cancel that place first.")
    changes = amend(referral, closed_at=clock.now())
    record(ReparationTag.REFERRAL_CLOSED, referral, actor=actor, changes=changes)
    return referral


def reopen_referral(*, referral: Referral, actor: Person) -> Referral:
    """Open a closed referral again. Twice is harmless."""
    referral = queries.lock_referral(referral.id)
    changes = amend(referral, closed_at=None)
    if changes:
        record(ReparationTag.REFERRAL_REOPENED, referral, actor=actor, changes=changes)
    return referral


def _columns(facts: ReferralFacts) -> dict[str, object]:
    return {
        "hours": facts.hours,
        "area": facts.area,
        "practitioner": facts.practitioner,
        "wish_theme": facts.wish_theme,
        "wish_direct": facts.wish_direct if facts.wish_theme else None,
    }
