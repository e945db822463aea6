"""Who may change whose application."""

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.recruitment.models import Application


def looks_after(user: User, application: Application) -> bool:
    """Return whether the account changes an application: a coordinator of its area, or of all.

    Somebody who did not say which area is everybody’s.
    """
    ours = not user.area_ids or application.area_id in {None, *user.area_ids}
    return ours and Permission.RECRUITMENT_EDIT in user.permissions
