"""The worker: a process of its own that delivers mail and does background work until stopped."""

import logging
import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.exc import DBAPIError

from portal import clock
from portal.notifications.jobs import delivery, runner

log = logging.getLogger(__name__)

DELIVER_EVERY: Final = 3
LOOK_EVERY: Final = 2
BEAT_EVERY: Final = 10


def work(app: Flask) -> None:
    """Work until SIGTERM or SIGINT, then end what is in hand and return."""
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(5)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    for task, seconds in (
        (delivery.deliver, DELIVER_EVERY),
        (_do_queued, LOOK_EVERY),
        (runner.run_scheduled, LOOK_EVERY),
        (runner.beat, BEAT_EVERY),
    ):
        scheduler.add_job(
            _in_context(app, task), "interval", seconds=seconds, next_run_time=clock.now()
        )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    # Its own lines would come every few seconds, and warn whenever a job outlasts its interval.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler.start()
    runner.stopping.wait()
    scheduler.shutdown(wait=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    runner.stopping.set()


def _do_queued() -> None:
    while not runner.stopping.is_set() and runner.run_queued():
        pass


def _in_context(app: Flask, task: Callable[[], object]) -> Callable[[], None]:
    """Give the task an application context of its own, and see that it may fail and come again."""

    def run() -> None:
        try:
            with app.app_context():
                task()
        except DBAPIError as fault:
            log.warning("the database did not answer (%s); trying again", type(fault).__name__)
        except Exception:
            log.exception("the worker goes on after a fault")

    return run
