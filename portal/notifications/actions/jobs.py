"""Asking for background work, and what a worker does with it: claim, report, end."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, delete, update

from portal import clock
from portal.audit.actions import record
from portal.database import db, insert_or_ignore, session, writes_now
from portal.notifications import queries
from portal.notifications.models import SCHEDULED, Job, JobState, NotificationsTag
from portal.people.models import Person

DEAD_AFTER: Final = timedelta(minutes=2)
"""A worker says every few seconds that it lives; one that has not for so long is dead."""

MOST_TRIES: Final = 3
"""Work that ended its worker so often is given up, before it ends every worker for ever."""

ENDED_ITS_WORKERS: Final = (
    "The worker stopped in the middle of this, three times. Ask council IT to look at its log."
)


def queue(*, name: str, key: str, args: Mapping[str, Any], actor: Person | None) -> Job:
    """Ask for work, once: while the `key` waits or runs, its job is returned as it is.

    Asked again after it has ended, the same job starts anew. `args` are plain values, never the
    name of a child or victim.
    """
    session.flush()  # the actor may be new, and needs a number
    asked_by_id = actor.id if actor else None
    values = {"name": name, "args": dict(args), "asked_by_id": asked_by_id}
    job = insert_or_ignore(Job, Job.key, key=key, **values)
    if job is None:
        job = queries.job_locked(key)
        if job.state in {JobState.QUEUED, JobState.RUNNING}:
            return job
        _start_anew(job, **values)
    record(NotificationsTag.JOB_QUEUED, job, actor=actor, name=name)
    return job


def _start_anew(job: Job, **values: Any) -> None:
    fresh = {"state": JobState.QUEUED, "tries": 0, "done": 0, "total": 0, "ended_at": None}
    for column, value in {**fresh, "result": None, "problem": None, **values}.items():
        setattr(job, column, value)


def claim(*, names: Collection[str], worker: str) -> Job | None:
    """Take the longest waiting job for a worker, or one whose worker has died."""
    job = queries.work_to_take(names, dead_since=clock.now() - DEAD_AFTER)
    if job is None:
        return None
    if job.tries >= MOST_TRIES:
        _end(job, state=JobState.FAILED, problem=ENDED_ITS_WORKERS)
        return None
    _begin(job, worker)
    return job


def claim_scheduled(*, name: str, every: timedelta | None, worker: str) -> Job | None:
    """Take scheduled work if nobody runs it and, unless `every` is None, if it is due."""
    key = SCHEDULED + name
    insert_or_ignore(Job, Job.key, key=key, name=name, state=JobState.DONE)
    job = queries.scheduled_to_take(key)
    now = clock.now()
    if job is None or (job.state is JobState.RUNNING and _lives(job, now)):
        return None
    if every is not None and job.started_at is not None and job.started_at + every > now:
        return None
    job.done = job.total = job.tries = 0
    _begin(job, worker)
    return job


def _lives(job: Job, now: datetime) -> bool:
    return job.heartbeat is not None and job.heartbeat >= now - DEAD_AFTER


def _begin(job: Job, worker: str) -> None:
    job.state = JobState.RUNNING
    job.claimed_by = worker
    job.heartbeat = job.started_at = clock.now()
    job.ended_at = None
    job.tries += 1


def _end(job: Job, *, state: JobState, problem: str | None) -> None:
    job.state = state
    job.problem = problem
    job.ended_at = clock.now()


def finish(
    *, job_id: int, worker: str, result: Mapping[str, Any] | None, problem: str | None
) -> None:
    """Note how a job ended, unless another worker has taken it meanwhile."""
    values: dict[str, Any] = {
        "state": JobState.FAILED if problem else JobState.DONE,
        "result": None if result is None else dict(result),
        "problem": problem,
        "ended_at": clock.now(),
    }
    session.execute(_of(job_id, worker).values(**values))


def give_back(*, job_id: int, worker: str) -> None:
    """Let another worker take a job up at once: this one is being stopped."""
    session.execute(_of(job_id, worker).values(state=JobState.QUEUED, tries=Job.tries - 1))


def beat(*, worker: str) -> None:
    """Say that the worker lives, on every job that it runs."""
    mine = (Job.claimed_by == worker) & (Job.state == JobState.RUNNING)
    session.execute(update(Job).where(mine).values(heartbeat=clock.now()))


def report(*, job_id: int, worker: str | None, done: int, total: int) -> bool:
    """Note how far a job is, on a short transaction of its own; False if it is no longer ours.

    Inside a change it joins that change, because SQLite has one writer: it is then seen when
    the change is committed.
    """
    mine = _of(job_id, worker) if worker else update(Job).where(Job.id == job_id)
    values = mine.values(done=done, total=total, heartbeat=clock.now())
    if writes_now():
        return bool(session.connection().execute(values).rowcount)
    with db.engine.begin() as own:
        return bool(own.execute(values).rowcount)


def _of(job_id: int, worker: str) -> Any:
    return update(Job).where(
        Job.id == job_id, Job.claimed_by == worker, Job.state == JobState.RUNNING
    )


def forget_ended(*, before: datetime) -> int:
    """Delete jobs that people asked for and that ended before a moment; return how many."""
    ended = Job.state.in_((JobState.DONE, JobState.FAILED)) & (Job.ended_at < before)
    asked_for = Job.key.not_like(f"{SCHEDULED}%")
    done = session.execute(delete(Job).where(ended, asked_for))
    return done.rowcount if isinstance(done, CursorResult) else 0
