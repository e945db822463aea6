"""Whose orders and panels somebody may see and change."""

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.panels.models import ReferralOrder, Sitting

Areas = frozenset[int]
"""The areas that somebody is limited to; none means the whole service."""


def may_arrange(user: User, area_id: int | None) -> bool:
    """Return whether the account may change orders and panels of the area."""
    if Permission.PANELS_ARRANGE not in user.permissions:
        return False
    return not user.area_ids or area_id in user.area_ids


def may_change_order(user: User, order: ReferralOrder) -> bool:
    """Return whether the account may change this order."""
    return may_arrange(user, order.area_id)


def may_change_sitting(user: User, sitting: Sitting) -> bool:
    """Return whether the account may change this sitting, its seats and its offers."""
    return may_arrange(user, sitting.entry.area_id)
