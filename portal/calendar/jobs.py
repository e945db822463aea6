"""Background work of the calendar: files of others, and deadlines of people."""

from collections.abc import Collection
from typing import Any, Final

from portal import clock
from portal.calendar import actions, imports, queries
from portal.calendar.queries.imported import SOURCE
from portal.calendar.rules import Deadline
from portal.database import changing, session
from portal.notifications.jobs import job, scheduled
from portal.notifications.models import Job
from portal.notifications.rules import JobStopped
from portal.people.models import Person

A_DAY: Final = 24 * 60
MOST_SAID: Final = 30
"""Problems of a file that are told one by one; the rest is counted."""
AT_ONCE: Final = 50
"""Deadlines that are written in one transaction."""
GONE: Final = "The file is no longer kept. Choose it again."


@job(SOURCE)
def read_file(work: Job) -> dict[str, Any]:
    """Read a calendar's file, and take it in or say what that would do.

    The file is read outside any transaction. One that cannot be read changes nothing.
    """
    calendar_id, replaces = work.args["calendar"], work.args["replaces"]
    content = queries.waiting_file(work.args["document"], calendar_id)
    limits, today = imports.current_limits(), clock.today()
    session.rollback()  # what was read
    if content is None:
        raise JobStopped(GONE)
    try:
        reading = imports.read(content, limits=limits, today=today)
    except imports.Unreadable as problem:
        raise JobStopped(str(problem)) from None
    with changing():
        calendar = queries.imported_calendar_locked(calendar_id)
        if calendar is None:
            raise JobStopped("The calendar was removed meanwhile.")
        if replaces:
            counts = actions.take_entries(
                calendar=calendar,
                occurrences=reading.occurrences,
                read_until=today + limits.ahead,
                actor=session.get(Person, work.asked_by_id) if work.asked_by_id else None,
            )
        else:
            counts = actions.weigh_entries(calendar=calendar, occurrences=reading.occurrences)
    return {
        **counts,
        "replaced": replaces,
        "left_out": len(reading.problems),
        "problems": list(reading.problems[:MOST_SAID]),
        "notes": list(reading.notes),
    }


@scheduled("calendar.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete calendar files that nobody took in within a day."""
    with changing():
        return {"deleted": actions.forget_files()}


def keep_deadlines(start: str, wanted: Collection[Deadline]) -> dict[str, int]:
    """Make the deadlines to come whose path begins so these, and return how many changed.

    For the jobs of packages that know of some: it commits, a few at a time. When nothing changed
    it is two statements.
    """
    held = queries.deadlines_under(start, clock.today())
    session.rollback()  # what was read
    changed = [each for each in wanted if held.get(each.uuid) != each]
    over = sorted(held.keys() - {each.uuid for each in wanted})
    for first in range(0, len(changed), AT_ONCE):
        with changing():
            actions.publish_deadlines(deadlines=changed[first : first + AT_ONCE])
    for first in range(0, len(over), AT_ONCE):
        with changing():
            actions.withdraw_deadlines(uuids=over[first : first + AT_ONCE])
    return {"published": len(changed), "withdrawn": len(over)}
