"""Who may change which partner, whose referrals somebody sees, which sessions they count."""

from typing import NamedTuple

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.reparation.models import Partner, ProjectSession


class Seen(NamedTuple):
    """Which referrals somebody sees: a practitioner's own, or all of areas; none means all."""

    practitioner_id: int | None
    areas: frozenset[int]


def seen_by(user: User) -> Seen:
    """Return whose referrals the account sees: a coordinator's areas', else their own."""
    if Permission.REPARATION_EDIT in user.permissions:
        return Seen(None, frozenset(user.area_ids))
    return Seen(user.person_id, frozenset())


def supervises(user: User, held: ProjectSession) -> bool:
    """Return whether the owner of the account is one of the adults of a session."""
    return user.person_id in {held.supervisor_id, held.second_id}


def looks_after(user: User, area_id: int | None) -> bool:
    """Return whether the account coordinates reparation in an area; None is the whole service."""
    ours = not user.area_ids or area_id is None or area_id in user.area_ids
    return ours and Permission.REPARATION_EDIT in user.permissions


def may_plan(user: User, held: ProjectSession) -> bool:
    """Return whether the account changes a session: a coordinator of its area, or of all."""
    return looks_after(user, held.entry.area_id)


def may_count(user: User, held: ProjectSession) -> bool:
    """Return whether a member of staff counts a session's heads: who plans it, or was there."""
    return may_plan(user, held) or supervises(user, held)


def may_change_partner(user: User, partner: Partner) -> bool:
    """Return whether the account may change a partner and decide on its papers.

    A coordinator who is limited to areas changes the partners that serve one of them, and those
    that serve the whole service.
    """
    if Permission.REPARATION_EDIT not in user.permissions:
        return False
    return _serves(user, partner)


def is_told_of(user: User, partner: Partner) -> bool:
    """Return whether letters about a partner go to the account: who may change it, signed in."""
    return user.active and may_change_partner(user, partner)


def _serves(user: User, partner: Partner) -> bool:
    theirs = {row.area_id for row in partner.areas}
    return not user.area_ids or not theirs or bool(theirs & user.area_ids)
