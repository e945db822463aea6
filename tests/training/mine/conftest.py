"""Ann Lee, a volunteer with an account."""

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.members.models import Member
from tests.factories import user_with
from tests.training import scenes


@pytest.fixture
def ann(app: Flask, monday: None) -> Member:
    """Return a volunteer with an account."""
    member = scenes.volunteer("Ann Lee")
    user_with(Role.VOLUNTEER, person=member.person)
    return member
