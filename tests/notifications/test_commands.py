"""`flask jobs …`, as somebody at a terminal meets it."""

import pytest
from click.testing import Result
from flask import Flask

from portal.database import changing
from portal.notifications.actions import post
from portal.notifications.jobs import job, queue, registry, scheduled
from portal.notifications.letters import CHECK
from portal.settings.actions import change
from portal.settings.models import DEMO_MODE
from tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def works(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "asked_for", {})
    monkeypatch.setattr(registry, "by_the_clock", {})
    job("test.import")(lambda asked: None)
    scheduled("test.lapse", minutes=1)(lambda: None)
    with changing():
        change(DEMO_MODE, True, actor=None)
        post(to=PersonFactory(), template=CHECK, key="one")
        for key in ("one", "two"):
            queue(name="test.import", key=key, args={}, actor=None)


def run(app: Flask, *command: str) -> Result:
    return app.test_cli_runner().invoke(args=["jobs", *command])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("test.lapse", "test.lapse: done."),
        ("test.import", "test.import: 2 done."),
        ("notifications.deliver", "Letters delivered: 1."),
    ],
)
def test_work_is_done_by_name(app: Flask, name: str, said: str) -> None:
    done = run(app, "run", name)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, said)


def test_everything_that_waits_is_done_once(app: Flask) -> None:
    assert run(app, "once").output.splitlines()[-1] == "Letters delivered: 1."
    assert run(app, "run", "test.import").output == "test.import: 0 done.\n"
    assert run(app, "once").output == "Letters delivered: 0.\n"


def test_work_that_nobody_knows_is_told_with_what_there_is(app: Flask) -> None:
    done = run(app, "run", "panels.fly")
    assert (done.exit_code, done.output) == (
        1,
        "Error: There is no work called panels.fly. "
        "There is: notifications.deliver, test.import, test.lapse.\n",
    )


def test_work_that_fails_ends_with_an_error(app: Flask) -> None:
    @scheduled("test.fails", minutes=1)
    def fails() -> None:
        raise ValueError

    done = run(app, "run", "test.fails")
    assert done.exit_code == 1
    assert "Error: test.fails failed: /admin/jobs and the lines above say why." in done.output
