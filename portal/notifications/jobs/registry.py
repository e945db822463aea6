"""Which work there is, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from portal.notifications.models import Job

Result = Mapping[str, Any] | None
Work = Callable[[Job], Result]
Periodic = Callable[[], Result]


@dataclass(frozen=True)
class Schedule:
    """Work done by the clock, and how long after its last start it starts again."""

    every: timedelta
    work: Periodic


asked_for: dict[str, Work] = {}
by_the_clock: dict[str, Schedule] = {}


def job(name: str) -> Callable[[Work], Work]:
    """Register work that is queued by name; it gets its job, whose `args` say what to do."""

    def register(work: Work) -> Work:
        _claim(name)
        asked_for[name] = work
        return work

    return register


def scheduled(name: str, *, minutes: int) -> Callable[[Periodic], Periodic]:
    """Register work that is done every so many minutes, on one worker at a time."""

    def register(work: Periodic) -> Periodic:
        _claim(name)
        by_the_clock[name] = Schedule(timedelta(minutes=minutes), work)
        return work

    return register


def _claim(name: str) -> None:
    if name in asked_for or name in by_the_clock:
        message = f"the job {name} is registered twice"
        raise ValueError(message)
