"""What the database itself refuses to have done to the trail."""

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from portal.audit.actions import record
from portal.audit.models import AuditDetail, AuditEvent
from portal.database import changing, is_sqlite, session
from portal.people.models import PeopleTag
from tests.factories import PersonFactory


@pytest.fixture
def noted(app: Flask) -> None:
    person = PersonFactory()
    with changing():
        record(PeopleTag.CHANGED, person, actor=person, changes={"phone": ["1", "2"]})


@pytest.mark.parametrize(
    "forgery",
    [
        update(AuditEvent).values(tag="people:added"),
        delete(AuditEvent),
        update(AuditDetail).values(values={}),
    ],
    ids=["change an event", "delete an event", "change its values"],
)
def test_the_trail_cannot_be_changed(noted: None, forgery: object) -> None:
    with pytest.raises(DatabaseError, match="the trail is never changed"):
        session.execute(forgery)  # type: ignore[call-overload]  # a statement, of three kinds
    session.rollback()
    assert session.scalar(select(AuditEvent.tag)) == "people:changed"


def test_the_trail_cannot_be_emptied_at_a_stroke(noted: None) -> None:
    if is_sqlite():
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="the trail is never changed"):
        session.execute(text("TRUNCATE audit_event CASCADE"))


def test_values_can_be_erased_and_the_event_stays(noted: None) -> None:
    with changing():
        session.execute(delete(AuditDetail))
    assert session.scalar(select(func.count(AuditDetail.id))) == 0
    assert session.scalar(select(func.count(AuditEvent.id))) == 1
