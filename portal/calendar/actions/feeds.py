"""Subscriptions: making, resetting and ending them; counting and noting their fetches."""

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Engine, Executable, bindparam, case, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.accounts.models import Throttle
from portal.audit import actions as audit
from portal.calendar import queries, rules
from portal.calendar.models import CalendarTag, Feed, FeedScope, Kind
from portal.database import BUSY_TIMEOUT_MS, UtcDateTime, db, session
from portal.people.models import Area, Person

TOKEN_BYTES: Final = 32
PATIENCE_MS: Final = 250
"""How long a fetch waits to be counted while something else writes to SQLite."""

log: Final = logging.getLogger(__name__)


def subscribe(
    *,
    person: Person,
    scope: FeedScope,
    kind: Kind | None,
    area: Area | None,
    form_key: str,
) -> tuple[Feed, str]:
    """Make a subscription of one's own; return it with its token, which nothing keeps.

    The same form again gives the same subscription with a new token: only the last one works.
    """
    made = queries.feed_made_by_form(person.id, form_key)
    if made is not None:
        return made, reset(feed=made, actor=person)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    chosen = {"kind": kind.value if kind else None, "area": area.id if area else None}
    feed = Feed(
        person=person,
        scope=scope,
        filter={name: value for name, value in chosen.items() if value is not None},
        token_hash=rules.hash_of(token),
        form_key=form_key,
    )
    session.add(feed)
    audit.record(CalendarTag.FEED_CREATED, feed, actor=person, scope=scope)
    return feed, token


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


def count(key: str) -> int:
    """Count a fetch or a miss, for all processes together; return how many there now are.

    On a short connection of its own, like `audit.observe`: a GET changes nothing else. 0 when
    the database is too busy to count: a feed is worth more than its counter.
    """
    now = clock.now()
    try:
        statement = _counted(db.engine.dialect.name)
        values = {"counted": key, "now": now, "stale": now - rules.COUNTED_FOR}
        return _write_quickly(db.engine, statement, values) or 0
    except SQLAlchemyError:
        log.warning("could not count a fetch of a feed")
        return 0


def note_fetch(engine: Engine, feed_id: int, *, program: str, at: datetime) -> None:
    """Note by what and when a feed was last fetched, after the answer, best effort."""
    values = {"last_fetched_at": at, "last_program": program}
    statement = update(Feed).where(Feed.id == feed_id).values(values).returning(Feed.id)
    try:
        _write_quickly(engine, statement, {})
    except SQLAlchemyError:
        log.warning("could not note a fetch of feed %s", feed_id)


@lru_cache(maxsize=2)
def _counted(dialect: str) -> Executable:
    """Return the statement that counts, put together once: it runs for every fetch."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    now = bindparam("now", type_=UtcDateTime)
    begun_again = Throttle.first_at <= bindparam("stale", type_=UtcDateTime)
    return (
        insert(Throttle)
        .values(key=bindparam("counted"), failures=1, first_at=now, created_at=now, updated_at=now)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "failures": case((begun_again, 1), else_=Throttle.failures + 1),
                "first_at": case((begun_again, now), else_=Throttle.first_at),
                "updated_at": now,
            },
        )
        .returning(Throttle.failures)
    )


def _write_quickly(engine: Engine, statement: Executable, values: Mapping[str, Any]) -> int | None:
    """Run one statement in a transaction of its own that waits for neither lock nor disk.

    What it writes may be lost with the machine's power: a count or a note, nothing else.
    """
    with engine.connect() as own:
        restless = engine.dialect.name == "sqlite"
        if restless:
            _pragmas(own, f"busy_timeout={PATIENCE_MS}", "synchronous=NORMAL")
        try:
            found: int | None = own.scalar(statement, values)
            own.commit()
        finally:
            if restless:
                own.rollback()
                _pragmas(own, f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL")
    return found


def _pragmas(own: Connection, *settings: str) -> None:
    """Set SQLite's own settings, which only count between transactions."""
    cursor = own.connection.cursor()
    for setting in settings:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()
