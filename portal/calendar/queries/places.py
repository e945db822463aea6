"""Finding venues and rooms, and what has the rooms."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, false, func, literal, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.calendar.models import Attendee, Entry, Kind, Room, RoomSlot, Venue
from portal.calendar.queries.audience import may_see, own
from portal.calendar.rules import RoomWish, quarters
from portal.database import session
from portal.people.models import Person
from portal.site.pagination import Page, page_of

UNKNOWN: Final = 100_000
"""More people than any room holds."""
MOST_ROOMS: Final = 200
MOST_TAKEN: Final = 2_000


def panel_rooms() -> Sequence[Room]:
    """Return the rooms in which a panel may sit, with their venues, by name."""
    return session.scalars(_rooms().where(Venue.for_panels)).all()


def open_rooms() -> Sequence[Room]:
    """Return every room of a venue in use, with the venue, by name."""
    return session.scalars(_rooms()).all()


def _rooms() -> Select[Room]:
    return (
        select(Room)
        .join(Room.venue)
        .options(contains_eager(Room.venue))
        .where(Venue.closed.is_(False))
        .order_by(Venue.name, Room.name, Room.id)
    )


def rooms_like(wish: RoomWish) -> Sequence[Room]:
    """Return the rooms in use that are as wished: the area’s own first, then the smallest.

    A room of which nobody said how many it holds counts as large enough, and comes last.
    """
    holds = func.coalesce(Room.capacity, UNKNOWN)
    wanted = [*wish.needs, wish.use] if wish.use else [*wish.needs]
    statement = _rooms().where(*(getattr(Venue, name) for name in wanted))
    if wish.area_id is not None:
        statement = statement.where(or_(Venue.area_id == wish.area_id, Venue.area_id.is_(None)))
    if wish.people is not None:
        statement = statement.where(holds >= wish.people)
    order = (Venue.area_id.is_(None), holds, Venue.name, Room.name, Room.id)
    return session.scalars(statement.order_by(None).order_by(*order).limit(MOST_ROOMS)).all()


class Taken(NamedTuple):
    """What has a room for a time. `is_seen` says whether the person who asks may know what."""

    room_id: int
    uuid: UUID
    kind: Kind
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    is_seen: bool


def taken(
    person_id: int, room_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> Sequence[Taken]:
    """Return what has these rooms in a time, in order: one statement."""
    times = quarters(starts_at, ends_at)
    slots = select(RoomSlot.entry_id).where(
        RoomSlot.room_id.in_(room_ids),
        RoomSlot.quarter_hour >= times.start,
        RoomSlot.quarter_hour < times.stop,
    )
    person = literal(person_id, Integer)
    rows = session.execute(
        select(
            Room.id,
            Entry.uuid,
            Entry.kind,
            Entry.title,
            Entry.starts_at,
            Entry.ends_at,
            Entry.all_day,
            func.coalesce(may_see(person), false()),
        )
        .join(Room, Room.id == Entry.room_id)
        .outerjoin(Attendee, own(person))
        .where(Entry.id.in_(slots))
        .order_by(Entry.starts_at, Entry.id)
        .limit(MOST_TAKEN)
    )
    return [Taken(*row) for row in rows]


def venues(page: int) -> Page[Venue]:
    """Return a page of the places in use first, each with area and rooms."""
    return page_of(
        select(Venue)
        .options(joinedload(Venue.area), selectinload(Venue.rooms))
        .order_by(Venue.closed, Venue.name, Venue.id),
        page,
    )


def venue_names(reader: Person) -> dict[int, str]:
    """Return the places in use that somebody may filter by, by name: {number: name}."""
    found = select(Venue.id, Venue.name).where(~Venue.closed, told_to(reader))
    in_order = found.order_by(Venue.name, Venue.id)
    return dict(session.connection().execute(in_order).all())


def told_to(reader: Person) -> ColumnElement[bool]:
    """Return the condition that somebody may be told of a venue.

    Who does not work for the service is not told where its projects are: a site is a partner's.
    """
    shared = or_(Venue.for_panels, Venue.for_training, ~Venue.for_projects)
    return true() if reader.is_staff else shared


def venue(venue_id: int) -> Venue:
    """Return a place with its area and rooms; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Venue)
        .options(joinedload(Venue.area), selectinload(Venue.rooms))
        .where(Venue.id == venue_id)
    ).one()


def place_points() -> dict[int, tuple[int, int]]:
    """Return where each venue is on the National Grid, in metres; those without are left out."""
    rows = session.execute(
        select(Venue.id, Venue.grid_e, Venue.grid_n).where(
            Venue.grid_e.is_not(None), Venue.grid_n.is_not(None)
        )
    )
    return {venue_id: (east, north) for venue_id, east, north in rows if east and north}


def venue_named(name: str) -> Venue | None:
    """Return the place of this name, however it is capitalised."""
    return session.scalar(select(Venue).where(func.lower(Venue.name) == name.lower()).limit(1))


def room_of(venue_id: int, room_id: int) -> Room:
    """Return a room of a place; raises NoResultFound, answered 404."""
    return session.scalars(select(Room).where(Room.id == room_id, Room.venue_id == venue_id)).one()


def room_named(venue_id: int, name: str) -> Room | None:
    """Return the place's room of this name, however it is capitalised."""
    return session.scalar(
        select(Room)
        .where(Room.venue_id == venue_id, func.lower(Room.name) == name.lower())
        .limit(1)
    )
