"""Who may see what: a person's audience keys, in the database, and the entries under them.

One `select()` makes the keys for pages and for feeds alike, so that both show the same.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    cast,
    exists,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from portal.access.rules import EMPLOYED
from portal.accounts.models import User, UserArea, UserRole
from portal.calendar.models import (
    UNSEEN,
    Attendee,
    Entry,
    EntryAudience,
    EntryStatus,
    Kind,
    Room,
)

KEPT: Final = timedelta(days=14)
"""How long something cancelled goes on being shown as cancelled."""

KeySource = Callable[[ColumnElement[int]], Select[str]]

key_sources: list[KeySource] = []
"""More keys of a person, from packages above: the areas a volunteer serves. `create_app` fills it.

Each is a function from the person's number (a column) to a select of text.
"""


def keys_of(person: ColumnElement[int]) -> CompoundSelect[str]:
    """Return the select of the audience keys of a person, given as a column or a parameter."""
    return union_all(
        select(literal("all").label("key")),
        select(literal("person:", String) + cast(person, String)),
        select(literal("role:", String) + type_coerce(UserRole.role, String))
        .join(User, User.id == UserRole.user_id)
        .where(User.person_id == person, User.active),
        *(source(person) for source in key_sources),
    )


def addressed_to(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that an entry's audience includes the person."""
    return exists().where(
        EntryAudience.entry_id == Entry.id, EntryAudience.key.in_(keys_of(person))
    )


def own(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that joins a person's own attendee row to an entry."""
    return and_(Attendee.entry_id == Entry.id, Attendee.person_id == person)


def is_mine() -> ColumnElement[bool]:
    """Return the condition, over `own`, that the person is on it or asked to be."""
    return Attendee.state.not_in(UNSEEN)


def may_see(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition, over `own`, that a person may see an entry."""
    return or_(is_mine(), addressed_to(person))


def in_areas(areas: Any) -> ColumnElement[bool]:
    """Return the condition that an entry is of some areas, or for the whole service."""
    return or_(Entry.area_id.in_(areas), Entry.area_id.is_(None))


def in_venues(venues: Any) -> ColumnElement[bool]:
    """Return the condition that an entry is in a room of some venues."""
    return Entry.room_id.in_(select(Room.id).where(Room.venue_id.in_(venues)))


def of_team(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that an entry is the team's, or a colleague of the person is on it.

    Colleagues look after the same areas, or after all of them. Who does not work for the service
    has none.
    """
    there = aliased(Attendee)
    colleague, me, my_area = aliased(User), aliased(User), aliased(UserArea)
    mine = select(my_area.area_id).join(me, me.id == my_area.user_id).where(me.person_id == person)
    theirs = exists().where(UserArea.user_id == colleague.id)
    colleagues = select(colleague.person_id).where(
        colleague.active,
        _is_employed(colleague),
        exists().where(me.person_id == person, me.active, _is_employed(me)),
        or_(~theirs, ~mine.exists(), theirs.where(UserArea.area_id.in_(mine))),
    )
    is_there = exists().where(
        there.entry_id == Entry.id,
        there.state.not_in(UNSEEN),
        there.person_id.in_(colleagues),
    )
    return or_(Entry.kind == Kind.TEAM, is_there)


def _is_employed(user: type[User]) -> ColumnElement[bool]:
    return exists().where(UserRole.user_id == user.id, UserRole.role.in_(EMPLOYED))


def within(first: Any, last: Any, earliest: Any) -> ColumnElement[bool]:
    """Return the condition that an entry touches the days from `first` to `last`.

    `earliest` is `LONGEST` before `first`: it adds nothing but a bound for the index, because no
    entry is longer.
    """
    return and_(Entry.first_day <= last, Entry.last_day >= first, Entry.first_day >= earliest)


def still_shown(since: Any) -> ColumnElement[bool]:
    """Return the condition that an entry is on, or was called off since then (`KEPT` ago)."""
    return or_(Entry.status != EntryStatus.CANCELLED, Entry.cancelled_at >= since)


def not_met() -> ColumnElement[bool]:
    """Return the condition that an entry is not a due date that was called off.

    What was due is seen to or asked of nobody any more: there is nothing to see on a page. Feeds
    say that it is off, or programs would keep it.
    """
    return or_(Entry.kind != Kind.DUE, Entry.status != EntryStatus.CANCELLED)
