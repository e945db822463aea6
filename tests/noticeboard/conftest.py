"""Today is the story's Monday; Jo Hartley coordinates, and Ann Lee volunteers."""

import pytest
from flask import Flask

from portal.people.models import Person
from tests.noticeboard import scenes
from tests.pages import Pages
from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    """Return the volunteer."""
    return scenes.volunteer()


@pytest.fixture
def phone(app: Flask, ann: Person) -> Pages:
    """Return the volunteer's browser."""
    return Pages(app).sign_in(str(ann.email))
