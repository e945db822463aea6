"""What there is to read for a course: links and files."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import begins_deferred, changing, session
from portal.notifications.views import saved
from portal.site import answers
from portal.site.files import Kept
from portal.site.uploads import takes_files
from portal.training import actions, forms, rules
from portal.training.queries import courses, files
from portal.training.views import asked, bp


@bp.route("/courses/<string:code>/materials", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
@takes_files
@begins_deferred
def add_material(code: str) -> ResponseReturnValue:
    """Ask for a link or a file, and add it."""
    course = courses.course(code)
    form = forms.NewMaterial()
    if form.validate_on_submit():
        try:
            file = asked.file_in(form.file.data)
        except rules.Refused as refused:
            form.refuse(refused.sentence, "file")
        else:
            _add(code, form, file)
            flash(f"{form.title.data} is added.", "done")
            return redirect(url_for(".course", code=code), 303)
    page = render_template("training/material_new.html", form=form, course=course)
    return page, answers.status()


def _add(code: str, form: forms.NewMaterial, file: Kept | None) -> None:
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        actions.add_material(
            course=courses.course(code),
            title=str(form.title.data),
            url=form.url.data or None,
            file=file,
            actor=signed_in_person(),
        )


@bp.post("/courses/<string:code>/materials/<int:material_id>/remove")
@requires(Permission.TRAINING_EDIT)
def remove_material(code: str, material_id: int) -> ResponseReturnValue:
    """Take something off."""
    actions.remove_material(
        course=courses.course(code), material_id=material_id, actor=signed_in_person()
    )
    flash("It is taken off.", "done")
    return redirect(url_for(".course", code=code), 303)


@bp.get("/courses/<string:code>/materials/<int:material_id>")
@requires(Permission.TRAINING_READ)
def material(code: str, material_id: int) -> ResponseReturnValue:
    """Hand out a file to be saved."""
    found = files.material(courses.course(code).id, material_id)
    assert found.document is not None  # noqa: S101 -- the query asks for those with a file
    return saved(found.document)
