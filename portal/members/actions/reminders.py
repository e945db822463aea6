"""Reminding of DBS checks that are to be made again: the volunteer, and who sees to it.

A letter carries numbers alone; what there is to say is found out when it is sent.
"""

from collections.abc import Sequence
from datetime import date

from portal.access.rules import Permission
from portal.accounts.queries import areas_of_people_with, people_with
from portal.database import session
from portal.members.models import CheckReminder
from portal.members.queries import reminders as queries
from portal.notifications.actions import post


def remind_of_checks(*, due: Sequence[queries.DueCheck], on: date) -> int:
    """Write each volunteer a letter, and each coordinator one for all of theirs.

    Each reminder is noted as sent, so that it is sent once. Return how many volunteers.
    """
    for each in due:
        session.add(
            CheckReminder(check_id=each.check_id, until=each.recheck_on, step=each.step, sent_on=on)
        )
        post(
            to=each.member.person,
            template="members/email/recheck_due",
            key=f"members:recheck_due:{each.check_id}:{each.recheck_on}:{each.step}",
            check=each.check_id,
            until=each.recheck_on.toordinal(),
        )
    _tell_coordinators(due, on)
    return len(due)


def _tell_coordinators(due: Sequence[queries.DueCheck], on: date) -> None:
    areas = areas_of_people_with(Permission.MEMBERS_EDIT) if due else {}
    for person in people_with(Permission.MEMBERS_EDIT) if due else ():
        theirs = areas.get(person.id, frozenset())
        if any(queries.is_seen_to(each.area_ids, theirs) for each in due):
            post(
                to=person,
                template="members/email/rechecks_due",
                key=f"members:rechecks_due:{person.id}:{on}",
                on=on.toordinal(),
            )
