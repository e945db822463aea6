"""Background work of the register: imports, and letting go of their files."""

from typing import Any

from sqlalchemy.exc import NoResultFound

from portal.database import changing, session
from portal.members import actions, imports, queries
from portal.notifications.jobs import job, progress, scheduled
from portal.notifications.models import Job
from portal.notifications.rules import JobStopped
from portal.people.models import Person

A_DAY = 24 * 60


@job(queries.SOURCE)
def import_volunteers(work: Job) -> dict[str, Any]:
    """Take the volunteers of an uploaded file in, a piece at a time.

    Begun again after a worker died, it finds what went in before the same.
    """
    try:
        upload = queries.upload(work.args["document"])
        reading = actions.reading_of(queries.content(upload))
    except NoResultFound:
        raise JobStopped("The file is no longer kept. Upload it again.") from None
    except imports.Unreadable as problem:
        raise JobStopped(str(problem)) from None
    outcome, done = actions.begun(reading), 0
    for piece in actions.pieces(reading):
        session.rollback()  # what was read; a change begins its own transaction
        with changing():
            outcome.add(actions.import_piece(volunteers=piece, actor=_asked_by(work)))
        done += len(piece)
        progress(work, done, len(reading.volunteers))
    session.rollback()
    with changing():
        return actions.finish_import(
            job=work, upload=upload, reading=reading, outcome=outcome, actor=_asked_by(work)
        )


def _asked_by(work: Job) -> Person | None:
    return session.get(Person, work.asked_by_id) if work.asked_by_id else None


@scheduled("members.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete spreadsheets that nobody imported within a day, and problems after a month."""
    with changing():
        return {"deleted": actions.forget_old_files()}
