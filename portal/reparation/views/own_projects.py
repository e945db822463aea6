"""A partner's own projects: drafted, sent, changed, copied, paused, still on."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import projects as actions
from portal.reparation.actions import revisions
from portal.reparation.forms import projects as forms
from portal.reparation.models import ENOUGH_FEEDBACK, Project
from portal.reparation.queries import feedback
from portal.reparation.queries import projects as queries
from portal.reparation.queries.partners import mine as my_partner
from portal.reparation.rules import projects as rules
from portal.reparation.rules.feedback import share_in_words
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import bp, editing
from portal.settings.queries import value
from portal.site import answers
from portal.site.forms import OnceForm

OWN = "/mine/projects/<uuid:project_uuid>"


@bp.get("/mine/projects")
@requires(Permission.REPARATION_OWN)
def my_projects() -> ResponseReturnValue:
    """Show a partner its projects, and what each waits for."""
    person = signed_in_person()
    return render_template(
        "reparation/projects/mine.html",
        partner=my_partner(person),
        projects=queries.own(person),
        most=queries.MOST_OWN,
    )


@bp.route("/mine/projects/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_OWN)
def draft_project() -> ResponseReturnValue:
    """Begin a project, which stays a draft until its partner sends it."""
    partner = my_partner(signed_in_person())
    form = forms.NewProject(data=forms.blank(), choices=editing.choices(partner))
    if form.validate_on_submit():
        made = actions.draft_project(
            partner=partner,
            said=form.said(),
            form_key=form.form_key.data,
            actor=signed_in_person(),
        )
        flash("It is saved as a draft. Nobody else sees it until you send it.", "done")
        return redirect(url_for(".my_project", project_uuid=made.uuid), 303)
    return render_template("reparation/projects/draft.html", form=form), answers.status()


@bp.get(OWN)
@requires(Permission.REPARATION_OWN)
def my_project(project_uuid: UUID) -> ResponseReturnValue:
    """Show a partner one of its projects: how it stands, what is missing, what can be done."""
    return _page(_own(project_uuid))


@bp.route(f"{OWN}/edit", methods=["GET", "POST"])
@requires(Permission.REPARATION_OWN)
def change_my_project(project_uuid: UUID) -> ResponseReturnValue:
    """Change a project; what is listed stays until a coordinator has looked at the changes."""
    project = _own(project_uuid)
    form = editing.changing(project, project.partner, project.proposed)
    differing, status = None, answers.status()
    if form.validate_on_submit():
        try:
            waiting = revisions.change_own(
                project=project,
                version=form.version.data or 0,
                said=form.said(),
                actor=signed_in_person(),
            )
        except Refused as refused:
            differing, status = editing.not_changed(form, refused, project, proposed=True)
        else:
            flash("The coordinator has your changes." if waiting else "Saved.", "done")
            return redirect(url_for(".my_project", project_uuid=project_uuid), 303)
    page = render_template(
        "reparation/projects/change_mine.html", form=form, project=project, differing=differing
    )
    return page, status


@bp.post(f"{OWN}/submit")
@requires(Permission.REPARATION_OWN)
def submit_project(project_uuid: UUID) -> ResponseReturnValue:
    """Send a draft to the coordinator, or say what is missing."""
    project = _own(project_uuid)
    with answers.saying("It is sent. The coordinator reads it and writes to you."):
        actions.submit_project(project=project, actor=signed_in_person())
    return redirect(url_for(".my_project", project_uuid=project_uuid), 303)


@bp.post(f"{OWN}/copy")
@requires(Permission.REPARATION_OWN)
def copy_my_project(project_uuid: UUID) -> ResponseReturnValue:
    """Begin next season's project with what this one says."""
    project, form = _own(project_uuid), OnceForm()
    copy = actions.copy_project(
        project=project, form_key=form.form_key.data, actor=signed_in_person()
    )
    flash("This is a copy. Change what is different, then send it.", "done")
    return redirect(url_for(".my_project", project_uuid=copy.uuid), 303)


@bp.post(f"{OWN}/still-on")
@requires(Permission.REPARATION_OWN)
def confirm_project(project_uuid: UUID) -> ResponseReturnValue:
    """Say that a listed project is still on."""
    project = _own(project_uuid)
    with answers.saying("Thank you: it stays in the list."):
        actions.confirm_project(project=project, actor=signed_in_person())
    return redirect(url_for(".my_project", project_uuid=project_uuid), 303)


@bp.route(f"{OWN}/pause", methods=["GET", "POST"])
@requires(Permission.REPARATION_OWN)
def pause_my_project(project_uuid: UUID) -> ResponseReturnValue:
    """Take a project out of the list for a while, and say why."""
    project = _own(project_uuid)
    form = forms.Reason(data={"version": project.version})
    if editing.is_paused(project, form):
        flash("It is paused: staff no longer find it. The coordinator knows.", "done")
        return redirect(url_for(".my_project", project_uuid=project_uuid), 303)
    page = render_template("reparation/projects/pause_mine.html", form=form, project=project)
    return page, answers.status()


@bp.post(f"{OWN}/resume")
@requires(Permission.REPARATION_OWN)
def resume_my_project(project_uuid: UUID) -> ResponseReturnValue:
    """Bring a paused project back into the list."""
    project = _own(project_uuid)
    with answers.saying("It is listed again: staff can find it."):
        actions.resume_own(project=project, actor=signed_in_person())
    return redirect(url_for(".my_project", project_uuid=project_uuid), 303)


@bp.post(f"{OWN}/close")
@requires(Permission.REPARATION_OWN)
def close_my_project(project_uuid: UUID) -> ResponseReturnValue:
    """End a project; it is kept, and can be copied."""
    actions.close_project(project=_own(project_uuid), actor=signed_in_person())
    flash("It is closed. You can still read and copy it.", "done")
    return redirect(url_for(".my_project", project_uuid=project_uuid), 303)


@bp.post(f"{OWN}/withdraw")
@requires(Permission.REPARATION_OWN)
def withdraw_changes(project_uuid: UUID) -> ResponseReturnValue:
    """Take back changes that wait for the coordinator."""
    revisions.withdraw_revision(project=_own(project_uuid), actor=signed_in_person())
    flash("Your changes are taken back. What is listed stays as it is.", "done")
    return redirect(url_for(".my_project", project_uuid=project_uuid), 303)


def _own(project_uuid: UUID) -> Project:
    return queries.own_project(signed_in_person(), project_uuid)


def _page(project: Project) -> ResponseReturnValue:
    held, proposed = project.offered, project.proposed
    return render_template(
        "reparation/projects/my_project.html",
        project=project,
        missing=rules.missing(held) if project.state in rules.TYPED_INTO else [],
        differences=rules.differences(held, proposed, editing.words(held, proposed)),
        resumes=queries.was_paused_by_partner(project),
        once=OnceForm(),
        said=feedback.said_of(project.id),
        share=share_in_words,
        few=value(ENOUGH_FEEDBACK),
    )
