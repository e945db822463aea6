"""Putting many entries into the calendar at once, by the calendar's own makers.

`calendar.actions.publish` asks and answers the database some ten times for one entry; here are
thousands. What is written is the same, and the constraints on rooms and people hold all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from portal import clock
from portal.audit.actions import plain
from portal.calendar import rules
from portal.calendar.actions import Duty
from portal.calendar.actions.duties import write_text
from portal.calendar.actions.entries import write_texts
from portal.calendar.actions.revisions import count_up
from portal.calendar.models import (
    TAKES_TIME,
    Attendee,
    AttendeeState,
    CalendarTag,
    Entry,
    EntryAudience,
    EntryStatus,
    PersonSlot,
    RoomSlot,
)
from portal.database import session
from portal.demo.actions.rows import note
from portal.people.models import Person


@dataclass(frozen=True)
class Part:
    """Somebody's duty in an entry: when it became what it is, and whether they ever promised."""

    duty: Duty
    at: datetime
    promised: bool = True

    @property
    def is_gone(self) -> bool:
        """Return whether they are no longer on the entry."""
        return self.duty.state is AttendeeState.GONE


@dataclass(frozen=True)
class Draft:
    """An entry as it shall stand, not in the database yet, published first at `made_at`.

    Its `changed_at` is when its own time or place last changed.
    """

    entry: Entry
    audience: Sequence[str]
    made_at: datetime
    parts: Sequence[Part] = ()


def publish_all(drafts: list[Draft]) -> None:
    """Put entries in, with their texts, their rooms and people, and the trail of their making."""
    for draft in drafts:
        _complete(draft)
    session.add_all(draft.entry for draft in drafts)
    session.flush()  # slots and the trail need the numbers of entries
    _take(drafts)
    keys: set[str] = set()
    for draft in drafts:
        keys |= set(draft.audience) | {f"person:{each.person_id}" for each in draft.entry.attendees}
        with clock.frozen(draft.made_at):
            note(
                CalendarTag.ENTRY_ADDED,
                draft.entry,
                actor=draft.entry.made_by,
                changes=_changes(draft),
            )
    count_up(keys, at=clock.now())


def _complete(draft: Draft) -> None:
    entry = draft.entry
    entry.created_at = draft.made_at
    entry.updated_at = entry.changed_at
    entry.audience = [EntryAudience(key=key) for key in sorted(draft.audience)]
    entry.attendees = [_attendee(part) for part in draft.parts]
    write_texts(entry, at=entry.changed_at)
    for attendee, part in zip(entry.attendees, draft.parts, strict=True):
        at = part.at if part.is_gone else max(part.at, entry.changed_at)
        write_text(entry, attendee, at=at)
        if not part.promised:
            attendee.ics = ""  # there is nothing to call off in their calendar


def _attendee(part: Part) -> Attendee:
    duty = part.duty
    return Attendee(
        person=duty.person,
        person_id=duty.person.id,
        part=duty.part,
        state=duty.state,
        path=duty.path,
        note=duty.note,
        sequence=int(part.is_gone),
    )


def _changes(draft: Draft) -> dict[str, list[object]]:
    entry = draft.entry
    columns = ("kind", "title", "path", "starts_at", "ends_at", "room", "place", "area", "status")
    values = {name: getattr(entry, name) for name in columns}
    return {name: [None, plain(value)] for name, value in values.items() if value}


def _take(drafts: list[Draft]) -> None:
    """Take rooms and people: a unique violation here is a fault of the demo's own rules."""
    rooms: list[dict[str, int]] = []
    people: list[dict[str, int]] = []
    for draft in drafts:
        entry = draft.entry
        if entry.status is EntryStatus.CANCELLED:
            continue
        for quarter in rules.quarters(entry.starts_at, entry.ends_at):
            slot = {"quarter_hour": quarter, "entry_id": entry.id}
            if entry.room is not None:
                rooms.append({"room_id": entry.room.id, **slot})
            people += [{"person_id": person.id, **slot} for person in _promised(draft)]
    for table, slots in ((RoomSlot, rooms), (PersonSlot, people)):
        if slots:
            session.execute(insert(table), slots)


def _promised(draft: Draft) -> list[Person]:
    return [part.duty.person for part in draft.parts if part.duty.state in TAKES_TIME]
