"""Who looks for somebody to take over from them: plain rows, one statement, built once."""

from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, Select, bindparam, func, select

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import UtcDateTime, session
from portal.panels.models import Seat, SeatKind, Sitting, SittingState
from portal.panels.permissions import Areas
from portal.people.models import Area, Person

NOW: Final = bindparam("now", type_=UtcDateTime())
AREAS: Final = bindparam("areas", type_=Integer(), expanding=True)
LIMIT: Final = bindparam("most", type_=Integer())


class CoverWanted(NamedTuple):
    """A seat whose person can no longer come, and since when they look for somebody."""

    path: str | None
    person: str
    kind: SeatKind
    starts_at: datetime
    place: str
    area: str | None
    since: datetime


def cover_wanted(areas: Areas, most: int) -> list[CoverWanted]:
    """Return the seats for which cover is wanted, the soonest first."""
    given = {"now": clock.now(), "most": most, **({"areas": sorted(areas)} if areas else {})}
    return [CoverWanted._make(row) for row in session.execute(_wanted(bool(areas)), given)]


@cache
def _wanted(limited: bool) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Entry.path,
            func.coalesce(Person.known_as, Person.name),
            Seat.kind,
            Entry.starts_at,
            func.coalesce(Venue.name, Entry.place),
            Area.name,
            Seat.cover_wanted_at,
        )
        .select_from(Seat)
        .join(Seat.person)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .outerjoin(Area, Area.id == Entry.area_id)
        .where(
            Seat.cover_wanted_at.is_not(None),
            Sitting.state == SittingState.PUBLISHED,
            Entry.starts_at > NOW,
        )
        .order_by(Entry.starts_at, Seat.id)
        .limit(LIMIT)
    )
    return statement.where(Entry.area_id.in_(AREAS)) if limited else statement
