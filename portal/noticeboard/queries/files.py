"""Files that go with a notice or a page of the handbook."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.noticeboard.models import BoardFile, HandbookPage, Notice

MOST_FILES: Final = 50


def files_of(owner: Notice | HandbookPage) -> Sequence[BoardFile]:
    """Return the files that go with a notice or a page, in the order in which they came."""
    return session.scalars(
        select(BoardFile)
        .where(_goes_with(owner))
        .options(joinedload(BoardFile.document))
        .order_by(BoardFile.id)
        .limit(MOST_FILES)
    ).all()


def file(uuid: UUID) -> BoardFile:
    """Return a file with what it goes with; raises NoResultFound."""
    return session.scalars(
        select(BoardFile)
        .where(BoardFile.uuid == uuid)
        .options(
            joinedload(BoardFile.document),
            joinedload(BoardFile.notice),
            joinedload(BoardFile.page),
        )
    ).one()


def _goes_with(owner: Notice | HandbookPage) -> ColumnElement[bool]:
    if isinstance(owner, Notice):
        return BoardFile.notice_id == owner.id
    return BoardFile.page_id == owner.id
