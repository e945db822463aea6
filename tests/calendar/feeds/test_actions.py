"""People subscribe, and what ends their feeds."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access import Role
from portal.accounts import actions as accounts
from portal.accounts.models import Throttle
from portal.calendar import actions, queries, rules
from portal.calendar.models import Feed, FeedScope
from portal.database import session
from portal.people.models import Person
from tests.calendar.conftest import SIX
from tests.calendar.traces import count
from tests.factories import user_with


def subscribe(person: Person, scope: FeedScope = FeedScope.MINE) -> tuple[Feed, str]:
    """Return a subscription of a person with its token."""
    made = actions.subscribe(person=person, scope=scope, form_key="f")
    session.commit()
    return made


def test_only_the_hash_of_a_long_token_is_kept(margaret: Person) -> None:
    feed, token = subscribe(margaret)
    assert len(token) >= 43
    assert feed.token_hash == rules.hash_of(token)
    rows = session.execute(select(Feed.__table__)).all()
    assert token not in str(rows)


def test_the_same_form_twice_makes_one_whose_last_address_works(margaret: Person) -> None:
    first, old = subscribe(margaret)
    again, new = subscribe(margaret)
    assert first is again
    assert (actions.fetch(rules.hash_of(old))[0], old == new) == (None, False)


def test_a_new_address_ends_the_old_one(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    feed, old = subscribe(user.person)
    new = actions.reset(feed=feed, actor=user.person)
    session.commit()
    assert actions.fetch(rules.hash_of(old))[0] is None
    found, _ = actions.fetch(rules.hash_of(new))
    assert found
    assert found.person_id == user.person_id


def test_closing_an_account_ends_its_feeds_at_once(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    _, token = subscribe(user.person)
    assert actions.fetch(rules.hash_of(token))[0]
    accounts.deactivate(user=user, actor=None)
    session.commit()
    assert actions.fetch(rules.hash_of(token))[0] is None
    assert queries.live_feeds(user.person_id) == []


def test_fetches_are_counted_for_ten_minutes(app: Flask) -> None:
    _, token = subscribe(user_with(Role.VOLUNTEER).person)
    with clock.frozen(SIX):
        counts = [actions.fetch(rules.hash_of(token))[1] for _ in range(3)]
    with clock.frozen(SIX + timedelta(minutes=10)):
        counts.append(actions.fetch(rules.hash_of(token))[1])
    assert counts == [1, 2, 3, 1]


def test_a_wrong_token_is_counted_by_its_address_alone(app: Flask) -> None:
    assert actions.fetch("nonsense") == (None, 0)
    assert count(Throttle) == 0
    assert [actions.count_miss("10.0.0.1"), actions.count_miss("10.0.0.1")] == [1, 2]
    assert actions.count_miss("10.0.0.2") == 1
