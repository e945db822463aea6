"""What a person's row promises."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.database import session
from portal.people.models import Person
from tests.factories import PersonFactory


def test_display_name_is_what_they_are_known_as(app: Flask) -> None:
    person = PersonFactory(name="Margaret Osei", known_as="Maggie Osei")
    assert person.display_name == "Maggie Osei"
    assert person.first_name == "Maggie"


def test_a_person_without_a_name_is_refused(app: Flask) -> None:
    session.add(Person(name=""))
    with pytest.raises(IntegrityError):
        session.commit()
