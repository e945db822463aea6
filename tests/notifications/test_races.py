"""Workers that compete, that are killed, and that are asked to stop: nothing is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, db, session
from portal.notifications import queries
from portal.notifications.actions import post
from portal.notifications.jobs import delivery, job, progress, queue, registry, runner
from portal.notifications.letters import CHECK
from portal.notifications.models import Job, JobState, Mail, MailState
from portal.people.models import Person
from tests.factories import PersonFactory
from tests.live import wait_until
from tests.notifications.conftest import PostOffice

pytestmark = pytest.mark.race

ROOT = Path(__file__).resolve().parents[2]
ROWS = 6

Worker = subprocess.Popen[bytes]

SLOW_WORK = """
import sys, time
from portal import create_app
from portal.notifications.jobs import job
from portal.notifications.jobs.worker import work
from tests.notifications.test_races import add_rows

job("test.rows")(lambda asked: add_rows(asked, pause=0.3))
work(create_app())
"""


def add_rows(asked: Job, pause: float) -> dict[str, int]:
    """Add people one by one, those that are not there yet; slowly, so as to be killed at it."""
    for number in range(ROWS):
        with changing():
            name = f"Row {number}"
            if session.scalar(select(Person.id).where(Person.name == name)) is None:
                session.add(Person(name=name))
        progress(asked, number + 1, ROWS)
        time.sleep(pause)
    return {"rows": ROWS}


@pytest.fixture
def start(app: Flask) -> Iterator[Callable[..., Worker]]:
    """Return what starts a real worker process on the test's database, ended afterwards."""
    running: list[Worker] = []

    def begin(*command: str) -> Worker:
        environment = {
            **os.environ,
            "AMENDS_ENV": "development",
            "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
            "MAIL_SERVER": app.config["MAIL_SERVER"],
            "MAIL_PORT": str(app.config["MAIL_PORT"]),
            "PYTHONPATH": str(ROOT),
        }
        session.remove()
        db.engine.dispose()
        worker = subprocess.Popen((sys.executable, *command), cwd=ROOT, env=environment)  # noqa: S603  # our own
        running.append(worker)
        return worker

    yield begin
    for worker in running:
        worker.kill()
        worker.wait()


def send_to(number: int) -> None:
    people = [PersonFactory() for _ in range(number)]
    with changing():
        for person in people:
            post(to=person, template=CHECK, key=f"{person.id}")


def outbox() -> list[Mail]:
    session.rollback()
    return list(session.scalars(select(Mail).order_by(Mail.id)))


def stored() -> Job:
    session.rollback()
    found = queries.job("one")
    assert found
    return found


def test_two_workers_at_once_send_each_letter_once(app: Flask, post_office: PostOffice) -> None:
    send_to(20)
    together = threading.Barrier(2)
    sent: list[int] = []

    def deliver() -> None:
        with app.app_context():
            together.wait()
            sent.append(delivery.deliver())

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 20
    assert sorted(m["Message-ID"] for m in post_office.received) == sorted(
        mail.message_id for mail in outbox()
    )
    assert {mail.state for mail in outbox()} == {MailState.SENT}


def test_two_workers_at_once_take_each_job_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "asked_for", {})
    done: list[str] = []
    job("test.work")(lambda asked: done.append(asked.key))
    keys = [str(number) for number in range(20)]
    with changing():
        for key in keys:
            queue(name="test.work", key=key, args={}, actor=None)
    together = threading.Barrier(2)

    def work() -> None:
        with app.app_context():
            together.wait()
            while runner.run_queued():
                pass

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while runner.run_queued():
        pass
    assert sorted(done, key=int) == keys


def test_a_letter_survives_the_worker_that_is_killed_while_sending_it(
    app: Flask, post_office: PostOffice, start: Callable[..., Worker]
) -> None:
    reached = threading.Event()

    def never_answer() -> str:
        reached.set()
        return "wait"

    post_office.answers = [never_answer]
    send_to(2)
    worker = start("-m", "flask", "--app", "wsgi", "jobs", "work")
    assert reached.wait(30)
    worker.kill()
    worker.wait()
    post_office.go_on()
    assert [mail.state for mail in outbox()] == [MailState.WAITING, MailState.WAITING]
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert delivery.deliver() == 2
    assert {mail.state for mail in outbox()} == {MailState.SENT}
    assert {m["Message-ID"] for m in post_office.received} == {m.message_id for m in outbox()}


def test_a_job_survives_the_worker_that_is_killed_in_the_middle_of_it(
    app: Flask, start: Callable[..., Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "asked_for", {})
    job("test.rows")(lambda asked: add_rows(asked, pause=0))
    with changing():
        queue(name="test.rows", key="one", args={}, actor=None)
    worker = start("-c", SLOW_WORK)
    wait_until(lambda: stored().done >= 2, "the job to be in the middle")
    worker.kill()
    worker.wait()
    assert stored().state is JobState.RUNNING
    assert not runner.run_queued()
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        assert runner.run_queued()
    assert (stored().state, stored().result, stored().tries) == (JobState.DONE, {"rows": ROWS}, 2)
    names = session.scalars(select(Person.name).order_by(Person.name)).all()
    assert names == [f"Row {number}" for number in range(ROWS)]


def test_a_worker_that_is_asked_to_stop_leaves_its_job_to_be_taken_at_once(
    app: Flask, start: Callable[..., Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "asked_for", {})
    job("test.rows")(lambda asked: add_rows(asked, pause=0))
    with changing():
        queue(name="test.rows", key="one", args={}, actor=None)
    worker = start("-c", SLOW_WORK)
    wait_until(lambda: stored().done >= 1, "the job to be in the middle")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    assert stored().state is JobState.QUEUED
    assert runner.run_queued()
    assert stored().result == {"rows": ROWS}
