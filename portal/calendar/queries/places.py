"""Finding venues and rooms."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.calendar.models import Room, Venue
from portal.database import session
from portal.site.pagination import Page, page_of


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


def venues(page: int) -> Page[Venue]:
    """Return a page of the places in use first, each with area and rooms."""
    return page_of(
        select(Venue)
        .options(joinedload(Venue.area), selectinload(Venue.rooms))
        .order_by(Venue.closed, Venue.name, Venue.id),
        page,
    )


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
