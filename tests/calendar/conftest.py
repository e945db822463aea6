"""A calendar with somebody in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, Kind
from portal.database import session
from portal.people.models import Person
from tests.factories import PersonFactory, user_with
from tests.pages import Pages

SIX = datetime(2026, 3, 10, 18, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EMPLOYED = ("role:staff", "role:coordinator", "role:manager")


def publish(**values: Any) -> Entry:
    """Put a panel into the calendar, with as little said as a test needs, and commit."""
    told = {
        "actor": None,
        "kind": Kind.PANEL,
        "title": "Panel at Northmere Library",
        "path": "/panels/sittings/1",
        "starts_at": SIX,
        "ends_at": SIX + timedelta(minutes=75),
        "audience": EMPLOYED,
    }
    entry = actions.publish(**{**told, **values})
    session.commit()
    return entry


def duty(person: Person, state: AttendeeState = AttendeeState.ACCEPTED, **values: Any) -> Duty:
    """Return a duty of a member."""
    return Duty(person, "Panel – member", state, "/panels/sittings/1", **values)


def offered(person: Person) -> Duty:
    """Return a duty that nobody has answered yet."""
    return duty(person, AttendeeState.OFFERED)


@pytest.fixture
def margaret(app: Flask) -> Person:
    """Return Margaret Osei, a volunteer."""
    return PersonFactory(name="Margaret Osei", email="margaret@example.org")


Publish = Callable[..., Entry]


@pytest.fixture
def on_monday() -> Iterator[None]:
    """Hold the clock at the moment that the tests of pages speak of."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def jo(app: Flask) -> User:
    """Return Jo Hartley, who coordinates."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley"))


@pytest.fixture
def at(pages: Pages, jo: User) -> Pages:
    """Return the pages as Jo sees them."""
    return pages.sign_in(jo.email)


def text(page: Tag, selector: str) -> str:
    """Return the text of a part that must be there."""
    found = page.select_one(selector)
    assert found, selector
    return found.get_text()


def value(page: Tag, selector: str, attribute: str = "value") -> str:
    """Return an attribute of a part that must be there."""
    found = page.select_one(selector)
    assert found, selector
    return str(found[attribute])
