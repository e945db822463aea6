"""What is a volunteer's own: seats that anybody might take, and what they did this year."""

from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, exists, func, or_, select

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import UtcDateTime, session
from portal.panels import rules
from portal.panels.models import (
    Attendance,
    AttendanceState,
    Offer,
    OfferState,
    Panel,
    Seat,
    SeatCall,
    SeatKind,
    Sitting,
    SittingState,
)

MOST: Final = 20
NOW: Final = bindparam("now", type_=UtcDateTime())
PERSON: Final = bindparam("person", type_=Integer())


class OpenSeat(NamedTuple):
    """A seat that many are asked for, as one of them sees it. `for_cover` is somebody else's yet.

    `confirm_by` is when the coordinator has promised to say who gets it.
    """

    uuid: UUID
    kind: SeatKind
    starts_at: datetime
    ends_at: datetime
    place: str
    for_cover: bool
    confirm_by: datetime | None


def open_to(person_id: int) -> list[OpenSeat]:
    """Return the open calls that wait for somebody's answer too, in order of their days."""
    rows = session.execute(_open(), {"person": person_id, "now": clock.now()})
    return [OpenSeat._make(row) for row in rows]


@cache
def _open() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Offer.uuid,
            Seat.kind,
            Entry.starts_at,
            Entry.ends_at,
            func.coalesce(Venue.name, Entry.place),
            SeatCall.for_cover,
            SeatCall.confirm_by,
        )
        .join(Offer.call)
        .join(Offer.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .where(
            Offer.person_id == PERSON,
            Offer.state == OfferState.SENT,
            SeatCall.closed_at.is_(None),
            Sitting.state == SittingState.PUBLISHED,
            Entry.starts_at > NOW,
        )
        .order_by(Entry.starts_at, Offer.id)
        .limit(MOST)
    )


def year_of(person_id: int, today: date) -> rules.Year:
    """Return what somebody has done in the calendar year of a day, in London's days.

    A sitting counts once it has been held, unless it is noted that they did not come.
    """
    first, last = rules.year_bounds(today)
    rows = session.execute(
        select(Seat.kind, Entry.starts_at, Entry.ends_at)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Seat.person_id == person_id,
            Sitting.state == SittingState.HELD,
            Entry.first_day >= first,
            Entry.first_day <= last,
            or_(~_noted(), _noted(AttendanceState.CAME)),
        )
        .order_by(Entry.starts_at, Seat.id)
    )
    return rules.Year.of(first, last, [(kind.value, ends - starts) for kind, starts, ends in rows])


def _noted(*states: AttendanceState) -> Any:
    """Whether the person's coming, or not, to a panel of the sitting is noted."""
    noted = (
        exists()
        .where(
            Attendance.panel_id == Panel.id,
            Panel.sitting_id == Seat.sitting_id,
            Attendance.person_id == Seat.person_id,
        )
        .correlate(Seat)
    )
    return noted.where(Attendance.state.in_(states)) if states else noted
