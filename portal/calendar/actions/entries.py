"""Publishing into the calendar: what a feature calls when something is arranged, moved, called off.

An entry's iCalendar text, and each attendee's own, is made here, once, and kept. Whoever can see
what changed has the revision of their audience key counted up: their feeds notice by that alone.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit import actions as audit
from portal.audit.actions import Changes
from portal.calendar import ics, queries, rules
from portal.calendar.actions import slots
from portal.calendar.actions.duties import (
    Duty,
    keys_of,
    set_duties,
    write_text,
)
from portal.calendar.actions.revisions import count_up
from portal.calendar.models import (
    TAKES_TIME,
    Attendee,
    CalendarTag,
    Entry,
    EntryAudience,
    EntryStatus,
    Kind,
    Room,
    Series,
    days_of,
)
from portal.database import session
from portal.people.models import Area, Person

MOVES: Final = frozenset({"starts_at", "ends_at", "all_day", "room", "place"})
"""Columns whose change counts the SEQUENCE up; cancelling and reviving do too."""


def publish(  # noqa: PLR0913 -- the one door for every feature: what an entry is, named one by one
    *,
    actor: Person | None,
    kind: Kind,
    title: str,
    path: str | None,
    starts_at: datetime,
    ends_at: datetime,
    audience: Collection[str],
    duties: Collection[Duty] = (),
    entry: Entry | None = None,
    uuid: UUID | None = None,
    room: Room | None = None,
    place: str = "",
    area: Area | None = None,
    status: EntryStatus = EntryStatus.CONFIRMED,
    description: str = "",
    all_day: bool = False,
    form_key: str | None = None,
) -> Entry:
    """Put something into the calendar, or change the entry given: the same UID for ever.

    `audience` are keys (`all`, `role:staff`, `role:volunteer@area:3`, `person:41`) of who may
    see it besides those on it. `duties` is everybody's, each time: whoever is missing from it
    is no longer on the entry. A feature whose page carries the entry's UUID makes one first and
    passes it. An all-day entry runs from a London midnight to a London midnight.

    Raises `rules.RoomTaken` or `rules.PersonBusy`, and has then changed nothing. The same values
    again change nothing either. Longer than `rules.LONGEST` is a ValueError: forms check first.
    """
    values = {
        "kind": kind,
        "title": title,
        "path": path,
        "description": description,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "all_day": all_day,
        "room": room,
        "place": place,
        "area": area,
        "status": status,
    }
    rules.check_length(starts_at, ends_at)
    going = status is not EntryStatus.CANCELLED
    wanted = slots.Wanted(
        room=room if going else None,
        starts_at=starts_at,
        ends_at=ends_at,
        promised=[
            (duty.person, duty.override) for duty in duties if going and duty.state in TAKES_TIME
        ],
    )
    slots.refuse_taken(wanted, ignoring=entry.id if entry else None)
    written = entry or Entry(uuid=uuid or uuid4(), made_by=actor, form_key=form_key, sequence=0)
    try:
        with session.begin_nested():
            _write(written, values, audience, duties, actor=actor, made=entry is None)
            slots.take(written.id, wanted)
    except IntegrityError:
        # Somebody was quicker by a moment: what they took can be seen now, and named.
        slots.refuse_taken(wanted, ignoring=entry.id if entry else None)
        raise
    return written


def cancel(*, entry: Entry, actor: Person | None) -> None:
    """Call an entry off: its room and people are free, and feeds say so for 14 days."""
    if entry.status is EntryStatus.CANCELLED:
        return
    now = clock.now()
    changes = change_columns(entry, {"status": EntryStatus.CANCELLED}, at=now, made=False)
    slots.take(entry.id, slots.Wanted(None, entry.starts_at, entry.ends_at))
    write_texts(entry, at=now)
    audit.record(CalendarTag.ENTRY_CANCELLED, entry, actor=actor, changes=changes)
    count_up({row.key for row in entry.audience} | keys_of(entry.attendees), at=now)


def remake(entries: Iterable[Entry]) -> int:
    """Make texts again whose words come from elsewhere (a room's name, the telephone number).

    Return how many entries now say something else; the others keep even their time stamps.
    """
    entries = list(entries)
    now = clock.now()
    keys, count = _remake_series({entry.series_id for entry in entries if entry.series_id}, at=now)
    for entry in entries:
        if entry.series_id:
            continue
        before = entry.ics
        entry.ics = ics.event(queries.seen_as(entry))
        if entry.ics == before and all(_is_up_to_date(who) for who in queries.on_it(entry)):
            continue
        entry.changed_at = now
        write_texts(entry, at=now)
        keys |= {row.key for row in entry.audience} | keys_of(entry.attendees)
        count += 1
    count_up(keys, at=now)
    return count


def _remake_series(ids: Collection[int], *, at: datetime) -> tuple[set[str], int]:
    """Make the texts of series again; return who sees those that changed, and how many did."""
    keys, count = set[str](), 0
    for series in queries.some_series(ids):
        times = queries.occurrences(series.id)
        if times and series.ics != text_of(series, times):
            write_series(series, times, at=at)
            keys |= {row.key for row in times[0].audience}
            count += 1
    return keys, count


def text_of(series: Series, times: Sequence[Entry]) -> str:
    """Return the iCalendar text of a series as it now stands."""
    return "".join(ics.event(each) for each in queries.told(series, times))


def write_series(series: Series, times: Sequence[Entry], *, at: datetime) -> None:
    """Make the iCalendar text of a series anew."""
    series.changed_at = at
    series.ics = text_of(series, times)


def _is_up_to_date(attendee: Attendee) -> bool:
    return attendee.ics == ics.event(queries.seen_as(attendee.entry, attendee))


def write_texts(entry: Entry, *, at: datetime) -> None:
    """Make the iCalendar text of an entry anew, and of everybody who is on it."""
    entry.ics = "" if entry.series_id else ics.event(queries.seen_as(entry))
    for attendee in queries.on_it(entry):
        write_text(entry, attendee, at=at)


def _write(
    entry: Entry,
    values: dict[str, Any],
    audience: Collection[str],
    duties: Collection[Duty],
    *,
    actor: Person | None,
    made: bool,
) -> None:
    """Change the rows, make the texts of what changed, and tell the feeds and the trail."""
    now = clock.now()
    keys = set() if made else {row.key for row in entry.audience}
    columns = change_columns(entry, values, at=now, made=made)
    seen = change_audience(entry, keys, set(audience))
    people = set_duties(entry, duties, at=now)
    if columns:
        write_texts(entry, at=now)
    changes = {**columns, **seen, **people.changes}
    if changes:
        tag = CalendarTag.ENTRY_ADDED if made else CalendarTag.ENTRY_CHANGED
        audit.record(tag, entry, actor=actor, changes=changes)
    told = keys | set(audience) if columns else keys ^ set(audience)
    everybody = entry.attendees if columns else people.touched
    count_up(told | keys_of(everybody), at=now)


def change_columns(entry: Entry, values: dict[str, Any], *, at: datetime, made: bool) -> Changes:
    """Change the columns of an entry, and all that is counted by them; return what changed."""
    with session.no_autoflush:  # a start without its end would break the rule of the table
        changes = audit.amend(entry, **values)
    if changes.keys() & {"starts_at", "ends_at"}:
        entry.first_day, entry.last_day = days_of(entry.starts_at, entry.ends_at)
    if made:
        session.add(entry)
    if "status" in changes:
        entry.cancelled_at = at if entry.status is EntryStatus.CANCELLED else None
    if changes:
        entry.changed_at = at
    revived_or_off = EntryStatus.CANCELLED.value in changes.get("status", ())
    if not made and (revived_or_off or MOVES & changes.keys()):
        entry.sequence += 1
    return changes


def change_audience(entry: Entry, before: set[str], after: set[str]) -> Changes:
    """Make the audience of an entry these keys; return what changed."""
    if before == after:
        return {}
    for row in list(entry.audience):
        if row.key not in after:
            entry.audience.remove(row)
    entry.audience.extend(EntryAudience(key=key) for key in sorted(after - before))
    return {"audience": [sorted(before), sorted(after)]}
