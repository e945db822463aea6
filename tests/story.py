"""The story's Monday, with Jo Hartley at her desk: fixtures that a conftest takes over."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.people.models import Person
from tests.factories import PersonFactory, user_with
from tests.pages import Pages

MONDAY = date(2026, 3, 2)


@pytest.fixture
def monday() -> Iterator[None]:
    """Hold the clock at noon of that Monday."""
    with clock.frozen(clock.at(MONDAY, time(12))):
        yield


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    """Return the coordinator, who looks after everything."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    """Return the coordinator's browser."""
    return Pages(app).sign_in(str(jo.email))
