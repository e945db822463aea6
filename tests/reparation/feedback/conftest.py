"""Today is the story's Monday; Jo Hartley coordinates, and the bike repair is listed."""

import pytest

from portal.people.models import Person
from portal.reparation.models import Project
from tests.reparation.projects.conftest import desk, jo, kitchen, mo, monday, shed
from tests.reparation.scenes import project

__all__ = ["desk", "jo", "kitchen", "mo", "monday", "repair", "shed"]


@pytest.fixture
def repair(jo: Person) -> Project:
    """Return a listed project."""
    return project("Bike repair")
