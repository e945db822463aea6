"""Photos of a project: added with what they show in words, approved before staff see them."""

from hashlib import sha256
from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions.files import delete_files, keep_file
from portal.people.models import Person
from portal.reparation.actions.telling import projects as telling
from portal.reparation.models import Project, ProjectPhoto, ProjectState, ReparationTag
from portal.reparation.queries.projects import lock_project
from portal.reparation.rules import photos as rules
from portal.reparation.rules.projects import TYPED_INTO
from portal.reparation.rules.refusals import Refused
from portal.site.files import Kept

PHOTO: Final = "project_photo"
"""Whose files they are: of the project that they show."""


def add_photo(
    *, project: Project, file: Kept, alt: str, actor: Person, approved: bool = False
) -> ProjectPhoto:
    """Add a photo that, its sender confirms, shows nobody. The same file again adds none.

    It waits for a coordinator, unless one adds it: then it is `approved`. They are told of it when
    they have looked at the project before, and so do not come across it by themselves. Raises
    `Refused` when there are enough, or the project is closed.
    """
    project = lock_project(project.id)
    if project.state is ProjectState.CLOSED:
        raise Refused("This project is closed.", "Copy it: the copy can have photos.", "file")
    mark = sha256(file.content).hexdigest()
    same = next((each for each in project.photos if each.document.sha256 == mark), None)
    if same is not None:
        return same
    rules.check_room(len(project.photos))
    photo = ProjectPhoto(
        document=keep_file(owner_type=PHOTO, owner_id=project.id, file=file),
        alt=alt,
        shows_nobody=True,
    )
    project.photos.append(photo)
    session.flush()  # the trail names it by its number
    record(ReparationTag.PHOTO_ADDED, project, actor=actor, photo=photo.id)
    if approved:
        _approve(project, photo, actor)
    elif project.state not in TYPED_INTO:
        telling.photo_sent(project, actor=actor)
    return photo


def approve_photo(*, photo: ProjectPhoto, actor: Person) -> None:
    """Let all staff see a photo. Twice is harmless."""
    project = lock_project(photo.project_id)
    if photo.approved_at is None:
        _approve(project, photo, actor)


def remove_photo(*, photo: ProjectPhoto, actor: Person) -> None:
    """Take a photo off for good, and its file with it. Twice is harmless."""
    project, document = lock_project(photo.project_id), photo.document
    if photo not in project.photos:
        return
    record(ReparationTag.PHOTO_REMOVED, project, actor=actor, photo=photo.id)
    project.photos.remove(photo)
    session.flush()  # the photo goes first: it points at the file
    delete_files([document])


def _approve(project: Project, photo: ProjectPhoto, actor: Person) -> None:
    photo.approved_at, photo.approved_by_id = clock.now(), actor.id
    record(ReparationTag.PHOTO_APPROVED, project, actor=actor, photo=photo.id)
