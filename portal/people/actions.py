"""Changing who people are and how to reach them."""

from typing import Any

from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.people.models import Area, PeopleTag, Person


def add(*, actor: Person | None, **values: Any) -> Person:
    """Make a person; `values` are columns, `name` among them."""
    person = Person(**values)
    session.add(person)
    record(PeopleTag.ADDED, person, actor=actor)
    return person


def change(*, person: Person, actor: Person | None, **values: Any) -> Changes:
    """Set columns of a person, and return those that differ; nothing new leaves no trace."""
    changes = amend(person, **values)
    if changes:
        record(PeopleTag.CHANGED, person, actor=actor, changes=changes)
    return changes


def add_area(*, code: str, name: str, actor: Person | None) -> Area:
    """Add a locality. Raises IntegrityError when its code or its name is taken."""
    area = Area(code=code, name=name)
    session.add(area)
    record(PeopleTag.AREA_ADDED, area, actor=actor)
    return area
