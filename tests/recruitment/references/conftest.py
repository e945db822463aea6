"""Today is the story's Monday; Jo Hartley coordinates, and Rosa Marsh applies."""

import pytest
from flask import Flask

from portal.recruitment.models import Application
from tests.recruitment.references import scenes
from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]


@pytest.fixture
def rosa(app: Flask, monday: None) -> Application:
    """Return an applicant."""
    return scenes.applicant()
