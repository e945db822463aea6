"""Entries as one person sees them: plain rows for a month, a week, an agenda; one entry whole."""

from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, func, literal, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from portal import clock
from portal.calendar.models import Attendee, AttendeeState, Entry, EntryStatus, Kind, Room, Venue
from portal.calendar.queries.audience import is_mine, may_see, own, since, still_shown, within
from portal.calendar.rules import Filters
from portal.database import session
from portal.people.models import Area

MOST: Final = 5_000
"""More entries than anybody can see in a month; the grid shows fewer."""


class Row(NamedTuple):
    """An entry as one person sees it. `part`, `state` and `own_path` are of their own duty."""

    uuid: UUID
    kind: Kind
    title: str
    path: str | None
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    status: EntryStatus
    place: str
    area: str | None
    part: str | None
    state: AttendeeState | None
    own_path: str | None


def seen(person_id: int, starts: datetime, ends: datetime, chosen: Filters) -> list[Row]:
    """Return what a person may see that touches a stretch of time, in order: one statement."""
    statement = _rows(person_id, chosen).where(within(starts, ends)).limit(MOST)
    return [Row._make(row) for row in session.execute(statement)]


def coming(person_id: int, start: date, chosen: Filters, most: int) -> list[Row]:
    """Return the first things a person may see that are not over when a day begins."""
    starts, _ = clock.day_bounds(start, start)
    statement = _rows(person_id, chosen).where(since(starts)).limit(most)
    return [Row._make(row) for row in session.execute(statement)]


def entry_for(person_id: int, uuid: UUID) -> Entry:
    """Return an entry that the person may see, with its place and people.

    Raises NoResultFound, which is answered 404, for one that is not there or not for them.
    """
    person = literal(person_id, Integer)
    return session.execute(
        select(Entry)
        .outerjoin(Attendee, own(person))
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .options(
            contains_eager(Entry.room).contains_eager(Room.venue),
            selectinload(Entry.attendees).joinedload(Attendee.person),
        )
        .where(Entry.uuid == uuid, may_see(person))
    ).scalar_one()


def entry_to_change(person_id: int, uuid: UUID) -> Entry:
    """Return an entry that the person may see, locked, so that two changes come one by one."""
    return session.scalars(
        select(Entry)
        .where(Entry.id == entry_for(person_id, uuid).id)
        .with_for_update(of=Entry)
        .execution_options(populate_existing=True)
    ).one()


def made_by_form(form_key: str) -> Entry | None:
    """Return the entry that this sending of a form made already."""
    return session.scalar(select(Entry).where(Entry.form_key == form_key))


def _rows(person_id: int, chosen: Filters) -> Select[*tuple[Any, ...]]:
    person = bindparam("person", person_id, Integer)
    place = func.coalesce(Venue.name + ", " + Room.name, Entry.place)
    statement = (
        select(
            Entry.uuid,
            Entry.kind,
            Entry.title,
            Entry.path,
            Entry.starts_at,
            Entry.ends_at,
            Entry.all_day,
            Entry.status,
            place,
            Area.name,
            Attendee.part,
            Attendee.state,
            Attendee.path,
        )
        .select_from(Entry)
        .outerjoin(Attendee, own(person))
        .outerjoin(Room, Room.id == Entry.room_id)
        .outerjoin(Venue, Venue.id == Room.venue_id)
        .outerjoin(Area, Area.id == Entry.area_id)
        .where(is_mine() if chosen.mine else may_see(person), still_shown(clock.now()))
        .order_by(Entry.starts_at, Entry.id)
    )
    if chosen.kind:
        statement = statement.where(Entry.kind == Kind(chosen.kind))
    if chosen.area_id is not None:
        statement = statement.where(or_(Entry.area_id == chosen.area_id, Entry.area_id.is_(None)))
    return statement
