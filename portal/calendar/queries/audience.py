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

from portal.accounts.models import User, UserRole
from portal.calendar.models import UNSEEN, Attendee, Entry, EntryAudience, EntryStatus

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


def within(first: Any, last: Any, earliest: Any) -> ColumnElement[bool]:
    """Return the condition that an entry touches the days from `first` to `last`.

    `earliest` is `LONGEST` before `first`: it adds nothing but a bound for the index, because no
    entry is longer.
    """
    return and_(Entry.first_day <= last, Entry.last_day >= first, Entry.first_day >= earliest)


def still_shown(since: Any) -> ColumnElement[bool]:
    """Return the condition that an entry is on, or was called off since then (`KEPT` ago)."""
    return or_(Entry.status != EntryStatus.CANCELLED, Entry.cancelled_at >= since)
