"""The files that came to be imported and that go back, and the jobs that import them.

Whoever uploaded a file sees it, what it did and what came back of it; nobody else does.
"""

from datetime import datetime

from sqlalchemy import Select, select

from portal.database import session
from portal.notifications.models import Document, Job
from portal.people.models import Person


def upload(document_id: int, source: str, person: Person) -> Document:
    """Return a spreadsheet that the person uploaded, without its bytes; raises NoResultFound."""
    found = _documents(source).where(Document.id == document_id, Document.owner_id == person.id)
    return session.scalars(found).one()


def upload_of(job: Job) -> Document:
    """Return the spreadsheet that a job is to import; raises NoResultFound."""
    return session.scalars(_documents(job.name).where(Document.id == job.args["document"])).one()


def given_back(document_id: int, owner_type: str, person: Person) -> Document:
    """Return a file that an import of the person gave back; raises NoResultFound."""
    return session.scalars(
        _documents(owner_type)
        .join(Job, Job.id == Document.owner_id)
        .where(Document.id == document_id, Job.asked_by_id == person.id)
    ).one()


def documents_before(owner_type: str, moment: datetime) -> list[Document]:
    """Return the files of a kind that came before a moment."""
    older = _documents(owner_type).where(Document.created_at < moment)
    return list(session.scalars(older.order_by(Document.id)))


def import_job(job_id: int, source: str, person: Person) -> Job:
    """Return an import that the person asked for; raises NoResultFound."""
    return session.scalars(
        select(Job).where(Job.id == job_id, Job.name == source, Job.asked_by_id == person.id)
    ).one()


def _documents(owner_type: str) -> Select[Document]:
    return select(Document).where(Document.owner_type == owner_type)
