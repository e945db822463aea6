"""An entry as iCalendar shall tell it: to one person on it, or to everybody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from portal.calendar import ics, rules
from portal.calendar.models import (
    UNSEEN,
    Attendee,
    AttendeeState,
    Entry,
    EntryStatus,
    Kind,
    Room,
    Series,
    days_of,
)
from portal.database import session

TENTATIVE: Final = "TENTATIVE"
CONFIRMED: Final = "CONFIRMED"
SETTLED: Final = (AttendeeState.ACCEPTED, AttendeeState.ABSENT, AttendeeState.TOLD)
"""What needs no answer any more."""
WITH_ALL: Final = (
    undefer(Entry.ics),
    joinedload(Entry.room).joinedload(Room.venue),
    selectinload(Entry.audience),
    selectinload(Entry.attendees).undefer(Attendee.ics),
)
"""What making texts again needs of an entry."""


def seen_as(entry: Entry, attendee: Attendee | None = None) -> ics.Event:
    """Return the entry's event; the attendee's own title, page, state and sequence win.

    Its address is behind sign-in, and holds a UUID alone.
    """
    mine = attendee is not None
    told = attendee is not None and attendee.state is AttendeeState.TOLD
    moments = (entry.starts_at, entry.ends_at)
    starts, ends = days_of(*moments) if entry.all_day else moments
    return ics.Event(
        uid=f"amends-{entry.uuid}",
        sequence=entry.sequence + (attendee.sequence if attendee else 0),
        changed_at=attendee.changed_at if attendee else entry.changed_at,
        starts=starts,
        ends=ends,
        title=attendee.part if attendee else entry.title,
        category=entry.kind.label,
        url=address((attendee and attendee.path) or page_of(entry)),
        status=_status(entry, attendee),
        location=where(entry),
        position=position(entry),
        description=_description(entry, attendee),
        # Somebody else's panel does not make a colleague busy; a meeting of the team does.
        blocks_time=(mine and not told) or (entry.kind is Kind.TEAM and not entry.all_day),
    )


def on_it(entry: Entry) -> list[Attendee]:
    """Return those who are on an entry, or asked to be, and know it."""
    return [attendee for attendee in entry.attendees if attendee.state not in UNSEEN]


def page_of(entry: Entry) -> str:
    """Return the path of the calendar's own page of an entry, which all who see it may open."""
    return f"/calendar/entries/{entry.uuid}"


def address(path: str) -> str:
    """Return the whole address of a path of ours, as people reach it from outside."""
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"


def where(entry: Entry | Series) -> str:
    """Return where it is, with the building's address when the calendar knows it."""
    if entry.room is None:
        return entry.place
    lines = (entry.room.full_name, *entry.room.venue.address.splitlines())
    return ", ".join(line.strip(" ,") for line in lines if line.strip(" ,"))


def position(entry: Entry | Series) -> tuple[float, float] | None:
    """Return where that is on the globe, when the calendar knows its building's grid reference."""
    if entry.room is None:
        return None
    return rules.position_of(entry.room.venue.grid_e, entry.room.venue.grid_n)


def _status(entry: Entry, attendee: Attendee | None) -> str:
    if entry.status is EntryStatus.CANCELLED:
        return ics.CANCELLED
    if attendee is None:
        return CONFIRMED if entry.status is EntryStatus.CONFIRMED else TENTATIVE
    if attendee.state is AttendeeState.GONE:
        return ics.CANCELLED
    return (
        CONFIRMED
        if attendee.state in SETTLED and entry.status is EntryStatus.CONFIRMED
        else TENTATIVE
    )


def _description(entry: Entry, attendee: Attendee | None) -> str:
    lines = [entry.description]
    if attendee is not None and attendee.state is AttendeeState.ACCEPTED:
        lines.append(attendee.note)
    if attendee is not None and attendee.state is AttendeeState.OFFERED:
        lines.append("You have not answered yet.")
    lines.append(f"To change anything, ring {current_app.config['SUPPORT_PHONE']}.")
    return "\n".join(line for line in lines if line)


def coming_in(venue_id: int, since: datetime) -> Sequence[Entry]:
    """Return what is not over yet in the rooms of a place, with what its texts need."""
    return session.scalars(
        select(Entry)
        .join(Entry.room)
        .options(*WITH_ALL)
        .where(Room.venue_id == venue_id, Entry.ends_at > since)
        .order_by(Entry.id)
    ).all()


def batch(after: int, size: int) -> Sequence[Entry]:
    """Return the entries that follow a number, with what their texts need."""
    return session.scalars(
        select(Entry).options(*WITH_ALL).where(Entry.id > after).order_by(Entry.id).limit(size)
    ).all()
