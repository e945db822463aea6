"""Who may change which volunteer."""

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.members.models import Member


def may_change(user: User, member: Member) -> bool:
    """Return whether the account may change a volunteer.

    A coordinator who is limited to areas changes the volunteers who serve one of them, and those
    who serve the whole service.
    """
    if Permission.MEMBERS_EDIT not in user.permissions:
        return False
    theirs = {row.area_id for row in member.area_rows}
    return not user.area_ids or not theirs or bool(theirs & user.area_ids)
