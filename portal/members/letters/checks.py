"""DBS checks that are to be made again: to whose they are, and to who sees to it."""

from datetime import date
from typing import Final

from flask import current_app

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import user_of
from portal.members.queries import reminders as queries
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day, plural
from portal.site.urls import absolute

STALE: Final = 7
"""Days after which the coordinators' letter is not sent any more: their page says more."""


@letter("members/email/recheck_due")
def recheck_due(*, to: Person, check: int, until: int) -> Content | None:
    """Tell a volunteer that their check is to be made again, and who begins it."""
    by = date.fromordinal(until)
    found = queries.still_due(check, by)
    if found is None:
        return None
    values = {
        "name": to.first_name,
        "by": by,
        "update_service": found.update_service,
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": absolute("members.held"),
    }
    return Content(f"Your DBS check is to be made again by {day(by)}", values)


@letter("members/email/rechecks_due")
def rechecks_due(*, to: Person, on: int) -> Content | None:
    """Tell a coordinator whose checks are to be made again; nothing when all of them were."""
    user = user_of(to)
    may = user is not None and user.active and Permission.MEMBERS_CHECKS in user.permissions
    if user is None or not may or (clock.today() - date.fromordinal(on)).days > STALE:
        return None
    found = queries.reminded_on(date.fromordinal(on), frozenset(user.area_ids))
    if not found:
        return None
    subject = f"{plural(len(found), 'DBS check')} to be made again: the first by"
    values = {
        "name": to.first_name,
        "due": found,
        "link": absolute("members.index", check="due"),
    }
    return Content(f"{subject} {day(found[0].recheck_on)}", values)
