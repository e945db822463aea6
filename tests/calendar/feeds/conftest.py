"""A Monday in March, and a volunteer."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from tests.calendar.conftest import NOW
from tests.factories import user_with


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def user(app: Flask) -> User:
    """Return a volunteer."""
    return user_with(Role.VOLUNTEER)
