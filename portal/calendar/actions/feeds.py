"""Subscriptions: making, resetting and ending them; counting and noting their fetches."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Executable,
    String,
    bindparam,
    case,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from portal import clock
from portal.accounts.models import Throttle
from portal.audit import actions as audit
from portal.calendar import queries, rules
from portal.calendar.models import CalendarTag, Feed, FeedScope, Kind
from portal.calendar.queries import Fetched
from portal.calendar.rules import Carried
from portal.database import BUSY_TIMEOUT_MS, UtcDateTime, db, session
from portal.people.models import Person

TOKEN_BYTES: Final = 32
PATIENCE_MS: Final = 250
"""How long a fetch waits to be counted while something else writes to SQLite."""

ORDINARY: Final = Carried()
SCOPE_KINDS: Final = {
    FeedScope.TRAINING: Kind.TRAINING,
    FeedScope.PROJECTS: Kind.REPARATION,
    FeedScope.DEADLINES: Kind.DUE,
}

log: Final = logging.getLogger(__name__)


def subscribe(
    *,
    person: Person,
    scope: FeedScope,
    form_key: str,
    carried: Carried = ORDINARY,
) -> tuple[Feed, str]:
    """Make a subscription of one's own; return it with its token, which nothing keeps.

    `carried` is bound into the subscription, with what its scope means: training is of one kind.

    The same form again gives the same subscription with a new token: only the last one works.
    """
    made = queries.feed_made_by_form(person.id, form_key)
    if made is not None:
        return made, reset(feed=made, actor=person)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = Feed(
        person=person,
        scope=scope,
        filter=_bound(scope, carried).kept(),
        token_hash=rules.hash_of(token),
        form_key=form_key,
    )
    try:
        with session.begin_nested():
            session.add(feed)
    except IntegrityError:
        # The form sent twice at once: the other sending was quicker.
        made = queries.feed_made_by_form(person.id, form_key)
        if made is None:
            raise
        return made, reset(feed=made, actor=person)
    audit.record(CalendarTag.FEED_CREATED, feed, actor=person, scope=scope)
    return feed, token


def _bound(scope: FeedScope, carried: Carried) -> Carried:
    """Return what a feed carries, narrowed to what its scope means."""
    if scope in SCOPE_KINDS:
        filters = replace(carried.filters, kinds=(SCOPE_KINDS[scope].value,))
        return replace(carried, filters=filters)
    return replace(carried, in_rooms=True) if scope is FeedScope.ROOMS else carried


def reset(*, feed: Feed, actor: Person) -> str:
    """Give a subscription a new token and return it; the old address answers 404 from now on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed.token_hash = rules.hash_of(token)
    feed.last_fetched_at = feed.last_program = None
    audit.record(CalendarTag.FEED_RESET, feed, actor=actor)
    return token


def revoke(*, feed: Feed, actor: Person | None) -> None:
    """End a subscription. Twice is harmless."""
    if feed.revoked_at is None:
        changes = audit.amend(feed, revoked_at=clock.now())
        audit.record(CalendarTag.FEED_REVOKED, feed, actor=actor, changes=changes)


def end_feeds(*, person: Person, actor: Person | None) -> None:
    """End every subscription of somebody who leaves; their addresses answer 404 from now on."""
    for feed in queries.live_feeds(person.id):
        revoke(feed=feed, actor=actor)


def fetch(token_hash: str) -> tuple[Fetched | None, int]:
    """Find the feed behind a token, and count the fetch for all processes together.

    Return it, or None, with how many fetches of it there were lately. On a short connection of
    its own, like `audit.observe`: a GET changes nothing else. When the database is too busy to
    count, the feed comes without: it is worth more than its counter.
    """
    try:
        with _quickly(db.engine) as own:
            fetches = own.scalar(_counted(own.dialect.name), _now() | {"token_hash": token_hash})
            found = queries.fetched(own, token_hash)
            own.commit()
    except SQLAlchemyError:
        log.warning("could not count a fetch of a feed")
        return queries.fetched(session.connection(), token_hash), 0
    return found, fetches or 0


def count_miss(address: str) -> int:
    """Count a wrong token from an address; return how many there were lately."""
    try:
        with _quickly(db.engine) as own:
            values = _now() | {"counted": f"feed-misses:{address}"}
            misses: int | None = own.scalar(_missed(own.dialect.name), values)
            own.commit()
    except SQLAlchemyError:
        log.warning("could not count a wrong address of a feed")
        return 0
    return misses or 0


def note_fetch(engine: Engine, feed_id: int, *, program: str, at: datetime) -> None:
    """Note by what and when a feed was last fetched, after the answer, best effort."""
    values = {"last_fetched_at": at, "last_program": program}
    try:
        with _quickly(engine) as own:
            own.execute(update(Feed).where(Feed.id == feed_id).values(values))
            own.commit()
    except SQLAlchemyError:
        log.warning("could not note a fetch of feed %s", feed_id)


def _now() -> dict[str, Any]:
    now = clock.now()
    return {"now": now, "stale": now - rules.COUNTED_FOR}


COLUMNS: Final = ("key", "failures", "first_at", "created_at", "updated_at")
NOW: Final = bindparam("now", type_=UtcDateTime)


@lru_cache(maxsize=2)
def _counted(dialect: str) -> Executable:
    """Return the statement that counts a fetch, if there is such a feed; put together once."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    found = queries.key_of_feed(NOW)
    return _counting_up(insert(Throttle).from_select(COLUMNS, found))


@lru_cache(maxsize=2)
def _missed(dialect: str) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    key: BindParameter[str] = bindparam("counted", type_=String)
    values = dict(zip(COLUMNS, (key, 1, NOW, NOW, NOW), strict=True))
    return _counting_up(insert(Throttle).values(values))


def _counting_up(insert: Any) -> Executable:
    """Return the insert, made to count up instead when the row is there."""
    begun_again = Throttle.first_at <= bindparam("stale", type_=UtcDateTime)
    statement: Executable = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "failures": case((begun_again, 1), else_=Throttle.failures + 1),
            "first_at": case((begun_again, NOW), else_=Throttle.first_at),
            "updated_at": NOW,
        },
    ).returning(Throttle.failures)
    return statement


@contextmanager
def _quickly(engine: Engine) -> Iterator[Connection]:
    """Give a connection of one's own, for a change that waits for neither lock nor disk.

    What it writes may be lost with the machine's power: a count or a note, nothing else.
    """
    restless = engine.dialect.name == "sqlite"
    with engine.connect() as own:
        if restless:
            _pragmas(own, f"busy_timeout={PATIENCE_MS}", "synchronous=NORMAL")
        try:
            yield own
        finally:
            if restless:
                own.rollback()
                _pragmas(own, f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL")


def _pragmas(own: Connection, *settings: str) -> None:
    """Set SQLite's own settings, which only count between transactions."""
    cursor = own.connection.cursor()
    for setting in settings:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()
