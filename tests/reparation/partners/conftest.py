"""Today is the story's Monday; Jo Hartley looks after partners, and Mo Brennan is of one."""

import pytest
from flask import Flask

from portal.people.models import Person
from portal.reparation.models import Partner
from tests.pages import Pages
from tests.reparation.partners import scenes
from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]


@pytest.fixture
def trust(app: Flask, monday: None) -> Partner:
    """Return a partner without any paper."""
    return scenes.partner()


@pytest.fixture
def mo(trust: Partner) -> Person:
    """Return somebody who signs in for it."""
    return scenes.somebody_of(trust)


@pytest.fixture
def site(app: Flask, mo: Person) -> Pages:
    """Return the partner's browser."""
    assert mo.email
    return Pages(app).sign_in(mo.email)
