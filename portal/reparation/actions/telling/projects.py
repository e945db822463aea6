"""Telling partners and coordinators what became of a project."""

from collections.abc import Iterable

from portal import clock
from portal.database import session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.reparation.models import Project, ProjectRevision
from portal.reparation.queries.people import coordinators, readers_of


def submitted(project: Project, *, actor: Person | None) -> None:
    """Tell the coordinators of its area that a project waits for them."""
    _write("project_submitted", project, _coordinators(project), actor)


def changes_asked(project: Project, *, actor: Person | None) -> None:
    """Tell a partner's people what is to change."""
    _write("project_changes_asked", project, readers_of(project.partner_id), actor)


def approved(project: Project, *, actor: Person | None) -> None:
    """Tell a partner's people that their project is approved."""
    _write("project_approved", project, readers_of(project.partner_id), actor)


def paused(project: Project, *, actor: Person | None) -> None:
    """Tell the coordinators, and the partner's people, that a project rests."""
    people = [*_coordinators(project), *readers_of(project.partner_id)]
    _write("project_paused", project, people, actor)


def closed(project: Project, *, actor: Person | None) -> None:
    """Tell the coordinators, and the partner's people, that a project has ended."""
    people = [*_coordinators(project), *readers_of(project.partner_id)]
    _write("project_closed", project, people, actor)


def revision_proposed(revision: ProjectRevision, *, actor: Person | None) -> None:
    """Tell the coordinators that a partner would change what is listed."""
    project = revision.project
    _write("revision_proposed", project, _coordinators(project), actor)


def photo_sent(project: Project, *, actor: Person | None) -> None:
    """Tell the coordinators of photos to look at: of each project by one letter a day."""
    today = clock.today().isoformat()
    for person in _coordinators(project):
        post(
            to=person,
            template="reparation/email/photos_sent",
            key=f"reparation:photos_sent:{project.id}:{today}:{person.id}",
            actor=actor,
            project=project.id,
        )


def revision_decided(revision: ProjectRevision, *, actor: Person | None) -> None:
    """Tell a partner's people what became of the changes that they proposed."""
    project = revision.project
    _write("revision_decided", project, readers_of(project.partner_id), actor)


def still_on(project: Project, *, turn: int) -> int:
    """Ask a partner's people whether a project is still on; return how many letters are new.

    `turn` counts how often they were asked since somebody last said so.
    """
    since = project.confirmed_on or project.listed_on
    posted = [
        post(
            to=person,
            template="reparation/email/project_still_on",
            key=f"reparation:still_on:{project.id}:{since}:{turn}:{person.id}",
            project=project.id,
        )
        for person in readers_of(project.partner_id)
    ]
    return len([mail for mail in posted if mail is not None])


def _coordinators(project: Project) -> list[Person]:
    area = project.where_area
    return coordinators(area.id if area else None)


def _write(letter: str, project: Project, people: Iterable[Person], actor: Person | None) -> None:
    """Post a letter about a project to each of some people: once for each version of it."""
    session.flush()  # the letter carries the project's number and version
    for person in people:
        post(
            to=person,
            template=f"reparation/email/{letter}",
            key=f"reparation:{letter}:{project.id}:{project.version}:{person.id}",
            actor=actor,
            project=project.id,
        )
