"""Today is Monday 2 March 2026; Jo Hartley coordinates, Helen Marsh manages."""

import pytest
from flask import Flask

from tests.pages import Pages
from tests.recruitment.pipeline import scenes
from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]


@pytest.fixture
def office(app: Flask, monday: None) -> Pages:
    """Return the manager’s browser."""
    return Pages(app).sign_in(scenes.manager().email)
