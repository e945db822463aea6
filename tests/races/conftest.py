"""Races need a real server, on both databases."""

from collections.abc import Callable, Iterator

import pytest

from tests.live import Live


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def live(request: pytest.FixtureRequest, portal_on: Callable[[str], Live]) -> Iterator[Live]:
    """Return a running portal, with a context of its database in this process."""
    portal = portal_on(request.param)
    with portal.watched(), portal.app.app_context():
        yield portal
