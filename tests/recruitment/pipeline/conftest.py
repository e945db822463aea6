"""Today is Monday 2 March 2026; Jo Hartley coordinates, Helen Marsh manages."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.people.models import Person
from tests.pages import Pages
from tests.recruitment.pipeline import scenes


@pytest.fixture
def monday() -> Iterator[None]:
    """Hold the clock at noon of that Monday."""
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    """Return the coordinator."""
    return scenes.coordinator().person


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    """Return the coordinator’s browser."""
    assert jo.email
    return Pages(app).sign_in(jo.email)


@pytest.fixture
def office(app: Flask, monday: None) -> Pages:
    """Return the manager’s browser."""
    return Pages(app).sign_in(scenes.manager().email)
