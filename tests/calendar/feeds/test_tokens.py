"""Who gets at a feed, and how often."""

from datetime import timedelta

from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.actions import grant
from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.queries import live_feeds
from portal.database import session
from tests.calendar.conftest import NOW
from tests.calendar.feeds.programs import Program, subscribed
from tests.factories import user_with


def test_every_wrong_address_gets_the_same_bare_answer(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    actions.end_feeds(person=user.person, actor=None)
    session.commit()
    wrong = [
        program.fetch(),
        Program(app, "/feeds/wrong.ics").fetch(),
        Program(app, f"/feeds/{'x' * 5000}.ics").fetch(),
        Program(app, "/feeds/%F0%9F%8E%89.ics").fetch(),
    ]
    assert {(one.status_code, one.data, one.headers["Content-Type"]) for one in wrong} == {
        (404, b"Not found\n", "text/plain; charset=utf-8")
    }
    assert {one.headers["Referrer-Policy"] for one in wrong} == {"no-referrer"}


def test_a_closed_account_has_no_feed_even_if_nobody_ended_it(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    user.active = False
    session.commit()
    assert program.fetch().status_code == 404


def test_who_may_subscribe_no_more_has_no_feed(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    grant(user=user, roles=[Role.ADMINISTRATOR], actor=None)
    session.commit()
    assert program.fetch().status_code == 404


def test_sixty_fetches_in_ten_minutes_are_enough(app: Flask, user: User) -> None:
    program, other = subscribed(app, user), subscribed(app, user_with(Role.STAFF))
    answers = [program.fetch().status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    refused = program.fetch()
    assert (refused.data, refused.headers["Retry-After"]) == (b"Too many requests\n", "600")
    assert other.fetch().status_code == 200
    with clock.frozen(NOW + timedelta(minutes=10)):
        assert program.fetch().status_code == 200


def test_twenty_misses_in_ten_minutes_are_enough_but_harm_no_neighbour(
    app: Flask, user: User
) -> None:
    wrong, right = Program(app, "/feeds/wrong.ics"), subscribed(app, user)
    answers = [wrong.fetch().status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
    assert right.fetch().status_code == 200
    elsewhere = wrong.client.get(wrong.path, environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 404
    with clock.frozen(NOW + timedelta(minutes=10)):
        assert wrong.fetch().status_code == 404


def test_a_fetch_is_noted_after_the_answer_and_not_too_often(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    [feed] = live_feeds(user.person_id)
    for minutes, agent in ((0, "iOS/18"), (4, "iOS/18"), (4, "Outlook"), (10, "Outlook")):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            program.fetch(User_Agent=agent).close()
    session.refresh(feed)
    assert (feed.last_fetched_at, feed.last_program) == (
        NOW + timedelta(minutes=10),
        "Outlook",
    )
