"""Today is the story's Monday, and Jo Hartley is there."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.people.models import Person
from tests.pages import Pages
from tests.reparation.sessions import scenes


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
def desk(pages: Pages, jo: Person) -> Pages:
    """Return the coordinator's browser."""
    assert jo.email
    return pages.sign_in(jo.email)
