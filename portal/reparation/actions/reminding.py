"""Reminding partners and coordinators of what runs out: letters that the clock writes.

What there is to say, and whether anything, is found out when a letter is sent.
"""

from collections.abc import Collection
from datetime import date

from portal.access.rules import Permission
from portal.accounts.queries import people_with
from portal.database import session
from portal.notifications.actions import post
from portal.reparation.models import PartnerReminder
from portal.reparation.queries.people import readers_of
from portal.reparation.rules.reminders import Due


def remind(*, due: Collection[Due], on: date) -> None:
    """Note each reminder as sent on a day, and post one letter to each person about all of it."""
    session.add_all(
        PartnerReminder(
            partner_id=each.ending.partner_id,
            title=each.ending.title,
            until=each.ending.until,
            step=each.step,
            sent_on=on,
        )
        for each in due
    )
    for partner_id in sorted({each.ending.partner_id for each in due}):
        for person in readers_of(partner_id):
            post(
                to=person,
                template="reparation/email/papers_due",
                key=f"papers_due:{partner_id}:{person.id}:{on.isoformat()}",
                partner=partner_id,
                on=on.toordinal(),
            )
    for person in people_with(Permission.REPARATION_EDIT) if due else ():
        post(
            to=person,
            template="reparation/email/partners_due",
            key=f"partners_due:{person.id}:{on.isoformat()}",
            on=on.toordinal(),
        )
