"""Today is the story's Monday; Jo Hartley coordinates, and Rosa Marsh applies."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.people.models import Person
from portal.recruitment.models import Application
from tests.pages import Pages
from tests.recruitment.references import scenes


@pytest.fixture
def monday() -> Iterator[None]:
    """Hold the clock at noon of Monday 2 March 2026."""
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    """Return the coordinator."""
    return scenes.coordinator()


@pytest.fixture
def rosa(app: Flask, monday: None) -> Application:
    """Return an applicant."""
    return scenes.applicant()


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    """Return the coordinator's browser."""
    assert jo.email
    return Pages(app).sign_in(jo.email)
