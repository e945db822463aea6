"""Ines Okoro has applied to the spring campaign, and names her referees by her own link."""

import pytest

from portal.recruitment.models import Application, Campaign
from tests.recruitment.applying import scenes
from tests.recruitment.applying.conftest import desk, jo, monday, spring

__all__ = ["desk", "jo", "monday", "spring"]


@pytest.fixture
def ines(spring: Campaign) -> Application:
    """Return somebody who has sent in an application."""
    return scenes.applied(spring)
