"""Today is the story's Monday; Marcus Reid looks for a project."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.people.models import Person
from tests.pages import Pages
from tests.reparation import scenes as reparation
from tests.reparation.catalogue import scenes


@pytest.fixture
def monday() -> Iterator[None]:
    """Hold the clock at noon of Monday 2 March 2026."""
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def marcus(app: Flask, monday: None) -> Person:
    """Return the practitioner."""
    return reparation.practitioner()


@pytest.fixture
def desk(pages: Pages, marcus: Person) -> Pages:
    """Return the practitioner's browser."""
    assert marcus.email
    return pages.sign_in(marcus.email)
