"""Today is the story's Monday; Jo Hartley coordinates, and Mo Brennan is of the Cycle Kitchen."""

import pytest
from flask import Flask

from portal.people.models import Person
from portal.reparation.models import Partner
from tests.pages import Pages
from tests.reparation.projects import scenes
from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]


@pytest.fixture
def kitchen(app: Flask, monday: None) -> Partner:
    """Return the partner."""
    return scenes.kitchen()


@pytest.fixture
def mo(kitchen: Partner) -> Person:
    """Return who signs in for the partner."""
    return scenes.somebody_of(kitchen)


@pytest.fixture
def shed(app: Flask, mo: Person) -> Pages:
    """Return the partner's browser."""
    assert mo.email
    return Pages(app).sign_in(mo.email)
