"""Somebody who enters what repeats, on a Monday in March."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.people.models import Person
from tests.calendar.series.scenes import NOW
from tests.factories import PersonFactory, user_with


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def colleague(app: Flask) -> Person:
    """Return who enters it."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person
