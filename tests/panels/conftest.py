"""It is Monday 2 March 2026, ten in the morning, as in the designs."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.people.models import Area, Person
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Pages
from tests.panels import scenes


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(date(2026, 3, 2), time(10))):
        yield


@pytest.fixture
def northmere(app: Flask) -> Area:
    return AreaFactory(name="Northmere")


@pytest.fixture
def jo(pages: Pages) -> Person:
    """Return a coordinator who is signed in."""
    person = scenes.coordinator()
    scenes.enter(pages, person)
    return person


@pytest.fixture
def limited(app: Flask) -> Person:
    """Return a coordinator of another area alone."""
    user = user_with(Role.COORDINATOR, person=PersonFactory(name="Sam Field"))
    session.add(UserArea(user_id=user.id, area_id=AreaFactory(name="Castlebeck").id))
    session.commit()
    return user.person


@pytest.fixture
def margaret(app: Flask) -> Person:
    return scenes.volunteer("Margaret Osei", account=True).person
