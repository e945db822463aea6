"""Approving somebody in the end."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.recruitment.actions import letters
from portal.recruitment.actions import stages as actions
from portal.recruitment.forms.stages import ApproveForm
from portal.recruitment.models import Application
from portal.recruitment.permissions import approves, is_own
from portal.recruitment.queries import applications as queries
from portal.recruitment.queries import approvers
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.recruitment.views.applications import application_parts
from portal.recruitment.views.words import named
from portal.site import answers


@bp.post("/applications/<uuid:application_uuid>/approve")
@requires(Permission.RECRUITMENT_APPROVE)
def approve(application_uuid: UUID) -> ResponseReturnValue:
    """Approve somebody, and write to them or not: from today they are an active volunteer."""
    found, form = queries.application(application_uuid), ApproveForm()
    if not approves(signed_in_user(), found, approvers.named()):
        flash(_why_not(found), "problem")
        return redirect(url_for(".application", application_uuid=application_uuid), 303)
    try:
        actions.approve(application=found, version=form.version.data, actor=signed_in_person())
        _welcome(found, form)
    except Refused as refused:
        status = answers.refuse(form, refused)
        parts = application_parts(queries.application(application_uuid))
        return render_template("recruitment/application.html", form=form, **parts), status
    flash(f"{found.name} is approved, and an active volunteer from today.", "done")
    return redirect(url_for(".application", application_uuid=application_uuid), 303)


def _why_not(found: Application) -> str:
    if is_own(signed_in_user(), found):
        return "This is your own application. Ask a colleague who approves to look at it."
    return f"Only {named(approvers.approvers())} can approve. Ask them to."


def _welcome(found: Application, form: ApproveForm) -> None:
    if found.changes[-1].letter is not None:
        return  # the button was pressed twice
    change, actor = found.changes[-1].id, signed_in_person()
    if request.form.get("answer") == "send":
        letters.write(application=found, change_id=change, number=form.number.data, actor=actor)
    else:
        letters.leave(application=found, change_id=change, actor=actor)
