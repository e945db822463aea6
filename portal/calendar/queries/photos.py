"""Pictures of places."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.calendar.models import Venue, VenuePhoto
from portal.calendar.queries.places import told_to
from portal.database import session
from portal.people.models import Person

PHOTO: Final = "venue_photo"
"""What a document says that is one."""


def venue_photo(venue_id: int) -> VenuePhoto | None:
    """Return the picture of a place, if it has one."""
    return session.scalar(
        select(VenuePhoto)
        .options(joinedload(VenuePhoto.document))
        .where(VenuePhoto.venue_id == venue_id)
    )


def photo_seen(venue_id: int, reader: Person) -> VenuePhoto | None:
    """Return the picture of a place that somebody may be told of, if it has one."""
    return session.scalar(
        select(VenuePhoto)
        .join(VenuePhoto.venue)
        .options(joinedload(VenuePhoto.document))
        .where(VenuePhoto.venue_id == venue_id, told_to(reader))
    )


def lock_venue(venue_id: int) -> None:
    """Let nobody else change the picture of a place meanwhile."""
    session.execute(select(Venue.id).where(Venue.id == venue_id).with_for_update(of=Venue))
