"""Who has told Jo Hartley that they will leave, by the portal's own hand."""

from datetime import date
from typing import Final

from portal import clock
from portal.accounts.queries import user_of
from portal.calendar import queries as calendar
from portal.demo.actions.rows import Rows, morning
from portal.members import actions
from portal.members.models import Member, Status

JO: Final = "Jo Hartley"
LAST_IN: Final = 24
SAID_AGO: Final = 2


def load_leaver(rows: Rows) -> None:
    """Let an active volunteer leave soon, after all that they have promised.

    It is who has promised least far ahead, of those by whom nobody signs in.
    """
    free = [
        (_last_duty(member), member.number, member)
        for member in rows.members.values()
        if member.status is Status.ACTIVE and member.person.email and not user_of(member.person)
    ]
    last, _, leaver = min(free, key=lambda each: each[:2])
    with rows.naming(), clock.frozen(morning(rows.times.away(-SAID_AGO))):
        actions.note_leaving(
            member=leaver,
            on=max(last, rows.times.away(LAST_IN)),
            reason="moved",
            asks=True,
            actor=rows.people[JO],
        )


def _last_duty(member: Member) -> date:
    duties = calendar.duties_of(member.person_id, clock.now())
    return max((each.entry.last_day for each in duties), default=clock.today())
