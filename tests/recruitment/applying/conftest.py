"""Today is the story's Monday; Jo Hartley coordinates, and looks for panel members."""

import pytest

from portal.people.models import Person
from portal.recruitment.models import Campaign
from tests.recruitment.applying import scenes
from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]


@pytest.fixture
def spring(jo: Person) -> Campaign:
    """Return a campaign that takes applications until the end of March."""
    return scenes.opened(jo)
