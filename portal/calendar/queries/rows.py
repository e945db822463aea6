"""Entries as one person sees them: plain rows for a month, a week, an agenda; one entry whole."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Select,
    String,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import contains_eager, selectinload

from portal import clock
from portal.calendar.models import Attendee, AttendeeState, Entry, EntryStatus, Kind, Room, Venue
from portal.calendar.queries.audience import KEPT, is_mine, may_see, own, still_shown, within
from portal.calendar.rules import LONGEST, Filters
from portal.database import UtcDateTime, session
from portal.people.models import Area

MOST: Final = 5_000
"""More entries than anybody can read in a month."""

Shape = tuple[bool, bool, bool]
"""Which filters a statement has: kind, area, only one's own."""

PERSON: Final = bindparam("person", type_=Integer)


class Plain(NamedTuple):
    """An entry as one person sees it, as the database gives it, for speed: hundreds at a time.

    `part`, `state` and `own_path` are of their own duty. `kind`, `state` and `status` are texts
    (equal to their enumeration), `uuid` may lack its hyphens, and `starts` its zone, UTC.
    """

    uuid: object
    kind: str
    title: str
    path: str | None
    starts: datetime
    all_day: bool
    first_day: date
    last_day: date
    status: str
    part: str | None
    state: str | None
    own_path: str | None
    area_id: int | None


class Row(NamedTuple):
    """The same, whole: with its end and its place, and everything as what it is."""

    uuid: UUID
    kind: Kind
    title: str
    path: str | None
    starts_at: datetime
    all_day: bool
    first_day: date
    last_day: date
    status: EntryStatus
    part: str | None
    state: AttendeeState | None
    own_path: str | None
    area_id: int | None
    ends_at: datetime
    place: str

    @property
    def starts(self) -> datetime:
        """Return when it starts."""
        return self.starts_at


COLUMNS: Final = (
    type_coerce(Entry.uuid, String).label("uuid"),
    type_coerce(Entry.kind, String).label("kind"),
    Entry.title,
    Entry.path,
    type_coerce(Entry.starts_at, DateTime).label("starts"),
    Entry.all_day,
    Entry.first_day,
    Entry.last_day,
    type_coerce(Entry.status, String).label("status"),
    Attendee.part,
    type_coerce(Attendee.state, String).label("state"),
    Attendee.path.label("own_path"),
    Entry.area_id,
)
IN_FULL: Final = (
    Entry.uuid,
    Entry.kind,
    Entry.title,
    Entry.path,
    Entry.starts_at,
    Entry.all_day,
    Entry.first_day,
    Entry.last_day,
    Entry.status,
    Attendee.part,
    Attendee.state,
    Attendee.path,
    Entry.area_id,
    Entry.ends_at,
    func.coalesce(Venue.name + ", " + Room.name, Entry.place),
)


def seen(person_id: int, first: date, last: date, chosen: Filters) -> Sequence[Plain]:
    """Return what a person may see that touches some days, in order: one statement."""
    values = _values(person_id, first, chosen) | {"last": last, "most": MOST}
    # Straight on the connection: rows alone, no objects.
    found = session.connection().execute(_statement(_shape(chosen), in_full=False), values).all()
    return cast("Sequence[Plain]", found)  # its columns have these names


def coming(
    person_id: int, start: date, chosen: Filters, most: int, *, last: date = date.max
) -> Sequence[Row]:
    """Return the first things a person may see that are not over when a day begins.

    What begins after `last` is left out.
    """
    values = _values(person_id, start, chosen) | {"last": last, "most": most}
    found = session.connection().execute(_statement(_shape(chosen), in_full=True), values)
    return [Row(*row) for row in found]


def _values(person_id: int, first: date, chosen: Filters) -> dict[str, Any]:
    return {
        "person": person_id,
        "first": first,
        "earliest": first - LONGEST,
        "since": clock.now() - KEPT,
        "kind": chosen.kind and Kind(chosen.kind),
        "area": chosen.area_id,
    }


def _shape(chosen: Filters) -> Shape:
    return bool(chosen.kind), chosen.area_id is not None, chosen.mine


@lru_cache(maxsize=16)
def _statement(shape: Shape, *, in_full: bool) -> Select[*tuple[Any, ...]]:
    """Return the statement of a view, put together once for each set of filters."""
    statement = (
        select(*(IN_FULL if in_full else COLUMNS))
        .select_from(Entry)
        .outerjoin(Attendee, own(PERSON))
        .where(*_conditions(shape))
        .order_by(Entry.first_day, Entry.starts_at, Entry.id)
        .limit(bindparam("most", type_=Integer))
    )
    if in_full:
        statement = statement.outerjoin(Room, Room.id == Entry.room_id).outerjoin(
            Venue, Venue.id == Room.venue_id
        )
    return statement


def _conditions(shape: Shape) -> list[ColumnElement[bool]]:
    of_kind, of_area, mine = shape
    area = bindparam("area", type_=Integer)
    conditions = [
        within(
            bindparam("first", type_=Date),
            bindparam("last", type_=Date),
            bindparam("earliest", type_=Date),
        ),
        is_mine() if mine else may_see(PERSON),
        still_shown(bindparam("since", type_=UtcDateTime)),
    ]
    if of_kind:
        conditions.append(Entry.kind == bindparam("kind", type_=Entry.kind.type))
    if of_area:
        conditions.append(or_(Entry.area_id == area, Entry.area_id.is_(None)))
    return conditions


def area_names() -> dict[int, str]:
    """Return the areas to filter by, by name: {number: name}."""
    rows = session.connection().execute(select(Area.id, Area.name).order_by(Area.name, Area.id))
    return dict(rows.all())


def entry_for(person_id: int, uuid: UUID) -> Entry:
    """Return an entry that the person may see, with its place and people.

    Raises NoResultFound, which is answered 404, for one that is not there or not for them.
    """
    person = literal(person_id, Integer)
    return session.execute(
        select(Entry)
        .outerjoin(Attendee, own(person))
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .options(
            contains_eager(Entry.room).contains_eager(Room.venue),
            selectinload(Entry.attendees).joinedload(Attendee.person),
        )
        .where(Entry.uuid == uuid, may_see(person))
    ).scalar_one()


def entry_to_change(person_id: int, uuid: UUID) -> Entry:
    """Return an entry that the person may see, locked, so that two changes come one by one."""
    return session.scalars(
        select(Entry)
        .where(Entry.id == entry_for(person_id, uuid).id)
        .with_for_update(of=Entry)
        .execution_options(populate_existing=True)
    ).one()


def made_by_form(form_key: str) -> Entry | None:
    """Return the entry that this sending of a form made already."""
    return session.scalar(select(Entry).where(Entry.form_key == form_key))
