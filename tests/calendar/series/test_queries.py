"""What repeats, as feeds and pages ask for it."""

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from portal.calendar import queries
from portal.calendar.models import FeedScope
from portal.calendar.queries import Fetched
from portal.people.models import Person
from tests.calendar.conftest import publish
from tests.calendar.series.scenes import made, series_of
from tests.factories import user_with


@pytest.fixture
def reader(app: Flask) -> User:
    """Return a colleague who reads it."""
    return user_with(Role.STAFF)


def feed_of(person: Person, scope: FeedScope, *, is_allowed: bool = True) -> Fetched:
    """Return a feed as a fetch finds it."""
    return Fetched(1, person.id, scope, {}, is_allowed, None, None, clock.now(), ())


@pytest.mark.parametrize(
    ("scope", "is_allowed", "number"),
    [
        (FeedScope.EVERYTHING, True, 2),
        (FeedScope.EVERYTHING, False, 0),
        (FeedScope.MINE, True, 0),
    ],
)
def test_each_series_is_in_a_feed_once(
    colleague: Person, reader: User, scope: FeedScope, *, is_allowed: bool, number: int
) -> None:
    for _ in range(2):
        made(colleague)
    feed = feed_of(reader.person, scope, is_allowed=is_allowed)
    texts = queries.series_texts(feed, clock.today())
    assert texts.count("BEGIN:VEVENT") == number
    assert queries.feed_texts(feed, clock.today()) == ""


def test_the_first_that_a_change_is_about_is_not_over(colleague: Person) -> None:
    times = made(colleague)
    assert queries.first_changed(times, times[5], whole=False) is times[5]
    with clock.frozen(times[2].ends_at):
        assert queries.first_changed(times, times[5], whole=True) is times[3]
    with clock.frozen(times[-1].ends_at):
        assert queries.first_changed(times, times[5], whole=True) is times[0]


def test_only_what_repeats_can_be_changed_as_such(colleague: Person, reader: User) -> None:
    times = made(colleague)
    found = queries.occurrence_to_change(reader.person_id, times[3].uuid)
    assert series_of(found) is series_of(times[0])
    with pytest.raises(NoResultFound):
        queries.occurrence_to_change(reader.person_id, publish().uuid)
