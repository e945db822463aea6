"""What accounts do by the clock."""

from datetime import timedelta

from flask import Flask

from portal import clock
from portal.accounts import actions, jobs
from portal.database import changing
from portal.notifications.jobs.registry import by_the_clock


def test_old_tries_are_forgotten_once_a_day(app: Flask) -> None:
    assert by_the_clock["accounts.clean_up"].every == timedelta(days=1)
    with changing():
        actions.take_try(email="ann@example.org", address="192.0.2.1")
    assert jobs.clean_up() == {"forgotten": 0}
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert jobs.clean_up() == {"forgotten": 2}
        assert jobs.clean_up() == {"forgotten": 0}
