"""Runs of filling: where each stands, and by which job it is searched, accepted or undone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.calendar.models import Entry
from portal.database import db, session
from portal.notifications.models import Job, JobState
from portal.panels.models import FillRun, RunState, Sitting
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import within

OPEN: Final = (RunState.RUNNING, RunState.READY)
DECISION: Final = "panels.decide"
"""The name of the work that accepts or undoes a large draft."""


def run(run_id: int, areas: Areas) -> FillRun:
    """Return a run, for whoever arranges all of its area; raises `NoResultFound`."""
    return session.scalars(
        select(FillRun)
        .options(joinedload(FillRun.job), joinedload(FillRun.area), joinedload(FillRun.asked_by))
        .where(FillRun.id == run_id, within(FillRun.area_id, areas))
    ).one()


def lock_run(run_id: int) -> FillRun:
    """Return a run as it now is, held until all is done."""
    statement = select(FillRun).where(FillRun.id == run_id).with_for_update(of=FillRun)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def run_by_form(form_key: str) -> FillRun | None:
    """Return the run that this form asked for before, if it was posted twice."""
    return session.scalar(select(FillRun).where(FillRun.form_key == form_key))


def running(first: date, last: date, area_id: int | None) -> FillRun | None:
    """Return the run that looks for a draft of these days now."""
    return session.scalar(
        select(FillRun)
        .join(FillRun.job)
        .where(
            FillRun.state == RunState.RUNNING,
            Job.state != JobState.FAILED,
            FillRun.first_on == first,
            FillRun.last_on == last,
            FillRun.area_id.is_(None) if area_id is None else FillRun.area_id == area_id,
        )
        .order_by(FillRun.id.desc())
        .limit(1)
    )


def latest(areas: Areas) -> FillRun | None:
    """Return the newest draft that nobody has decided on."""
    return session.scalar(
        select(FillRun)
        .where(FillRun.state.in_(OPEN), within(FillRun.area_id, areas))
        .order_by(FillRun.id.desc())
        .limit(1)
    )


def stop_asked(run_id: int) -> bool:
    """Return whether somebody wants the best found so far: read beside any open transaction."""
    with db.engine.connect() as own:
        asked = own.scalar(
            select(FillRun.stop_asked).where(FillRun.id == run_id, FillRun.state == OPEN[0])
        )
    return asked is not False


def decision_key(run_id: int) -> str:
    """Return the key of the job by which a run is accepted or undone."""
    return f"{DECISION}:{run_id}"


def decision(found: FillRun) -> Job | None:
    """Return the job that accepts or undoes a run, or that did so last."""
    return session.scalar(select(Job).where(Job.key == decision_key(found.id)))


def is_deciding(found: FillRun) -> bool:
    """Return whether a run is being accepted or undone in the background."""
    job = decision(found)
    return job is not None and job.state in (JobState.QUEUED, JobState.RUNNING)


def starts_of(sitting_ids: Iterable[int]) -> list[tuple[int, datetime]]:
    """Return when sittings begin, in order."""
    rows = session.execute(
        select(Sitting.id, Entry.starts_at)
        .join(Sitting.entry)
        .where(Sitting.id.in_(sitting_ids))
        .order_by(Entry.starts_at, Sitting.id)
    )
    return [(sitting_id, starts_at) for sitting_id, starts_at in rows]


def has_failed(found: FillRun) -> bool:
    """Return whether its search ended with a fault; the first draft stands all the same."""
    job = found.job
    return found.state is RunState.RUNNING and job is not None and job.state is JobState.FAILED
