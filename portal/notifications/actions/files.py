"""Keeping files that people send in or take away, and deleting them."""

from collections.abc import Collection
from hashlib import sha256

from portal.database import session
from portal.notifications import queries
from portal.notifications.models import Document, DocumentBody
from portal.site.files import Kept


def keep_file(*, owner_type: str, owner_id: int, file: Kept) -> Document:
    """Keep a file; whoever takes it in has looked at what it is (`site.files.keep`)."""
    document = Document(
        owner_type=owner_type,
        owner_id=owner_id,
        sha256=sha256(file.content).hexdigest(),
        media_type=file.media_type,
        size=len(file.content),
        name=file.name,
    )
    session.add_all((document, DocumentBody(document=document, content=file.content)))
    session.flush()  # what it belongs to points at its number
    return document


def delete_files(documents: Collection[Document]) -> None:
    """Delete files and their bytes."""
    for body in queries.file_bodies(documents):
        session.delete(body)
    session.flush()  # the bytes go first: they point at the document
    for document in documents:
        session.delete(document)
