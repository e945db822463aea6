"""`flask demo`: loading it once, on the right database, and saying how to sign in."""

import re
import time as stopwatch
from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.members.models import Member
from portal.panels.models import Panel, ReferralOrder
from portal.settings.queries import forget, is_demo
from tests.factories import PersonFactory

STORY = date(2026, 3, 2)
MOST_SECONDS = 30
"""Thrice what is promised: a machine that tests may be busy."""


@pytest.fixture
def story() -> Iterator[None]:
    with clock.frozen(clock.at(STORY, time(15, 45))):
        yield


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def run(runner: FlaskCliRunner, *words: str) -> tuple[int, str]:
    """Run a command, and return its exit code and what it said."""
    said = runner.invoke(args=["demo", *words])
    forget()
    return said.exit_code, said.output


def counts(*tables: type) -> list[int]:
    return [session.query(table).count() for table in tables]


def test_it_is_loaded_once_in_good_time_and_says_how_to_sign_in(
    story: None, runner: FlaskCliRunner
) -> None:
    began = stopwatch.monotonic()
    assert run(runner, "load", "--if-empty") == (0, "Kentmere is loaded.\n")
    assert stopwatch.monotonic() - began < MOST_SECONDS
    assert is_demo()
    loaded = counts(Member, ReferralOrder, Panel, Entry)
    # Two panels stand there again, without a date; others are proposed. Orders have their due days,
    # and sessions of reparation and supervision come on top of six hundred.
    assert loaded == [40, 60, 206, 746]
    code, said = run(runner, "accounts")
    assert (code, "amends-demo-passphrase" in said) == (0, True)
    assert re.findall(r"^  (\S+)@\S+", said, re.M) == [
        *("partner", "partner2", "coordinator", "coordinator2", "staff"),
        *("manager", "administrator", "volunteer", "volunteer2"),
    ]
    assert run(runner, "load") == (
        1,
        "Error: This database holds the demo already: name an empty one in DATABASE_URL.\n",
    )
    assert run(runner, "load", "--if-empty") == (
        0,
        "The database is not empty: nothing was loaded.\n",
    )
    assert counts(Member, ReferralOrder, Panel, Entry) == loaded


def test_there_is_nothing_to_sign_in_to_without_a_demo(runner: FlaskCliRunner) -> None:
    assert run(runner, "accounts") == (0, "There is no demo in this database.\n")


def test_it_is_refused_beside_real_people(runner: FlaskCliRunner) -> None:
    PersonFactory()
    assert run(runner, "load") == (
        1,
        "Error: This database holds real people: name an empty one in DATABASE_URL for the demo.\n",
    )
    assert counts(Member, Entry) == [0, 0]


@pytest.mark.parametrize("words", [("load",), ("load", "--if-empty")])
def test_it_is_refused_in_production(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setitem(app.config, "AMENDS_ENV", "production")
    assert run(runner, *words) == (
        1,
        "Error: The demo is not for production: set AMENDS_ENV=development to load it elsewhere.\n",
    )
    assert counts(Member, Entry) == [0, 0]
