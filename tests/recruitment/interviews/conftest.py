"""The story's Monday; Jo Hartley coordinates, Rosa Marsh applies, Margaret Osei volunteers."""

import pytest
from flask import Flask

from portal.people.models import Person
from tests.recruitment.interviews import scenes
from tests.recruitment.references.conftest import desk, jo, monday, rosa

__all__ = ["desk", "jo", "monday", "rosa"]


@pytest.fixture
def margaret(app: Flask, monday: None) -> Person:
    return scenes.volunteer()
