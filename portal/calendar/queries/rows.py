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
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import aliased, contains_eager, selectinload

from portal import clock
from portal.accounts.models import User, UserArea
from portal.calendar.models import (
    Attendee,
    AttendeeState,
    Entry,
    EntryStatus,
    ImportedKind,
    Kind,
    Room,
    Venue,
)
from portal.calendar.queries.audience import (
    KEPT,
    in_areas,
    in_venues,
    is_mine,
    keys_of,
    may_see,
    not_met,
    of_team,
    own,
    still_shown,
    within,
)
from portal.calendar.rules import LONGEST, Filters
from portal.database import UtcDateTime, session
from portal.people.models import Area

MOST: Final = 5_000
"""More entries than anybody can read in a month."""

Shape = tuple[bool, bool, bool, str | None]
"""Which filters a statement has: kinds, areas, venues, whose."""

PERSON: Final = bindparam("person", type_=Integer)
KIND: Final = Entry.kind.type


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
    """The same, whole: with its end and its place, and everything as what it is.

    `is_private` is said of what others brought: it reads so to whoever keeps it alone.
    """

    uuid: UUID
    kind: Kind | ImportedKind
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
    is_private: bool = False

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
        **({"kinds": [Kind(kind) for kind in chosen.kinds]} if chosen.kinds else {}),
        **({"areas": chosen.areas} if chosen.areas else {}),
        **({"venues": chosen.venues} if chosen.venues else {}),
    }


def _shape(chosen: Filters) -> Shape:
    return bool(chosen.kinds), bool(chosen.areas), bool(chosen.venues), chosen.who


@lru_cache(maxsize=48)
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
    of_kinds, of_areas, at_venues, who = shape
    conditions = [
        within(
            bindparam("first", type_=Date),
            bindparam("last", type_=Date),
            bindparam("earliest", type_=Date),
        ),
        is_mine() if who == "mine" else may_see(PERSON),
        still_shown(bindparam("since", type_=UtcDateTime)),
        not_met(),
    ]
    if of_kinds:
        conditions.append(Entry.kind.in_(bindparam("kinds", type_=KIND, expanding=True)))
    if of_areas:
        conditions.append(in_areas(bindparam("areas", type_=Integer, expanding=True)))
    if at_venues:
        conditions.append(in_venues(bindparam("venues", type_=Integer, expanding=True)))
    if who == "team":
        conditions.append(of_team(PERSON))
    return conditions


def area_names() -> dict[int, str]:
    """Return the areas to filter by, by name: {number: name}."""
    rows = session.connection().execute(select(Area.id, Area.name).order_by(Area.name, Area.id))
    return dict(rows.all())


def own_areas(person_id: int) -> dict[int, str]:
    """Return the areas that are somebody's own, by name; none when that is the whole service.

    A coordinator is limited to them, a volunteer serves them.
    """
    person, area = literal(person_id, Integer), aliased(Area)
    looked_after = exists().where(
        UserArea.area_id == area.id, UserArea.user_id == User.id, User.person_id == person
    )
    served = literal("role:volunteer@area:", String) + sql_cast(area.id, String)
    mine = or_(looked_after, served.in_(keys_of(person)))
    rows = session.execute(select(area.id, area.name, mine).order_by(area.name, area.id)).all()
    found = {number: name for number, name, is_own in rows if is_own}
    return found if len(found) < len(rows) else {}


def sees_kind(person_id: int, kind: Kind) -> bool:
    """Return whether the calendar has anything of a kind that a person may see."""
    person = literal(person_id, Integer)
    found = select(Entry.id).outerjoin(Attendee, own(person)).where(Entry.kind == kind)
    return session.scalar(found.where(may_see(person)).limit(1)) is not None


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
