"""Changes to who people are, and the areas they serve."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEvent
from portal.database import session
from portal.people import actions
from tests.factories import AreaFactory, PersonFactory


def test_a_change_says_before_and_after_and_nothing_new_leaves_no_trace(app: Flask) -> None:
    ann = PersonFactory(name="Ann Lee", phone=None)
    assert actions.change(person=ann, actor=ann, name="Ann Lee", phone="01632 960001") == {
        "phone": [None, "01632 960001"]
    }
    assert actions.change(person=ann, actor=ann, name="Ann Lee") == {}
    session.commit()
    [event] = session.query(AuditEvent)
    assert (event.tag, event.actor_id) == ("people:changed", ann.id)


def test_an_area_has_a_code_and_a_name_of_its_own(app: Flask) -> None:
    AreaFactory(code="NM", name="Northmere")
    with pytest.raises(IntegrityError):
        actions.add_area(code="NM", name="Northmoor", actor=None)
