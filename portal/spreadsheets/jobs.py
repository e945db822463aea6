"""The background work of an import, whatever it imports."""

from typing import Any

from sqlalchemy.exc import NoResultFound

from portal.database import changing, session
from portal.notifications.jobs import progress
from portal.notifications.models import Job
from portal.notifications.queries import file_content
from portal.notifications.rules import JobStopped
from portal.people.models import Person
from portal.spreadsheets import actions, imports, queries
from portal.spreadsheets.actions import Importer


def import_upload(work: Job, importer: Importer[Any]) -> dict[str, Any]:
    """Take an uploaded file in, a piece at a time.

    Begun again after a worker died, it finds what went in before the same.
    """
    try:
        upload = queries.upload_of(work)
        reading = importer.reading_of(file_content(upload), _asked_by(work))
    except NoResultFound:
        raise JobStopped("The file is no longer kept. Upload it again.") from None
    except imports.Unreadable as problem:
        raise JobStopped(str(problem)) from None
    outcome, done = actions.begun(reading), 0
    for piece in actions.pieces(reading, importer.piece):
        session.rollback()  # what was read; a change begins its own transaction
        with changing():
            outcome.add(importer.take_in(items=piece, actor=_asked_by(work)))
        done += len(piece)
        progress(work, done, len(reading.items))
    session.rollback()
    with changing():
        return actions.finish_import(
            importer=importer,
            job=work,
            upload=upload,
            reading=reading,
            outcome=outcome,
            actor=_asked_by(work),
        )


def _asked_by(work: Job) -> Person | None:
    return session.get(Person, work.asked_by_id) if work.asked_by_id else None
