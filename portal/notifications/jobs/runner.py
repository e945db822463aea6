"""Running work: claim it in the database, do it, note how it ended. One failure stops no other."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Final

from portal import clock
from portal.database import changing, session
from portal.notifications import queries, rules
from portal.notifications.actions import jobs as job_actions
from portal.notifications.jobs import registry
from portal.notifications.models import SCHEDULED, Job

log = logging.getLogger(__name__)

WORKER: Final = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
"""The name by which this process claims work."""

stopping: Final = threading.Event()
"""Set when the process is asked to end: what can be left for another worker is."""

_in_hand: Final[set[int]] = set()
"""The jobs that this process is at, in whichever thread."""

_running: ContextVar[int | None] = ContextVar("running", default=None)


def progress(job: Job, done: int, total: int) -> None:
    """Show how far the job is, at once. Call it between the pieces that the work commits.

    Raises `rules.WorkerStopping` when the worker is being stopped or another has taken the job:
    let it pass, so that the rest is left to whoever takes the job up.
    """
    mine = _running.get() == job.id
    worker = WORKER if mine else None
    still_ours = job_actions.report(job_id=job.id, worker=worker, done=done, total=total)
    if mine and (stopping.is_set() or not still_ours):
        raise rules.WorkerStopping


def run_queued(name: str | None = None) -> bool:
    """Do the longest waiting job (of a name, if one is given); False when none waits."""
    names = [name] if name else list(registry.asked_for)
    dead_since = clock.now() - job_actions.DEAD_AFTER
    with reading():
        if not queries.has_work(names, dead_since=dead_since):
            return False
    with changing():
        job = job_actions.claim(names=names, worker=WORKER)
    if job is None:
        return True
    _run(job, partial(registry.asked_for[job.name], job))
    return True


def run_scheduled() -> None:
    """Do, one after the other, what is due by the clock and not being done by another worker."""
    names = {SCHEDULED + name: name for name in registry.by_the_clock}
    with reading():
        starts = queries.last_starts(names)
    for key, name in names.items():
        started = starts.get(key)
        every = registry.by_the_clock[name].every
        if not stopping.is_set() and (started is None or started + every <= clock.now()):
            run_now(name, if_due=True)


def run_now(name: str, *, if_due: bool = False) -> bool:
    """Do scheduled work now, unless another worker is at it; return whether it went well."""
    schedule = registry.by_the_clock[name]
    with changing():
        job = job_actions.claim_scheduled(
            name=name, every=schedule.every if if_due else None, worker=WORKER
        )
    return job is None or _run(job, schedule.work)


def _run(job: Job, work: Callable[[], registry.Result]) -> bool:
    job_id, name = job.id, job.name
    token = _running.set(job_id)
    _in_hand.add(job_id)
    try:
        result, problem = work(), None
    except rules.WorkerStopping:
        session.rollback()
        with changing():
            job_actions.give_back(job_id=job_id, worker=WORKER)
        return False
    except rules.JobStopped as stopped:
        result, problem = None, stopped.sentence
    except Exception as fault:
        # Its words may hold what somebody typed, so they go to the log and not to a page.
        log.exception("job %s (%s) failed", name, job_id)
        result, problem = None, f"It ended with a fault ({type(fault).__name__}), job {job_id}."
    finally:
        _in_hand.discard(job_id)
        _running.reset(token)
    session.rollback()  # whatever the work read or left half done
    with changing():
        job_actions.finish(job_id=job_id, worker=WORKER, result=result, problem=problem)
    return problem is None


def beat() -> None:
    """Tell other workers that this one lives, while it is at something."""
    if not _in_hand:
        return
    with changing():
        job_actions.beat(worker=WORKER)


@contextmanager
def reading() -> Iterator[None]:
    """Look without locking, and end the transaction, so that a change may begin its own."""
    try:
        yield
    finally:
        session.rollback()
