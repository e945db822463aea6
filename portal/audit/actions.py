"""Writing to the trail: `record` inside a change, `observe` beside a look."""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import clock
from portal.audit import rules
from portal.audit.models import AuditDetail, AuditEvent, Tag, subject_of
from portal.database import Base, db, session

if TYPE_CHECKING:
    from portal.people.models import Person

log = logging.getLogger(__name__)

Changes = dict[str, list[Any]]

SECRETS: Final = frozenset({"fs_uniquifier", "join_url", "password", "token_hash"})
"""Columns whose values no trail may hold: that they changed is noted, and not from what to what."""

NOT_NOTED: Final = "not noted"


def record(tag: Tag, subject: Base, *, actor: "Person | None", **details: Any) -> None:
    """Add an event to the trail, in the transaction of the change that it tells of.

    `actor` is None for the portal itself (a job). `details` may only have the keys that the tag
    declares, and `changes`, as `amend` returns it. No detail may identify a child or a victim.
    """
    session.flush()  # a new subject has no number before
    session.add(event_of(tag, subject, actor.id if actor else None, details))


def amend(row: Base, **values: Any) -> Changes:
    """Set columns of a row and return those that differ, as {column: [before, after]}."""
    changes: Changes = {}
    for column, after in values.items():
        before = getattr(row, column)
        if before != after:
            setattr(row, column, after)
            noted = (NOT_NOTED, NOT_NOTED) if column in SECRETS else (plain(before), plain(after))
            changes[column] = list(noted)
    return changes


def observe(tag: Tag, subject: Base, *, actor_id: int | None, **details: Any) -> None:
    """Note that something was looked at, on a short connection of its own, best effort.

    The one thing that a GET may write. It never fails the answer: a trail that cannot be
    written now is logged instead. Do not call it while this request holds SQLite's write lock.
    """
    event = event_of(tag, subject, actor_id, details)
    try:
        with Session(db.engine) as own:
            own.add(event)
            own.commit()
    except SQLAlchemyError:
        log.warning("could not note %s of %s", tag.value, subject_of(subject))


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Base):
        return subject_of(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def event_of(
    tag: Tag, subject: Base, actor_id: int | None, details: Mapping[str, Any]
) -> AuditEvent:
    """Return an event of this moment, to be added; `record` does both."""
    unknown = details.keys() - tag.keys - {"changes"}
    if unknown:
        message = f"{tag.value} does not declare {', '.join(sorted(unknown))}"
        raise TypeError(message)
    subject_type, subject_id = subject_of(subject)
    values = {
        key: value if key == "changes" else plain(value) for key, value in sorted(details.items())
    }
    return AuditEvent(
        at=clock.now(),
        actor_id=actor_id,
        tag=tag.value,
        subject_type=subject_type,
        subject_id=subject_id,
        detail_hash=rules.hash_of(values),
        detail=AuditDetail(values=values) if values else None,
    )
