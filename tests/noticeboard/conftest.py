"""Today is the story's Monday; Jo Hartley coordinates, and Ann Lee volunteers."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.people.models import Person
from tests.noticeboard import scenes
from tests.pages import Pages


@pytest.fixture
def monday() -> Iterator[None]:
    """Hold the clock at noon of Monday 2 March 2026."""
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    """Return the coordinator."""
    return scenes.somebody(Role.COORDINATOR)


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    """Return the volunteer."""
    return scenes.volunteer()


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    """Return the coordinator's browser."""
    return Pages(app).sign_in(str(jo.email))


@pytest.fixture
def phone(app: Flask, ann: Person) -> Pages:
    """Return the volunteer's browser."""
    return Pages(app).sign_in(str(ann.email))
