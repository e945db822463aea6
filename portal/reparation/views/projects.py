"""Projects for the service's own people: a coordinator's list by state, and the page of one."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import projects as actions
from portal.reparation.forms import projects as forms
from portal.reparation.models import STILL_ON_DAYS, Project, ProjectState
from portal.reparation.queries import gate, sessions
from portal.reparation.queries import projects as queries
from portal.reparation.rules import projects as rules
from portal.reparation.rules.places import Taken
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp, editing, searching
from portal.settings.queries import value
from portal.site import answers
from portal.site.forms import EditForm, OnceForm
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

PROJECT = "/projects/<uuid:project_uuid>"
STATES = {
    "": "All",
    ProjectState.SUBMITTED.value: "Waiting for us",
    queries.WAITING: "Changes to look at",
    queries.PHOTOS: "Photos to look at",
    queries.STALE: "Listed, and not said to be on lately",
    **{
        state.value: state.label
        for state in ProjectState
        if state not in {ProjectState.SUBMITTED, ProjectState.DRAFT}
    },
    ProjectState.DRAFT.value: "Drafts",
}


@bp.get("/projects/manage")
@requires(Permission.REPARATION_EDIT)
def manage_projects() -> ResponseReturnValue:
    """Show a coordinator the projects of their areas, by state."""
    areas, state = asked.my_areas(), request.args.get("state", "")
    before = clock.today() - timedelta(days=value(STILL_ON_DAYS))
    search = queries.Search(asked.words(), state if state in STATES else "", before)
    return page_or_fragment(
        "reparation/projects/manage.html",
        "reparation/projects/_managed.html",
        found=queries.managed(search, areas, requested_page()),
        states=_counted(queries.counts(areas, before)),
        search=search,
    )


def _counted(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the states to choose from, each with how many there are."""
    return [
        (value, f"{words} ({counts.get(value, 0)})" if value else words)
        for value, words in STATES.items()
    ]


@bp.get(PROJECT)
@requires(Permission.REPARATION_READ)
def project(project_uuid: UUID) -> ResponseReturnValue:
    """Show all that is said of a project, and to a coordinator what can be done with it."""
    return _page(_seen(project_uuid))


@bp.route("/projects/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def new_project() -> ResponseReturnValue:
    """Begin a project for a partner, or one of the service's own."""
    partners = {partner.id: partner for partner in queries.partners()}
    named = [("", "The service itself"), *((each.id, each.name) for each in partners.values())]
    form = forms.NewProjectFor(
        data=forms.blank(), choices={**editing.choices(None), "partner": named}
    )
    if form.validate_on_submit():
        made = actions.draft_project(
            partner=partners.get(form.partner.data),
            said=form.said(),
            form_key=form.form_key.data,
            actor=signed_in_person(),
        )
        flash("It is saved as a draft.", "done")
        return redirect(url_for(".project", project_uuid=made.uuid), 303)
    return render_template("reparation/projects/new.html", form=form), answers.status()


@bp.route(f"{PROJECT}/edit", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def change_project(project_uuid: UUID) -> ResponseReturnValue:
    """Change what is listed, at once."""
    project = _managed(project_uuid)
    form = editing.changing(project, None, project.offered)
    differing, status = None, answers.status()
    if form.validate_on_submit():
        try:
            actions.change_project(
                project=project,
                version=form.version.data or 0,
                said=form.said(),
                actor=signed_in_person(),
            )
        except Refused as refused:
            differing, status = editing.not_changed(form, refused, project)
        else:
            flash("Saved.", "done")
            return redirect(url_for(".project", project_uuid=project_uuid), 303)
    page = render_template(
        "reparation/projects/change.html",
        form=form,
        project=project,
        differing=differing,
        following=len(sessions.planned_of(project.id)),
    )
    return page, status


@bp.route(f"{PROJECT}/ask-changes", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def ask_changes(project_uuid: UUID) -> ResponseReturnValue:
    """Send a project back to its partner with what is to change."""
    project = _managed(project_uuid)
    form = forms.AskedChanges(data={"version": project.version})
    if form.validate_on_submit():
        try:
            actions.ask_changes(
                project=project,
                words=str(form.words.data),
                version=form.version.data or 0,
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
            form.renew(project)
        else:
            flash(f"{project.host} is told what is to change.", "done")
            return redirect(url_for(".project", project_uuid=project_uuid), 303)
    page = render_template("reparation/projects/ask_changes.html", form=form, project=project)
    return page, answers.status()


@bp.post(f"{PROJECT}/approve")
@requires(Permission.REPARATION_EDIT)
def approve_project(project_uuid: UUID) -> ResponseReturnValue:
    """Approve a project as it was read."""
    project, form = _managed(project_uuid), EditForm()
    try:
        actions.approve_project(
            project=project, version=form.version.data or 0, actor=signed_in_person()
        )
    except Refused as refused:
        return _not_done(project, refused)
    flash("It is approved. List it, and staff can find it.", "done")
    return redirect(url_for(".project", project_uuid=project_uuid), 303)


@bp.post(f"{PROJECT}/list")
@requires(Permission.REPARATION_EDIT)
def list_project(project_uuid: UUID) -> ResponseReturnValue:
    """Show a project to all staff."""
    project = _managed(project_uuid)
    try:
        actions.list_project(project=project, actor=signed_in_person())
    except Refused as refused:
        return _not_done(project, refused)
    flash("It is listed: staff can find it.", "done")
    return redirect(url_for(".project", project_uuid=project_uuid), 303)


@bp.route(f"{PROJECT}/pause", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def pause_project(project_uuid: UUID) -> ResponseReturnValue:
    """Take a project out of the list for a while, and say why."""
    project = _managed(project_uuid)
    form = forms.Reason(data={"version": project.version})
    if editing.is_paused(project, form):
        flash("It is paused: staff no longer find it.", "done")
        return redirect(url_for(".project", project_uuid=project_uuid), 303)
    page = render_template("reparation/projects/pause.html", form=form, project=project)
    return page, answers.status()


@bp.post(f"{PROJECT}/copy")
@requires(Permission.REPARATION_EDIT)
def copy_project(project_uuid: UUID) -> ResponseReturnValue:
    """Begin next season's project with what this one says."""
    project, form = _managed(project_uuid), OnceForm()
    copy = actions.copy_project(
        project=project, form_key=form.form_key.data, actor=signed_in_person()
    )
    flash("This is a copy. Change what is different, then approve it.", "done")
    return redirect(url_for(".project", project_uuid=copy.uuid), 303)


@bp.post(f"{PROJECT}/close")
@requires(Permission.REPARATION_EDIT)
def close_project(project_uuid: UUID) -> ResponseReturnValue:
    """End a project; it is kept."""
    actions.close_project(project=_managed(project_uuid), actor=signed_in_person())
    flash("It is closed. Its page stays.", "done")
    return redirect(url_for(".project", project_uuid=project_uuid), 303)


def _seen(project_uuid: UUID) -> Project:
    edits = may(Permission.REPARATION_EDIT)
    return queries.project(project_uuid, asked.my_areas() if edits else frozenset(), edits=edits)


def _managed(project_uuid: UUID) -> Project:
    return queries.project(project_uuid, asked.my_areas(), edits=True)


def _not_done(project: Project, refused: Refused) -> ResponseReturnValue:
    answers.say_no(refused)
    return redirect(url_for(".project", project_uuid=project.uuid), 303)


def _page(project: Project) -> ResponseReturnValue:
    coming = sessions.of_project(project.id)
    return render_template(
        "reparation/projects/project.html",
        project=project,
        missing=rules.missing(project.offered) if project.state in rules.TYPED_INTO else [],
        version=EditForm(data={"version": project.version}),
        once=OnceForm(),
        against=gate.closed([project.id], clock.today())[project.id],
        documents=gate.documents(project),
        coming=coming,
        taken=sessions.taken_of([each.id for each in coming]),
        none_taken=Taken(),
        fits=searching.fit_here(project),
    )
