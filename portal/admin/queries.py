"""Reading the trail, with who did what to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.audit.models import AuditEvent, Tag
from portal.database import Base, as_dict, session
from portal.people.models import Person
from portal.site.pagination import Page, page_of

BY_THE_PORTAL: Final = "portal"


@dataclass(frozen=True)
class TrailFilter:
    """Which events to show; what is not said does not matter."""

    who: str = ""
    tag: str | None = None
    subject_type: str | None = None
    subject_id: int | None = None
    first: date | None = None
    last: date | None = None


def trail(asked: TrailFilter, number: int) -> Page[AuditEvent]:
    """Return a page of the trail, newest first, each event with its actor and its values."""
    found = select(AuditEvent).outerjoin(AuditEvent.actor.of_type(Person))
    found = found.options(contains_eager(AuditEvent.actor), joinedload(AuditEvent.detail))
    for condition in _conditions(asked):
        found = found.where(condition)
    return page_of(found.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()), number)


def _conditions(asked: TrailFilter) -> Iterable[Any]:
    if asked.who:
        yield (
            Person.name.icontains(asked.who, autoescape=True)
            | Person.known_as.icontains(asked.who, autoescape=True)
            if asked.who.lower() != BY_THE_PORTAL
            else AuditEvent.actor_id.is_(None)
        )
    if asked.tag:
        yield AuditEvent.tag == asked.tag
    if asked.subject_type:
        yield AuditEvent.subject_type == asked.subject_type
    if asked.subject_id:
        yield AuditEvent.subject_id == asked.subject_id
    if asked.first:
        yield AuditEvent.at >= clock.day_bounds(asked.first, asked.first)[0]
    if asked.last:
        yield AuditEvent.at < clock.day_bounds(asked.last, asked.last)[1]


def names_in(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Return the name of everybody whom the events speak of by number, in one statement."""
    numbers = {
        value
        for event in events
        for column, values in _numbered(event)
        if _is_person(event.subject_type, column)
        for value in values
        if isinstance(value, int)
    }
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(numbers)))
    return as_dict(rows)


def _numbered(event: AuditEvent) -> Iterable[tuple[str, list[Any]]]:
    yield "id", [event.subject_id]
    changes = event.detail.values.get("changes", {}) if event.detail else {}
    yield from changes.items()


def _is_person(table: str, column: str) -> bool:
    """Return whether the column of a table holds the number of a person."""
    if column == "id":
        return table == Person.__tablename__
    found = Base.metadata.tables.get(table)
    if found is None or column not in found.columns:
        return False
    keys = found.columns[column].foreign_keys
    return any(key.column.table.name == Person.__tablename__ for key in keys)


def names_by_column(event: AuditEvent, names: dict[int, str]) -> dict[tuple[str, int], str]:
    """Return what the numbers in an event's values stand for, as `audit.rules.lines` wants it."""
    return {
        (column, value): names[value]
        for column, values in _numbered(event)
        if _is_person(event.subject_type, column)
        for value in values
        if value in names
    }


def tags() -> list[str]:
    """Return every kind of event that a package declares, in order of the alphabet."""
    return sorted(str(tag.value) for kind in Tag.__subclasses__() for tag in kind)


def subject_types() -> list[str]:
    """Return every table that an event may be about, in order of the alphabet."""
    return sorted(name for name in Base.metadata.tables if not name.startswith("audit_"))
