"""What stands in the way of a time, in a room or for a person."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from portal.calendar.models import Entry, PersonSlot, RoomSlot
from portal.calendar.rules import quarters
from portal.database import session


def room_clash(
    room_id: int, starts_at: datetime, ends_at: datetime, *, ignoring: int | None
) -> Entry | None:
    """Return the first entry that has the room in that time, other than the one ignored."""
    taken = quarters(starts_at, ends_at)
    return session.scalar(
        select(Entry)
        .join(RoomSlot, RoomSlot.entry_id == Entry.id)
        .where(
            RoomSlot.room_id == room_id,
            RoomSlot.quarter_hour >= taken.start,
            RoomSlot.quarter_hour < taken.stop,
            RoomSlot.entry_id != (ignoring or 0),
        )
        .order_by(RoomSlot.quarter_hour, Entry.id)
        .limit(1)
    )


def person_clash(
    person_ids: Collection[int], starts_at: datetime, ends_at: datetime, *, ignoring: int | None
) -> tuple[int, Entry] | None:
    """Return the first of these people who has promised something else then, and what."""
    taken = quarters(starts_at, ends_at)
    found = session.execute(
        select(PersonSlot.person_id, Entry)
        .join(Entry, PersonSlot.entry_id == Entry.id)
        .where(
            PersonSlot.person_id.in_(person_ids),
            PersonSlot.quarter_hour >= taken.start,
            PersonSlot.quarter_hour < taken.stop,
            PersonSlot.entry_id != (ignoring or 0),
        )
        .order_by(PersonSlot.person_id, PersonSlot.quarter_hour, Entry.id)
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None


def room_slots(entry_id: int) -> dict[tuple[int, int], int]:
    """Return the slots that an entry has of rooms: {(room, quarter): row}."""
    rows = session.execute(
        select(RoomSlot.room_id, RoomSlot.quarter_hour, RoomSlot.id).where(
            RoomSlot.entry_id == entry_id
        )
    )
    return {(room, quarter): row for room, quarter, row in rows}


def person_slots(entry_id: int) -> dict[tuple[int, int], int]:
    """Return the slots that an entry has of people: {(person, quarter): row}."""
    rows = session.execute(
        select(PersonSlot.person_id, PersonSlot.quarter_hour, PersonSlot.id).where(
            PersonSlot.entry_id == entry_id
        )
    )
    return {(person, quarter): row for person, quarter, row in rows}


def next_override(person_id: int, starts_at: datetime, ends_at: datetime) -> int:
    """Return the first override number that nobody has used for this person in that time."""
    taken = quarters(starts_at, ends_at)
    used = session.scalar(
        select(PersonSlot.override_no)
        .where(
            PersonSlot.person_id == person_id,
            PersonSlot.quarter_hour >= taken.start,
            PersonSlot.quarter_hour < taken.stop,
        )
        .order_by(PersonSlot.override_no.desc())
        .limit(1)
    )
    return 0 if used is None else used + 1


def slots_taken(
    rooms: Collection[int], quarters: Collection[int], *, ignoring: Collection[int]
) -> set[tuple[int, int]]:
    """Return which of these quarters of an hour other entries have of these rooms."""
    rows = session.execute(
        select(RoomSlot.room_id, RoomSlot.quarter_hour).where(
            RoomSlot.room_id.in_(rooms),
            RoomSlot.quarter_hour.in_(quarters),
            RoomSlot.entry_id.not_in(ignoring),
        )
    )
    return {(room, quarter) for room, quarter in rows}


def slots_with(entry_ids: Collection[int]) -> dict[tuple[int, int, int], int]:
    """Return the slots that entries have of rooms: {(room, quarter, entry): row}."""
    rows = session.execute(
        select(RoomSlot.room_id, RoomSlot.quarter_hour, RoomSlot.entry_id, RoomSlot.id).where(
            RoomSlot.entry_id.in_(entry_ids)
        )
    )
    return {(room, quarter, entry): row for room, quarter, entry, row in rows}
