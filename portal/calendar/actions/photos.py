"""The picture of a place: one at a time, made anew before it comes here."""

from portal.audit import actions as audit
from portal.calendar import queries
from portal.calendar.models import CalendarTag, Venue, VenuePhoto
from portal.calendar.queries.photos import PHOTO
from portal.database import session
from portal.notifications.actions.files import delete_files, keep_file
from portal.people.models import Person
from portal.site.files import Kept
from portal.site.pictures import JPEG


def show_venue(*, venue: Venue, picture: bytes, alt: str, actor: Person) -> VenuePhoto:
    """Keep a picture of a place, which was made anew, instead of the one before.

    `alt` says what it shows to who cannot see it.
    """
    before = _forget(venue)
    file = Kept(picture, JPEG, "venue.jpg")
    document = keep_file(owner_type=PHOTO, owner_id=venue.id, file=file)
    photo = VenuePhoto(venue=venue, document=document, alt=alt)
    session.add(photo)
    changes = {"photo": [before, alt]}
    audit.record(CalendarTag.VENUE_CHANGED, venue, actor=actor, changes=changes)
    return photo


def hide_venue(*, venue: Venue, actor: Person) -> None:
    """Forget the picture of a place. Twice is harmless."""
    before = _forget(venue)
    if before:
        changes = {"photo": [before, None]}
        audit.record(CalendarTag.VENUE_CHANGED, venue, actor=actor, changes=changes)


def _forget(venue: Venue) -> str | None:
    """Delete the picture that a place has; return what it showed."""
    queries.lock_venue(venue.id)
    photo = queries.venue_photo(venue.id)
    if photo is None:
        return None
    document = photo.document
    session.delete(photo)
    session.flush()  # it points at the document, and a place has one picture at a time
    delete_files([document])
    return photo.alt
