"""Who may change what on the noticeboard."""

from collections.abc import Collection

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.noticeboard.rules.audience import is_ours


def looks_after(user: User, keys: Collection[str]) -> bool:
    """Return whether an account changes what is for these audience keys.

    A coordinator does, unless it is for areas alone that are not theirs.
    """
    return Permission.NOTICEBOARD_EDIT in user.permissions and is_ours(keys, user.area_ids)
