"""Finding venues and rooms."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal.calendar.models import Room, Venue
from portal.database import session


def panel_rooms() -> Sequence[Room]:
    """Return the rooms in which a panel may sit, with their venues, by name."""
    return session.scalars(
        select(Room)
        .join(Room.venue)
        .options(contains_eager(Room.venue))
        .where(Venue.for_panels, Venue.closed.is_(False))
        .order_by(Venue.name, Room.name, Room.id)
    ).all()
