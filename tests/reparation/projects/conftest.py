"""Today is the story's Monday; Jo Hartley coordinates, and Mo Brennan is of the Cycle Kitchen."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.people.models import Person
from portal.reparation.models import Partner
from tests.pages import Pages
from tests.reparation.projects import scenes


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
def kitchen(app: Flask, monday: None) -> Partner:
    """Return the partner."""
    return scenes.kitchen()


@pytest.fixture
def mo(kitchen: Partner) -> Person:
    """Return who signs in for the partner."""
    return scenes.somebody_of(kitchen)


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    """Return the coordinator's browser."""
    assert jo.email
    return Pages(app).sign_in(jo.email)


@pytest.fixture
def shed(app: Flask, mo: Person) -> Pages:
    """Return the partner's browser."""
    assert mo.email
    return Pages(app).sign_in(mo.email)
