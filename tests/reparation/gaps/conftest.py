"""A wish that nobody answers, and a full garden for which somebody waits."""

from typing import Any

import pytest

from portal import clock
from portal.people.models import Person
from portal.reparation.models import PlaceState
from tests.reparation.catalogue import scenes
from tests.reparation.catalogue.conftest import desk, marcus, monday

__all__ = ["desk", "marcus", "monday", "short"]


@pytest.fixture
def short(marcus: Person) -> dict[str, Any]:
    """Return a wish for bikes where there are none, and a full garden for which one waits."""
    here, there = scenes.area(), scenes.area("Castlebeck")
    garden = scenes.open_project("Library garden", "Parks and nature", area=here)
    held = scenes.session_of(garden, places=1)
    scenes.placed(held, scenes.referral(marcus, here))
    scenes.placed(held, scenes.referral(marcus, here), state=PlaceState.WAITING, position=1)
    scenes.referral(marcus, there, wish_theme="Bicycles")
    scenes.referral(marcus, there, wish_theme="Bicycles", closed_at=clock.now())
    return {"here": here, "there": there, "garden": garden}
