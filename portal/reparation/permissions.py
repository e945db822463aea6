"""Who may change which partner."""

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.reparation.models import Partner


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
