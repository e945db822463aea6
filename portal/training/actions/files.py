"""Keeping files that people send in, and forgetting them."""

from hashlib import sha256

from portal.database import session
from portal.notifications.models import Document, DocumentBody
from portal.site.files import Kept
from portal.training.queries import files as queries


def keep_file(*, owner_type: str, owner_id: int, file: Kept) -> Document:
    """Keep a file that `rules.keep` has looked at."""
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


def forget(document: Document) -> None:
    """Delete a file and its bytes."""
    session.delete(queries.body(document.id))
    session.flush()  # the bytes go first: they point at the document
    session.delete(document)
