"""Adding a file to a notice or a page of the handbook, and taking it off."""

from typing import Final

from portal.audit.actions import record
from portal.database import session
from portal.noticeboard.models import BoardFile, HandbookPage, Notice, NoticeboardTag
from portal.noticeboard.rules.words import check_no_reference
from portal.notifications.actions.files import delete_files, keep_file
from portal.people.models import Person
from portal.site.files import Kept

FILE: Final = {Notice: "notice", HandbookPage: "handbook_page"}
"""Whose files they are, as the store of files names it."""


def add_file(*, owner: Notice | HandbookPage, title: str, file: Kept, actor: Person) -> BoardFile:
    """Keep a file that goes with a notice or a page.

    Raises `Refused` where its title names a case.
    """
    check_no_reference(title, "title")
    document = keep_file(owner_type=FILE[type(owner)], owner_id=owner.id, file=file)
    made = BoardFile(title=title, document=document)
    if isinstance(owner, Notice):
        made.notice = owner
    else:
        made.page = owner
    session.add(made)
    record(NoticeboardTag.FILE_ADDED, owner, actor=actor, file=title)
    return made


def remove_file(*, file: BoardFile, actor: Person) -> None:
    """Take a file off and delete it."""
    owner, document = file.notice or file.page, file.document
    assert owner is not None  # noqa: S101 -- the database holds it to one of the two
    session.delete(file)
    record(NoticeboardTag.FILE_REMOVED, owner, actor=actor, file=file.title)
    delete_files([document])
