"""A county's calendar, written straight into the tables: so many entries, 400 of them a month."""

import sys
from collections.abc import Iterator
from datetime import time, timedelta
from itertools import cycle, islice
from typing import Final
from uuid import UUID

from flask_security.utils import hash_password

from bench.server import PASSWORD
from portal import clock, create_app
from portal.access.rules import Role
from portal.accounts.models import User, UserRole
from portal.calendar import ics, queries
from portal.calendar.models import Entry, EntryAudience, EntryStatus, Kind, Room, Venue
from portal.database import changing, session
from portal.people.models import Area, Person

A_MONTH: Final = 400
DAYS: Final = 30
KINDS: Final = (Kind.PANEL, Kind.PANEL, Kind.TRAINING, Kind.REPARATION, Kind.TEAM, Kind.DUE)


def make_county(entries: int) -> None:
    """Add a coordinator who signs in, rooms, and what is on in them. Does not commit."""
    jo = Person(name="Quentin Quarter", email="coordinator@demo.example", is_staff=True)
    account = User(
        person=jo,
        email=jo.email,
        password=hash_password(PASSWORD),
        role_rows=[UserRole(role=Role.COORDINATOR)],
    )
    areas = [Area(code=f"C{number}", name=f"Area {number}") for number in range(3)]
    rooms = [_room(number, area) for number, area in islice(enumerate(cycle(areas)), 20)]
    session.add_all([jo, account, *areas, *rooms])
    session.add_all(_entries(entries, rooms))


def _room(number: int, area: Area) -> Room:
    venue = Venue(
        name=f"Venue {number}",
        area=area,
        address=f"{number} High Street\nTown {number}",
        grid_e=372400 + 1000 * number,
        grid_n=491800,
    )
    return Room(venue=venue, name="Room 1")


def _entries(count: int, rooms: list[Room]) -> Iterator[Entry]:
    """Yield entries from the first day of this month on, an even number a day."""
    first = clock.today().replace(day=1)
    for number in range(count):
        room, kind = rooms[number % len(rooms)], KINDS[number % len(KINDS)]
        day = first + timedelta(days=number * DAYS // A_MONTH)
        starts_at = clock.at(day, time(9 + number % 10))
        entry = Entry(
            uuid=UUID(int=number + 1),
            kind=kind,
            title=f"{kind.label} at {room.venue.name}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            room=room,
            area=room.venue.area,
            sequence=0,
            status=EntryStatus.CONFIRMED,
            changed_at=clock.now(),
            audience=[EntryAudience(key="role:staff"), EntryAudience(key="role:coordinator")],
        )
        entry.ics = ics.event(queries.seen_as(entry))
        yield entry


def main(entries: str) -> None:
    """Fill the database that the environment names."""
    with create_app().app_context(), changing():
        make_county(int(entries))


if __name__ == "__main__":
    main(*sys.argv[1:])
