"""Calendars of others: bringing a file, taking in what it says, letting go of all of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from portal import clock
from portal.audit import actions as audit
from portal.calendar import imports, queries, rules
from portal.calendar.models import (
    CalendarTag,
    ImportedCalendar,
    ImportedEntry,
    ImportedKind,
    days_of,
)
from portal.calendar.queries.imported import SOURCE
from portal.database import session
from portal.notifications.actions.files import delete_files, keep_file
from portal.notifications.actions.jobs import queue
from portal.notifications.models import Job, JobState
from portal.people.models import Area, Person
from portal.site.files import Kept

MEDIA_TYPE: Final = "text/calendar"
FILES_KEPT: Final = timedelta(days=1)


def add_imported_calendar(
    *, name: str, kind: ImportedKind, area: Area | None, content: bytes, actor: Person
) -> ImportedCalendar:
    """Add a calendar of others, and have its file read. Raises `rules.NameTaken`."""
    if queries.imported_calendar_named(name):
        raise rules.NameTaken(f"There is an imported calendar called {name} already")
    calendar = ImportedCalendar(owner=actor)
    changes = audit.amend(calendar, name=name, kind=kind, area=area)
    session.add(calendar)
    audit.record(CalendarTag.IMPORT_ADDED, calendar, actor=actor, changes=changes)
    bring_file(calendar=calendar, content=content, actor=actor)
    return calendar


def bring_file(*, calendar: ImportedCalendar, content: bytes, actor: Person) -> Job:
    """Have a file read: a calendar's first is taken in at once, its next only looked through.

    Raises `rules.StillReading` while another file of the calendar waits or is read.
    """
    file = Kept(content, MEDIA_TYPE, "calendar.ics")
    document = keep_file(owner_type=SOURCE, owner_id=calendar.id, file=file)
    return _ask(calendar, document.id, replaces=calendar.read_at is None, actor=actor)


def replace_entries(*, calendar: ImportedCalendar, actor: Person) -> Job:
    """Have the file that was looked through take the place of the last one.

    Raises `rules.StillReading`, and `rules.NothingToReplace` when no such file is there.
    """
    job = queries.import_job(calendar)
    result = (job and job.result) or {}
    if job is None or job.state is not JobState.DONE or result.get("replaced"):
        raise rules.NothingToReplace
    return _ask(calendar, job.args["document"], replaces=True, actor=actor)


def _ask(calendar: ImportedCalendar, document_id: int, *, replaces: bool, actor: Person) -> Job:
    args = {"calendar": calendar.id, "document": document_id, "replaces": replaces}
    job = queue(name=SOURCE, key=queries.job_key(calendar), args=args, actor=actor)
    if job.args != args:
        raise rules.StillReading
    return job


def weigh_entries(
    *, calendar: ImportedCalendar, occurrences: Iterable[imports.Occurrence]
) -> dict[str, int]:
    """Return how many entries a file would add, change, remove and leave; changes nothing."""
    held = queries.entries_by_key(calendar.id)
    counts = {"added": 0, "changed": 0, "same": 0}
    for each in occurrences:
        row = held.pop((each.uid, each.key), None)
        counts[_weighed(row, each)] += 1
    return {**counts, "removed": len(held)}


def take_entries(
    *,
    calendar: ImportedCalendar,
    occurrences: Sequence[imports.Occurrence],
    read_until: date,
    actor: Person | None,
) -> dict[str, int]:
    """Make a calendar's entries what a file says, and return the counts of `weigh_entries`."""
    held = queries.entries_by_key(calendar.id)
    counts = {"added": 0, "changed": 0, "same": 0}
    for each in occurrences:
        row = held.pop((each.uid, each.key), None)
        counts[_weighed(row, each)] += 1
        written = row or ImportedEntry(calendar_id=calendar.id, uid=each.uid, key=each.key)
        for column, said in _columns(each).items():
            setattr(written, column, said)
        session.add(written)
    for gone in held.values():
        session.delete(gone)
    numbers = {**counts, "removed": len(held)}
    calendar.read_at, calendar.read_until = clock.now(), read_until
    told = {name: numbers[name] for name in ("added", "changed", "removed")}
    audit.record(CalendarTag.IMPORT_READ, calendar, actor=actor, **told)
    delete_files(queries.waiting_files(calendar_id=calendar.id))
    return numbers


def remove_imported_calendar(*, calendar: ImportedCalendar, actor: Person) -> None:
    """Remove a calendar of others with its entries and its files. This cannot be undone."""
    audit.record(
        CalendarTag.IMPORT_REMOVED,
        calendar,
        actor=actor,
        changes={"name": [calendar.name, None]},
    )
    delete_files(queries.waiting_files(calendar_id=calendar.id))
    for entry in queries.entries_by_key(calendar.id).values():
        session.delete(entry)
    session.flush()  # the entries go first: they point at the calendar
    session.delete(calendar)


def forget_files() -> int:
    """Delete files that were read and not taken in within a day; return how many."""
    old = queries.waiting_files(before=clock.now() - FILES_KEPT)
    delete_files(old)
    return len(old)


def _weighed(row: ImportedEntry | None, each: imports.Occurrence) -> str:
    if row is None:
        return "added"
    same = all(getattr(row, column) == said for column, said in _columns(each).items())
    return "same" if same else "changed"


def _columns(each: imports.Occurrence) -> dict[str, Any]:
    first, last = days_of(each.starts_at, each.ends_at)
    return {
        "title": each.title,
        "place": each.place,
        "is_private": each.private,
        "starts_at": each.starts_at,
        "ends_at": each.ends_at,
        "all_day": each.all_day,
        "first_day": first,
        # What takes no time at midnight would else end on the day before.
        "last_day": max(first, last),
    }
