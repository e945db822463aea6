"""Today is the story's Monday; Jo Hartley looks after partners, and Mo Brennan is of one."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.people.models import Person
from portal.reparation.models import Partner
from tests.pages import Pages
from tests.reparation.partners import scenes


@pytest.fixture
def monday() -> Iterator[None]:
    """Hold the clock at noon of Monday 2 March 2026."""
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    """Return the coordinator."""
    return scenes.coordinator()


@pytest.fixture
def trust(app: Flask, monday: None) -> Partner:
    """Return a partner without any paper."""
    return scenes.partner()


@pytest.fixture
def mo(trust: Partner) -> Person:
    """Return somebody who signs in for it."""
    return scenes.somebody_of(trust)


@pytest.fixture
def desk(pages: Pages, jo: Person) -> Pages:
    """Return the coordinator's browser."""
    assert jo.email
    return pages.sign_in(jo.email)


@pytest.fixture
def site(app: Flask, mo: Person) -> Pages:
    """Return the partner's browser."""
    assert mo.email
    return Pages(app).sign_in(mo.email)
