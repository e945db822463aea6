"""Changes that a partner would make to what is listed: they wait beside it until looked at."""

from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.audit.actions import record
from portal.audit.models import Tag
from portal.people.models import Person
from portal.reparation.actions.following import follow_project
from portal.reparation.actions.projects import AGAIN, STALE, change_project, set_said, touch
from portal.reparation.actions.telling import projects as telling
from portal.reparation.models import (
    Project,
    ProjectRevision,
    ProjectState,
    ReparationTag,
    RevisionState,
)
from portal.reparation.queries import projects as queries
from portal.reparation.queries.people import readers_of
from portal.reparation.rules import projects as rules
from portal.reparation.rules.refusals import Refused, Stale


def change_own(
    *, project: Project, version: int, said: Mapping[str, Any], actor: Person
) -> ProjectRevision | None:
    """Change a project as its partner: at once while it is typed, else beside what is listed.

    Returns what now waits for a coordinator, if anything does. Raises `Stale` when somebody
    changed it meanwhile, `Refused` when it is closed.
    """
    if project.state in {*rules.TYPED_INTO, ProjectState.CLOSED}:
        change_project(project=project, version=version, said=said, actor=actor)
        return None
    return propose(project=project, version=version, said=said, actor=actor)


def propose(
    *, project: Project, version: int, said: Mapping[str, Any], actor: Person
) -> ProjectRevision | None:
    """Keep what a partner would change, and tell the coordinators; what is listed stays.

    A second proposal takes the place of one that waits; one that changes nothing withdraws it.
    """
    project = _locked(project, version)
    if project.state in {*rules.TYPED_INTO, ProjectState.CLOSED}:
        raise Stale(STALE, AGAIN)
    body = rules.changed(project.offered, said)
    waiting = project.waiting
    if not body:
        if waiting is not None:
            _decide(waiting, RevisionState.WITHDRAWN, ReparationTag.REVISION_WITHDRAWN, actor)
        return None
    if waiting is None:
        waiting = ProjectRevision(number=len(project.revisions) + 1, body=body)
        project.revisions.append(waiting)
    waiting.body, waiting.made_by = body, actor
    touch(project)
    record(
        ReparationTag.REVISION_PROPOSED,
        project,
        actor=actor,
        number=waiting.number,
        changes=_noted(project, body),
    )
    telling.revision_proposed(waiting, actor=actor)
    return waiting


def accept_revision(*, project: Project, version: int, actor: Person) -> None:
    """Make what a partner proposed what is listed, and tell them; its sessions to come follow.

    Twice is harmless. Raises `Stale` when what is listed, or the proposal, changed since it was
    read, `Refused` when something is missing or its sessions cannot be at another venue.
    """
    if project.waiting is None:
        return
    project = _locked(project, version)
    revision = _waiting(project)
    body = revision.body
    rules.check_complete({**project.offered, **body})
    changes = set_said(project, body)
    record(ReparationTag.PROJECT_CHANGED, project, actor=actor, changes=changes)
    hosts = readers_of(project.partner_id)  # they read what was decided, and of what
    follow_project(project, changes, turn=version, knowing=hosts, actor=actor)
    _decide(revision, RevisionState.ACCEPTED, ReparationTag.REVISION_ACCEPTED, actor)
    telling.revision_decided(revision, actor=actor)


def refuse_revision(*, project: Project, version: int, because: str, actor: Person) -> None:
    """Leave what is listed as it is, and tell the partner why."""
    project = _locked(project, version)
    revision = _waiting(project)
    revision.refused_because = because
    _decide(
        revision,
        RevisionState.REFUSED,
        ReparationTag.REVISION_REFUSED,
        actor,
        reason=because,
    )
    telling.revision_decided(revision, actor=actor)


def withdraw_revision(*, project: Project, actor: Person) -> None:
    """Take a proposal back. Twice is harmless."""
    revision = queries.lock_project(project.id).waiting
    if revision is not None:
        _decide(revision, RevisionState.WITHDRAWN, ReparationTag.REVISION_WITHDRAWN, actor)


def _locked(project: Project, version: int) -> Project:
    project = queries.lock_project(project.id)
    if project.version != version:
        raise Stale(STALE, AGAIN)
    return project


def _waiting(project: Project) -> ProjectRevision:
    if project.waiting is None:
        raise Refused("Nothing waits any more.", "Somebody dealt with it meanwhile.")
    return project.waiting


def _decide(
    revision: ProjectRevision, state: RevisionState, tag: Tag, actor: Person, **details: Any
) -> None:
    revision.state, revision.decided_by = state, actor
    revision.decided_at = clock.now()
    touch(revision.project)
    record(tag, revision.project, actor=actor, number=revision.number, **details)


def _noted(project: Project, body: Mapping[str, Any]) -> dict[str, list[Any]]:
    held = project.offered
    return {name: [held[name], after] for name, after in body.items()}
