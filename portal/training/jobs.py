"""Work in the background: places not taken in time, reminders, too few booked, old guests.

And what lapses, in letters and in the calendar, asking whether a session helped, and imports.
"""

from datetime import timedelta
from itertools import groupby
from typing import Any, Final

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import people_with
from portal.calendar.jobs import keep_deadlines
from portal.database import changing
from portal.notifications.jobs import job, scheduled
from portal.notifications.models import Job
from portal.settings.queries import value
from portal.settings.rules import days_ahead
from portal.spreadsheets.actions import forget_old_files
from portal.spreadsheets.jobs import import_upload
from portal.training import actions
from portal.training.actions import evaluation, reminding
from portal.training.actions.importing import AWARDS
from portal.training.actions.telling.bookings import reminded
from portal.training.actions.telling.sessions import too_few
from portal.training.models import SESSION_REMINDER_DAYS
from portal.training.queries import bookings, planned
from portal.training.queries import evaluation as find_evaluation
from portal.training.queries import expiries as find_expiries
from portal.training.queries import reminders as find_reminders

MORNING: Final = 8
"""The hour of the day from which letters are written: nobody is woken by one."""

A_DAY: Final = 24 * 60
AN_HOUR: Final = 60


@scheduled("training.lapse_places", minutes=5)
def lapse_places() -> dict[str, Any]:
    """Give up the places that nobody took in time, each in a transaction of its own.

    Each is offered to the next who waits with it.
    """
    ids = bookings.lapsed_ids()
    for booking_id in ids:
        with changing():
            actions.lapse_offer(booking=bookings.booking_numbered(booking_id))
    return {"lapsed": len(ids)}


@scheduled("training.remind_booked", minutes=15)
def remind_booked() -> dict[str, Any]:
    """Remind those booked of the sessions so many days ahead, guests too, each time once."""
    count = 0
    if _is_morning():
        for days in days_ahead(value(SESSION_REMINDER_DAYS)):
            with changing():
                for booking in bookings.booked_on(clock.today() + timedelta(days=days)):
                    count += reminded(booking, days=days)
    return {"reminded": count}


@scheduled("training.ask_too_few", minutes=15)
def ask_too_few() -> dict[str, Any]:
    """Ask the trainer and the coordinators, once, whether a session goes ahead with too few."""
    with changing():
        found = planned.undecided()
        asked = sum(too_few(each.held, planned.deciders(each.held)) for each in found)
    return {"asked": asked}


@scheduled("training.forget_guests", minutes=A_DAY)
def forget_guests() -> dict[str, Any]:
    """Forget who the guests of sessions long over were."""
    with changing():
        return {"forgotten": actions.forget_guests()}


@scheduled("training.remind", minutes=15)
def remind() -> dict[str, Any]:
    """Remind everybody of what lapses, one letter a person and day, each reminder once.

    Each person in a transaction of their own: a worker that dies leaves the rest to the next run.
    """
    count = 0
    if _is_morning():
        due = find_reminders.due_reminders()
        people = find_reminders.people_by_number({each.person_id for each in due})
        for person_id, theirs in groupby(due, key=lambda each: each.person_id):
            with changing():
                reminding.remind(person=people[person_id], due=list(theirs), on=clock.today())
            count += 1
    return {"reminded": count}


@scheduled("training.digest", minutes=15)
def write_digests() -> dict[str, Any]:
    """Write every coordinator once a week who lapses and has not booked, on a working day."""
    count = 0
    if _is_morning() and clock.is_working_day(clock.today()):
        with changing():
            for person in people_with(Permission.TRAINING_AWARD):
                count += reminding.write_digest(person=person, on=clock.today())
    return {"written": count}


@scheduled("training.publish_expiries", minutes=AN_HOUR)
def publish_expiries() -> dict[str, Any]:
    """Bring the calendar up to what lapses when.

    By the clock and not in each action: what is asked of whom changes with courses, roles, breaks,
    exemptions and imports as much as with awards, and who sees to it with the coordinators' areas.
    What was renewed or taken back is gone within the hour.
    """
    return keep_deadlines(find_expiries.UNDER, find_expiries.expiries())


@scheduled("training.ask_feedback", minutes=15)
def ask_feedback() -> dict[str, Any]:
    """Ask those booked how sure they are before a session, and those who came, afterwards."""
    before = after = 0
    if _is_morning():
        with changing():
            for booking in find_evaluation.to_ask_before():
                before += evaluation.ask(booking=booking, moment=find_evaluation.BEFORE)
            for booking in find_evaluation.to_ask_after():
                after += evaluation.ask(booking=booking, moment=find_evaluation.AFTER)
    return {"before": before, "after": after}


@job(AWARDS.source)
def import_awards(work: Job) -> dict[str, Any]:
    """Take the awards of an uploaded file in, a piece at a time."""
    return import_upload(work, AWARDS)


@scheduled("training.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete spreadsheets that nobody imported within a day, and problems after a month."""
    with changing():
        return {"deleted": forget_old_files(importer=AWARDS)}


def _is_morning() -> bool:
    return clock.london(clock.now()).hour >= MORNING
