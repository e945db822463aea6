"""Deadlines of people as they stand in the calendar, and what publishing them needs."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from portal.calendar.models import (
    Attendee,
    AttendeeState,
    Entry,
    EntryAudience,
    EntryStatus,
    Kind,
)
from portal.calendar.queries.texts import WITH_ALL
from portal.calendar.rules import Deadline
from portal.database import session
from portal.people.models import Person


def deadlines_under(start: str, since: date) -> dict[UUID, Deadline]:
    """Return the deadlines from a day on whose path begins so: two statements, however many."""
    keys: defaultdict[UUID, set[str]] = defaultdict(set)
    addressed = session.execute(
        select(Entry.uuid, EntryAudience.key)
        .join(Entry.audience)
        .where(*_standing(start, since))
        .order_by(EntryAudience.id)
    )
    for uuid, key in addressed:
        keys[uuid].add(key)
    rows = session.execute(
        select(
            *(Entry.uuid, Entry.first_day, Entry.title, Entry.path.label("path"), Entry.area_id),
            *(Attendee.person_id, Attendee.part, Attendee.path.label("own_path")),
        )
        .join(Entry.attendees)
        .where(*_standing(start, since), Attendee.state == AttendeeState.TOLD)
        .order_by(Entry.id)
    )
    return {
        row.uuid: Deadline(
            uuid=row.uuid,
            day=row.first_day,
            title=row.title,
            path=row.path,
            person_id=row.person_id,
            own_title=row.part,
            own_path=row.own_path,
            area_id=row.area_id,
            seen_by=frozenset(keys[row.uuid]),
        )
        for row in rows
    }


def _standing(start: str, since: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.kind == Kind.DUE,
        Entry.first_day >= since,
        Entry.path.startswith(start, autoescape=True),
        Entry.status != EntryStatus.CANCELLED,
    )


def entries_of(uuids: Collection[UUID]) -> Sequence[Entry]:
    """Return these entries, called off or not, with what their texts need."""
    return session.scalars(
        select(Entry).options(*WITH_ALL).where(Entry.uuid.in_(uuids)).order_by(Entry.id)
    ).all()


def people_numbered(numbers: Collection[int]) -> dict[int, Person]:
    """Return these people, by their numbers."""
    found = session.scalars(select(Person).where(Person.id.in_(numbers)))
    return {person.id: person for person in found}
