"""Areas, venues and rooms."""

from portal.calendar.models import Room, Venue
from portal.database import session
from portal.demo.actions.rows import Rows
from portal.demo.rules.people import AREAS
from portal.demo.rules.places import Place
from portal.people.models import Area

GRID = {"N": (372400, 491800), "C": (365100, 484300), "S": (351900, 477600)}


def load_areas(rows: Rows) -> None:
    """Put in the three areas."""
    for letter, name in AREAS.items():
        east, north = GRID[letter]
        rows.areas[letter] = Area(code=name.upper()[:4], name=name, grid_e=east, grid_n=north)
    session.add_all(rows.areas.values())


def load_places(rows: Rows, places: tuple[Place, ...]) -> None:
    """Put in where panels are held, and what else has rooms."""
    for place in places:
        venue = Venue(
            name=place.name,
            area=rows.areas.get(place.area),
            for_panels=place.for_panels,
            for_training=True,
            address=place.address,
            step_free=place.step_free,
            hearing_loop=place.hearing_loop,
            separate_waiting=place.separate_waiting,
            accessible_toilet=place.step_free,
            parking=place.parking,
            transport=place.transport,
            cost=place.cost,
            opening=place.opening,
            phone=place.phone,
            notes=place.notes,
            panel_notes=place.panel_notes,
            rooms=[Room(name=name, capacity=capacity) for name, capacity in place.rooms],
        )
        session.add(venue)
        rows.rooms.update({(place.name, room.name): room for room in venue.rooms})
