"""What a partner would change of a listed project, beside what is listed."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import revisions as actions
from portal.reparation.forms import projects as forms
from portal.reparation.models import Project
from portal.reparation.queries import projects as queries
from portal.reparation.queries import sessions
from portal.reparation.rules import projects as rules
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp, editing
from portal.site import answers

CHANGES = "/projects/<uuid:project_uuid>/changes"


@bp.get(CHANGES)
@requires(Permission.REPARATION_EDIT)
def changes(project_uuid: UUID) -> ResponseReturnValue:
    """Show what is listed and what the partner would have it say, with the difference."""
    project = _managed(project_uuid)
    form = forms.Refusal(data={"version": project.version}, formdata=None)
    return _page(project, form), answers.status()


@bp.post(f"{CHANGES}/accept")
@requires(Permission.REPARATION_EDIT)
def accept_changes(project_uuid: UUID) -> ResponseReturnValue:
    """Make what the partner proposed what is listed."""
    project, form = _managed(project_uuid), forms.Refusal()
    try:
        actions.accept_revision(
            project=project, version=form.version.data or 0, actor=signed_in_person()
        )
    except Refused as refused:
        answers.say_no(refused)
        return redirect(url_for(".changes", project_uuid=project_uuid), 303)
    flash("The changes are listed.", "done")
    return redirect(url_for(".project", project_uuid=project_uuid), 303)


@bp.post(f"{CHANGES}/refuse")
@requires(Permission.REPARATION_EDIT)
def refuse_changes(project_uuid: UUID) -> ResponseReturnValue:
    """Leave what is listed, and tell the partner why."""
    project, form = _managed(project_uuid), forms.Refusal()
    if form.validate():
        try:
            actions.refuse_revision(
                project=project,
                version=form.version.data or 0,
                because=str(form.words.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
            form.renew(project)
        else:
            flash(f"What is listed stays. {project.host} is told why.", "done")
            return redirect(url_for(".project", project_uuid=project_uuid), 303)
    return _page(project, form), answers.status()


def _managed(project_uuid: UUID) -> Project:
    return queries.project(project_uuid, asked.my_areas(), edits=True)


def _page(project: Project, form: forms.Refusal) -> str:
    held, proposed = project.offered, project.proposed
    return render_template(
        "reparation/projects/changes.html",
        project=project,
        differences=rules.differences(held, proposed, editing.words(held, proposed)),
        form=form,
        following=len(sessions.planned_of(project.id)),
    )
