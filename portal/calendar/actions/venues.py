"""Places and their rooms."""

from collections.abc import Callable
from typing import Any, Final

from portal import clock
from portal.audit import actions as audit
from portal.calendar import queries, rules
from portal.calendar.actions.entries import remake
from portal.calendar.models import CalendarTag, Room, Venue
from portal.database import session
from portal.people.models import Person

SHOWN_IN_CALENDARS: Final = {"name", "address", "grid_e", "grid_n"}
changing_venues: Final[list[Callable[..., None]]] = []
"""What other packages do when a venue has another name, address or area; `create_app` fills it."""


def add_venue(*, values: dict[str, Any], actor: Person) -> Venue:
    """Add a place. Raises `rules.NameTaken`; the same form twice adds one."""
    if queries.venue_named(values["name"]):
        raise rules.NameTaken(f"There is a venue called {values['name']} already")
    venue = Venue(rooms=[])
    changes = audit.amend(venue, **values)
    session.add(venue)
    audit.record(CalendarTag.VENUE_ADDED, venue, actor=actor, changes=changes)
    return venue


def change_venue(*, venue: Venue, values: dict[str, Any], actor: Person) -> None:
    """Change a place; what is coming up there says so in calendars. Raises `rules.NameTaken`.

    What packages above have there without a room follows by `changing_venues`.
    """
    other = queries.venue_named(values["name"])
    if other is not None and other.id != venue.id:
        raise rules.NameTaken(f"There is another venue called {values['name']}")
    changes = audit.amend(venue, **values)
    if not changes:
        return
    audit.record(CalendarTag.VENUE_CHANGED, venue, actor=actor, changes=changes)
    if changes.keys() & SHOWN_IN_CALENDARS:
        remake(queries.coming_in(venue.id, clock.now()))
    if changes.keys() & {"name", "address", "area"}:
        for follow in changing_venues:
            follow(venue=venue, actor=actor)


def add_room(*, venue: Venue, name: str, capacity: int | None, actor: Person) -> Room:
    """Add a room. Raises `rules.NameTaken`; the same form twice adds one."""
    if queries.room_named(venue.id, name):
        raise rules.NameTaken(f"{venue.name} has a room called {name} already")
    room = Room(venue=venue, name=name, capacity=capacity)
    session.add(room)
    changes = {"name": [None, name], "capacity": [None, capacity]}
    audit.record(CalendarTag.ROOM_ADDED, room, actor=actor, changes=changes)
    return room


def change_room(*, room: Room, name: str, capacity: int | None, actor: Person) -> None:
    """Change a room. Raises `rules.NameTaken`."""
    other = queries.room_named(room.venue_id, name)
    if other is not None and other.id != room.id:
        raise rules.NameTaken(f"{room.venue.name} has another room called {name}")
    changes = audit.amend(room, name=name, capacity=capacity)
    if not changes:
        return
    audit.record(CalendarTag.ROOM_CHANGED, room, actor=actor, changes=changes)
    if "name" in changes:
        remake(queries.coming_in(room.venue_id, clock.now()))
