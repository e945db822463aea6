"""Photos of projects: added, approved, taken off, and shown."""

import io
from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person
from portal.database import begins_deferred, changing, session
from portal.notifications.queries import file_content
from portal.reparation.actions import photos as actions
from portal.reparation.forms import photos as forms
from portal.reparation.models import Project, ProjectPhoto
from portal.reparation.queries import photos as queries
from portal.reparation.queries import projects
from portal.reparation.rules.photos import kept
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.reparation.views.own_projects import OWN
from portal.reparation.views.projects import PROJECT
from portal.site import answers
from portal.site.uploads import takes_files

PHOTO = "/photos/<uuid:photo_uuid>"
Find = Callable[[], Project]


@bp.route(f"{OWN}/photos", methods=["GET", "POST"])
@requires(Permission.REPARATION_OWN)
@takes_files
@begins_deferred
def add_my_photo(project_uuid: UUID) -> ResponseReturnValue:
    """Add a photo, which a coordinator looks at before anybody else sees it."""
    find = partial(projects.own_project, signed_in_person(), project_uuid)
    form, project = forms.NewPhoto(), find()
    if form.validate_on_submit() and _added(form, find, approved=False):
        flash("It is added. The coordinator looks at it before staff see it.", "done")
        return redirect(url_for(".my_project", project_uuid=project_uuid), 303)
    page = render_template("reparation/projects/photo_mine.html", form=form, project=project)
    return page, answers.status()


@bp.route(f"{PROJECT}/photos", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
@takes_files
@begins_deferred
def add_photo(project_uuid: UUID) -> ResponseReturnValue:
    """Add a photo, which all staff see at once if the project is listed."""
    find = partial(projects.project, project_uuid, asked.my_areas(), edits=True)
    form, project = forms.NewPhoto(), find()
    if form.validate_on_submit() and _added(form, find, approved=True):
        flash("It is added.", "done")
        return redirect(url_for(".project", project_uuid=project_uuid), 303)
    page = render_template("reparation/projects/photo.html", form=form, project=project)
    return page, answers.status()


@bp.get(PHOTO)
@requires(Permission.REPARATION_READ, Permission.REPARATION_OWN)
def photo(photo_uuid: UUID) -> ResponseReturnValue:
    """Show a photo to whoever may see it."""
    found = _seen(photo_uuid)
    return send_file(io.BytesIO(file_content(found.document)), mimetype=found.document.media_type)


@bp.post(f"{PHOTO}/approve")
@requires(Permission.REPARATION_EDIT)
def approve_photo(photo_uuid: UUID) -> ResponseReturnValue:
    """Let all staff see a photo."""
    found = queries.photo_managed(photo_uuid, asked.my_areas())
    actions.approve_photo(photo=found, actor=signed_in_person())
    flash("Staff see the photo now.", "done")
    return redirect(url_for(".project", project_uuid=found.project.uuid), 303)


@bp.post(f"{PHOTO}/remove")
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def remove_photo(photo_uuid: UUID) -> ResponseReturnValue:
    """Take a photo off."""
    edits = may(Permission.REPARATION_EDIT)
    # Whoever is staff and a partner's sees every listed photo, and takes off that partner's alone.
    found = _seen(photo_uuid) if edits else queries.own_photo(signed_in_person(), photo_uuid)
    project_uuid = found.project.uuid
    actions.remove_photo(photo=found, actor=signed_in_person())
    flash("The photo is taken off.", "done")
    page = ".project" if edits else ".my_project"
    return redirect(url_for(page, project_uuid=project_uuid), 303)


def _seen(photo_uuid: UUID) -> ProjectPhoto:
    if may(Permission.REPARATION_EDIT):
        return queries.photo_managed(photo_uuid, asked.my_areas())
    if may(Permission.REPARATION_READ):
        return queries.photo_listed(photo_uuid)
    return queries.own_photo(signed_in_person(), photo_uuid)


def _added(form: forms.NewPhoto, find: Find, *, approved: bool) -> bool:
    """Add the photo of a form in a change of its own; a picture takes its time to be made anew."""
    try:
        file = kept(form.file.data.read(), form.file.data.filename or "")
        session.rollback()  # what was read; the change begins its own transaction
        with changing():
            actions.add_photo(
                project=find(),
                file=file,
                alt=str(form.alt.data),
                actor=signed_in_person(),
                approved=approved,
            )
    except Refused as refused:
        answers.refuse(form, refused)
        return False
    return True
