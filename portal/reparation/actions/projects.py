"""Projects: drafted, sent, looked at, listed, paused, closed; closed ones are kept."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.audit.models import Tag
from portal.database import session
from portal.people.models import Person
from portal.reparation.actions.following import follow_project
from portal.reparation.actions.telling import projects as telling
from portal.reparation.models import (
    OFFERED,
    Demand,
    Group,
    Partner,
    Project,
    ProjectState,
    ProjectTheme,
    ReparationTag,
    Where,
    WorkKind,
)
from portal.reparation.queries import projects as queries
from portal.reparation.rules import projects as rules
from portal.reparation.rules.refusals import Refused, Stale

KINDS: Final = {"kind": WorkKind, "group": Group, "place": Where, "demand": Demand}
STALE: Final = "This project was changed since you opened it."
AGAIN: Final = "Read it again, then decide."


def draft_project(
    *,
    partner: Partner | None,
    said: Mapping[str, Any],
    form_key: str | None,
    actor: Person | None,
) -> Project:
    """Begin a project; the same form twice begins one. Nobody is told: it is a draft."""
    made = queries.project_by_form(form_key) if form_key else None
    if made is not None:
        return made
    project = Project(partner=partner, made_by=actor, form_key=form_key, **_columns(said))
    project.themes = [ProjectTheme(theme=theme) for theme in said.get("themes", ())]
    session.add(project)
    record(ReparationTag.PROJECT_ADDED, project, actor=actor)
    return project


def copy_project(*, project: Project, form_key: str, actor: Person) -> Project:
    """Begin a project with all that another one says, to be changed for the next season.

    Photos stay with the old one: they show what was there then.
    """
    copy = draft_project(
        partner=project.partner, said=project.offered, form_key=form_key, actor=actor
    )
    record(ReparationTag.PROJECT_COPIED, copy, actor=actor, source=project.id)
    return copy


def change_project(
    *, project: Project, version: int, said: Mapping[str, Any], actor: Person | None
) -> Changes:
    """Change what a project says, and return what differs; its sessions to come follow.

    Raises `Stale` when somebody changed it meanwhile, `Refused` when it is closed or when its
    sessions cannot be at another venue.
    """
    project = _locked(project, version)
    if project.state is ProjectState.CLOSED:
        raise Refused("This project is closed.", "Copy it: the copy can be changed.")
    changes = set_said(project, said)
    if changes:
        record(ReparationTag.PROJECT_CHANGED, project, actor=actor, changes=changes)
        follow_project(project, changes, turn=version, actor=actor)
    return changes


def submit_project(*, project: Project, actor: Person) -> None:
    """Send a project to the coordinators, who hear of it. Twice is harmless.

    Raises `Refused` when something is missing, or it is past that.
    """
    project = queries.lock_project(project.id)
    if project.state is ProjectState.SUBMITTED:
        return
    rules.check_follows(project.state, ProjectState.SUBMITTED)
    rules.check_complete(project.offered)
    _move(project, ProjectState.SUBMITTED, ReparationTag.PROJECT_SUBMITTED, actor)
    telling.submitted(project, actor=actor)


def ask_changes(*, project: Project, words: str, version: int, actor: Person) -> None:
    """Send a project back to its partner, and say what is to change."""
    project = _locked(project, version)
    rules.check_follows(project.state, ProjectState.CHANGES_ASKED)
    project.asked_changes = words
    _move(
        project,
        ProjectState.CHANGES_ASKED,
        ReparationTag.PROJECT_CHANGES_ASKED,
        actor,
        words=words,
    )
    telling.changes_asked(project, actor=actor)


def approve_project(*, project: Project, version: int, actor: Person) -> None:
    """Approve a project as it was read; its partner hears of it. Twice is harmless.

    Raises `Stale` when it was changed since, `Refused` when something is missing.
    """
    if project.state is ProjectState.APPROVED:
        return
    project = _locked(project, version)
    rules.check_follows(project.state, ProjectState.APPROVED)
    rules.check_complete(project.offered)
    project.asked_changes = None
    _move(project, ProjectState.APPROVED, ReparationTag.PROJECT_APPROVED, actor)
    telling.approved(project, actor=actor)


def list_project(*, project: Project, actor: Person) -> None:
    """Show a project to all staff, for the first time or again after a pause."""
    project = queries.lock_project(project.id)
    if project.state is ProjectState.LISTED:
        return
    rules.check_follows(project.state, ProjectState.LISTED)
    project.listed_on = project.listed_on or clock.today()
    project.confirmed_on, project.paused_because = clock.today(), None
    _move(project, ProjectState.LISTED, ReparationTag.PROJECT_LISTED, actor)


def resume_own(*, project: Project, actor: Person) -> None:
    """List a project again that its partner has paused itself.

    Raises `Refused` when a coordinator paused it, or it was never listed.
    """
    project = queries.lock_project(project.id)
    if project.listed_on is None:
        raise Refused("A coordinator lists a project first.", "Wait until they have.")
    if project.state is ProjectState.PAUSED and not queries.was_paused_by_partner(project):
        raise Refused("A coordinator has paused this project.", "Ask them to list it again.")
    list_project(project=project, actor=actor)


def pause_project(*, project: Project, because: str, actor: Person) -> None:
    """Take a project out of the list for a while, and say why. Sessions stand as they are."""
    project = queries.lock_project(project.id)
    if project.state is ProjectState.PAUSED:
        return
    rules.check_follows(project.state, ProjectState.PAUSED)
    project.paused_because = because
    _move(project, ProjectState.PAUSED, ReparationTag.PROJECT_PAUSED, actor, reason=because)
    telling.paused(project, actor=actor)


def close_project(*, project: Project, actor: Person) -> None:
    """End a project for good; it is kept, and can be copied. Twice is harmless."""
    project = queries.lock_project(project.id)
    if project.state is ProjectState.CLOSED:
        return
    rules.check_follows(project.state, ProjectState.CLOSED)
    was_seen = project.state in {ProjectState.LISTED, ProjectState.PAUSED}
    project.closed_on = clock.today()
    _move(project, ProjectState.CLOSED, ReparationTag.PROJECT_CLOSED, actor)
    if was_seen:
        telling.closed(project, actor=actor)


def confirm_project(*, project: Project, actor: Person) -> None:
    """Say that a project is still on. Twice a day is harmless."""
    project = queries.lock_project(project.id)
    if project.state is not ProjectState.LISTED:
        raise Refused(f"This project {rules.STANDS[project.state]}.", "Nothing was changed.")
    if project.confirmed_on != clock.today():
        project.confirmed_on = clock.today()
        record(ReparationTag.PROJECT_CONFIRMED, project, actor=actor)


def set_said(project: Project, said: Mapping[str, Any]) -> Changes:
    """Make a project say these things, and return what differs."""
    changes = amend(project, **_columns(said))
    before = sorted(row.theme for row in project.themes)
    after = sorted(set(said.get("themes", before)))
    if after != before:
        kept = [row for row in project.themes if row.theme in after]
        added = [ProjectTheme(theme=theme) for theme in after if theme not in before]
        project.themes = [*kept, *added]
        changes["themes"] = [before, after]
    if changes:
        touch(project)
    return changes


def touch(project: Project) -> None:
    """Make a newer version of a project, around which something changed: themes, a proposal.

    Whoever has a form open over the older one is told.
    """
    project.updated_at = clock.now()
    flag_modified(project, "updated_at")


def _columns(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form or a revision says as the columns hold it."""
    return {
        name: KINDS[name](value) if name in KINDS else value
        for name, value in said.items()
        if name in OFFERED
    }


def _locked(project: Project, version: int) -> Project:
    project = queries.lock_project(project.id)
    if project.version != version:
        raise Stale(STALE, AGAIN)
    return project


def _move(
    project: Project, then: ProjectState, tag: Tag, actor: Person | None, **details: Any
) -> None:
    changes = amend(project, state=then)
    record(tag, project, actor=actor, changes=changes, **details)
