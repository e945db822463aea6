"""What an import asks: who is held under which number, and the files that came and go back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.database import session
from portal.members.models import Member
from portal.notifications.models import Document, DocumentBody, Job
from portal.people.models import Person

SOURCE = "members.import"
PROBLEMS = "members.import.problems"
"""Whose files they are: of the person who uploaded, of the job that gave them back."""


def by_number(numbers: Collection[str], *, locked: bool = False) -> dict[str, Member]:
    """Return the volunteers with these numbers, with areas and checks."""
    statement = (
        select(Member)
        .options(selectinload(Member.area_rows), selectinload(Member.checks))
        .where(Member.number.in_(numbers))
        .order_by(Member.id)
    )
    if locked:
        statement = statement.with_for_update(of=Member)
    return {member.number: member for member in session.scalars(statement)}


def no_volunteers_yet(emails: Collection[str]) -> dict[tuple[str, str], Person]:
    """Return known people with these addresses who are no volunteers: colleagues, mostly.

    By name in small letters and address, because two people may share one.
    """
    people = session.scalars(
        select(Person)
        .outerjoin(Member, Member.person_id == Person.id)
        .where(Person.email.in_(emails), Member.id.is_(None), Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    return {(person.name.casefold(), person.email or ""): person for person in people}


def upload(document_id: int) -> Document:
    """Return an uploaded spreadsheet, without its bytes; raises NoResultFound."""
    return _document(document_id, SOURCE)


def problems_document(document_id: int) -> Document:
    """Return a file of rows that did not go in, without its bytes; raises NoResultFound."""
    return _document(document_id, PROBLEMS)


def _document(document_id: int, owner_type: str) -> Document:
    return session.scalars(
        select(Document).where(Document.id == document_id, Document.owner_type == owner_type)
    ).one()


def content(document: Document) -> bytes:
    """Return the bytes of a file."""
    return session.scalars(
        select(DocumentBody.content).where(DocumentBody.document_id == document.id)
    ).one()


def bodies(documents: Collection[Document]) -> list[DocumentBody]:
    """Return where the bytes of these files are kept."""
    ids = [document.id for document in documents]
    return list(session.scalars(select(DocumentBody).where(DocumentBody.document_id.in_(ids))))


def documents_before(owner_type: str, moment: datetime) -> list[Document]:
    """Return the files of a kind that came before a moment."""
    return list(
        session.scalars(
            select(Document)
            .where(Document.owner_type == owner_type, Document.created_at < moment)
            .order_by(Document.id)
        )
    )


def import_job(job_id: int) -> Job:
    """Return an import that was asked for; raises NoResultFound."""
    return session.scalars(select(Job).where(Job.id == job_id, Job.name == SOURCE)).one()
