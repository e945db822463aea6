"""Reminding people of what lapses, and telling coordinators of it: letters that the clock writes.

What there is to say, and whether anything, is found out when a letter is sent.
"""

from collections.abc import Sequence
from datetime import date

from portal.database import session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.training.models import TrainingReminder
from portal.training.queries.reminders import Due


def remind(*, person: Person, due: Sequence[Due], on: date) -> None:
    """Remind somebody of all that is due on a day, in one letter, and note each as sent."""
    session.add_all(
        TrainingReminder(
            person_id=person.id,
            course_id=each.course_id,
            until=each.until,
            step=each.step,
            sent_on=on,
        )
        for each in due
    )
    post(
        to=person,
        template="training/email/reminder",
        key=f"training:reminder:{person.id}:{on.isoformat()}",
        on=on.toordinal(),
    )


def write_digest(*, person: Person, on: date) -> bool:
    """Write a coordinator the letter of a week; False if it was done.

    Its key is the week's, so that it comes on Monday, or on the first day that the portal works.
    """
    year, week, _ = on.isocalendar()
    mail = post(
        to=person,
        template="training/email/digest",
        key=f"training:digest:{person.id}:{year}-{week:02}",
        on=on.toordinal(),
    )
    return mail is not None
