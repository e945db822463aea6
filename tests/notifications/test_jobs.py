"""What becomes of background work: taken once, taken again, shown while it goes on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal import clock
from portal.database import changing, session
from portal.notifications import queries, rules
from portal.notifications.actions import jobs as job_actions
from portal.notifications.jobs import job, progress, queue, registry, runner, scheduled
from portal.notifications.models import Job, JobState, Mail, MailState
from portal.people.models import Person
from tests.factories import MailFactory


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register work of a test's own, and forget it afterwards."""
    monkeypatch.setattr(registry, "asked_for", {})
    monkeypatch.setattr(registry, "by_the_clock", {})
    runner.stopping.clear()
    yield
    runner.stopping.clear()


def ask(name: str = "test.work", key: str = "one", **args: Any) -> Job:
    with changing():
        return queue(name=name, key=key, args=args, actor=None)


def stored(key: str = "one") -> Job:
    session.rollback()
    found = queries.job(key)
    assert found
    return found


def test_a_queued_job_is_done_and_its_result_kept(app: Flask, works: None) -> None:
    @job("test.work")
    def add(asked: Job) -> dict[str, Any]:
        return {"sum": asked.args["a"] + 1}

    ask(a=41)
    assert runner.run_queued()
    assert not runner.run_queued()
    done = stored()
    assert (done.state, done.result, done.problem) == (JobState.DONE, {"sum": 42}, None)


def test_the_same_key_is_one_job_until_it_has_ended(app: Flask, works: None) -> None:
    @job("test.work")
    def nothing(asked: Job) -> None:
        return None

    asked = ask(a=1).id
    assert ask(a=2).id == asked
    assert stored().args == {"a": 1}
    runner.run_queued()
    assert ask(a=3).id == asked
    again = stored()
    assert (again.state, again.args, again.tries) == (JobState.QUEUED, {"a": 3}, 0)


def test_a_failing_job_stops_no_other_and_hides_what_was_typed(app: Flask, works: None) -> None:
    @job("test.work")
    def fail(asked: Job) -> None:
        raise ValueError(asked.args["typed"])

    @job("test.other")
    def refuse(asked: Job) -> None:
        raise rules.JobStopped("The file has no rows. Export it again.")

    first = ask(typed="secret words")
    ask("test.other", "two")
    assert runner.run_queued()
    assert runner.run_queued()
    assert stored().problem == f"It ended with a fault (ValueError), job {first.id}."
    assert stored("two").problem == "The file has no rows. Export it again."
    assert {stored().state, stored("two").state} == {JobState.FAILED}


def test_what_a_failing_job_had_not_committed_is_undone(app: Flask, works: None) -> None:
    @job("test.work")
    def half(asked: Job) -> None:
        with changing():
            _add("Kept")
        with changing():
            _add("Lost")
            raise ValueError

    ask()
    runner.run_queued()
    assert session.scalars(select(Person.name)).all() == ["Kept"]


def _add(name: str) -> None:
    session.add(Person(name=name))


def test_progress_is_seen_at_once_from_outside(app: Flask, works: None) -> None:
    seen = []

    @job("test.work")
    def count(asked: Job) -> None:
        for done in (1, 2):
            with changing():
                _add(f"Row {done}")
            progress(asked, done, 2)
            with app.app_context():
                other = queries.job("one")
                assert other
                seen.append((other.state, other.done, other.total))

    ask()
    runner.run_queued()
    assert seen == [(JobState.RUNNING, 1, 2), (JobState.RUNNING, 2, 2)]


def test_progress_inside_a_change_does_not_wait_for_itself(app: Flask, works: None) -> None:
    @job("test.work")
    def count(asked: Job) -> None:
        with changing():
            _add("Row")
            progress(asked, 1, 1)

    ask()
    runner.run_queued()
    assert (stored().state, stored().done) == (JobState.DONE, 1)


def test_a_job_whose_worker_died_is_taken_again_and_given_up_in_the_end(
    app: Flask, works: None
) -> None:
    job("test.work")(lambda asked: None)
    ask()
    started = clock.now()
    for tries in (1, 2, 3):
        with clock.frozen(started + tries * timedelta(minutes=3)):
            with changing():
                assert job_actions.claim(names=["test.work"], worker=f"dead {tries}")
            with changing():
                assert job_actions.claim(names=["test.work"], worker="living") is None
    with clock.frozen(started + timedelta(hours=1)):
        runner.run_queued()
    assert (stored().state, stored().problem) == (JobState.FAILED, job_actions.ENDED_ITS_WORKERS)


def test_a_worker_that_was_taken_for_dead_leaves_the_job_to_the_other(
    app: Flask, works: None
) -> None:
    @job("test.work")
    def slow(asked: Job) -> None:
        with clock.frozen(clock.now() + timedelta(minutes=3)), changing():
            assert job_actions.claim(names=["test.work"], worker="other")
        progress(asked, 1, 1)

    ask()
    runner.run_queued()
    assert (stored().state, stored().claimed_by, stored().done) == (JobState.RUNNING, "other", 0)


def test_a_stopping_worker_gives_its_job_back_to_be_taken_at_once(app: Flask, works: None) -> None:
    reached = []

    @job("test.work")
    def long(asked: Job) -> dict[str, Any]:
        reached.append(runner.stopping.is_set())
        progress(asked, 1, 2)
        return {"finished": True}

    ask()
    runner.stopping.set()
    runner.run_queued()
    assert (stored().state, stored().tries) == (JobState.QUEUED, 0)
    runner.stopping.clear()
    runner.run_queued()
    assert (reached, stored().result) == ([True, False], {"finished": True})


def test_scheduled_work_is_done_when_due_and_one_failure_stops_no_other(
    app: Flask, works: None
) -> None:
    done = []

    @scheduled("test.fails", minutes=1)
    def fails() -> None:
        raise ValueError

    @scheduled("test.counts", minutes=5)
    def counts() -> dict[str, Any]:
        done.append(clock.now())
        return {"times": len(done)}

    start = clock.now()
    for minutes in (0, 4, 5, 6):
        with clock.frozen(start + timedelta(minutes=minutes)):
            runner.run_scheduled()
    assert done == [start, start + timedelta(minutes=5)]
    assert stored("scheduled:test.counts").result == {"times": 2}
    assert stored("scheduled:test.fails").state == JobState.FAILED
    assert stored("scheduled:test.fails").started_at == start + timedelta(minutes=6)


def test_scheduled_work_is_not_begun_while_another_worker_is_at_it(app: Flask, works: None) -> None:
    scheduled("test.counts", minutes=1)(lambda: None)
    with changing():
        assert job_actions.claim_scheduled(name="test.counts", every=None, worker="other")
    with changing():
        assert job_actions.claim_scheduled(name="test.counts", every=None, worker="me") is None
    later = clock.now() + timedelta(minutes=3)
    with clock.frozen(later), changing():
        assert job_actions.claim_scheduled(name="test.counts", every=None, worker="me")


def test_a_heartbeat_keeps_a_long_job_from_being_taken(app: Flask, works: None) -> None:
    taken = []

    @job("test.work")
    def long(asked: Job) -> None:
        with clock.frozen(clock.now() + timedelta(minutes=3)):
            runner.beat()
            with changing():
                taken.append(job_actions.claim(names=["test.work"], worker="other"))

    ask()
    runner.run_queued()
    assert (taken, stored().state) == ([None], JobState.DONE)


def test_a_name_is_registered_once(works: None) -> None:
    job("test.work")(lambda asked: None)
    with pytest.raises(ValueError, match="registered twice"):
        scheduled("test.work", minutes=1)(lambda: None)


def test_what_was_settled_long_ago_is_forgotten(app: Flask) -> None:
    long_ago, lately = (clock.now() - timedelta(days=days) for days in (400, 20))
    for moment in (long_ago, lately):
        with clock.frozen(moment):
            for state in (MailState.SENT, MailState.FAILED):
                MailFactory(state=state, subject=f"{state} {moment:%Y}")
            with changing():
                queue(
                    name="test.work", key=f"{moment:%Y}", args={}, actor=None
                ).state = JobState.DONE
            session.execute(update(Job).values(ended_at=moment).where(Job.ended_at.is_(None)))
            session.commit()
    assert runner.run_now("notifications.tidy")
    assert stored("scheduled:notifications.tidy").result == {"letters": 1, "jobs": 1}
    assert session.scalars(select(Mail.state).order_by(Mail.id)).all() == [
        MailState.FAILED,
        MailState.SENT,
        MailState.FAILED,
    ]
