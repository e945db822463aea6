"""Letters that the clock writes: reminders of a day, and the coordinators' morning letter.

Each has a key of its own day, so that doing it twice writes it once. What there is to say, and
whether anything, is found out when the letter is sent.
"""

from datetime import date

from portal.notifications.actions import post
from portal.people.models import Person


def remind(*, person: Person, on: date, days: int) -> bool:
    """Remind somebody of all that they promised for a day, `days` before; False if it was done."""
    mail = post(
        to=person,
        template="panels/email/reminder",
        key=f"panels:reminder:{person.id}:{on.isoformat()}:{days}",
        on=on.toordinal(),
    )
    return mail is not None


def write_morning(*, person: Person, on: date) -> bool:
    """Write a coordinator the letter of a morning; False if it was done."""
    mail = post(
        to=person,
        template="panels/email/morning",
        key=f"panels:morning:{person.id}:{on.isoformat()}",
        on=on.toordinal(),
    )
    return mail is not None
