"""Naming the buddy of somebody who was appointed, then or later."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.recruitment.actions import buddies as actions
from portal.recruitment.forms import appointing as forms
from portal.recruitment.models import Appointment
from portal.recruitment.views import bp
from portal.recruitment.views.appointing import ONE, appointed, appointment_at, buddies_of
from portal.site import answers
from portal.site.refusals import Refused

MEANWHILE = "Somebody changed this appointment meanwhile. Look at who is the buddy now"


@bp.post(f"{ONE}/buddy")
@requires(Permission.RECRUITMENT_EDIT)
def name_buddy(application_uuid: UUID) -> ResponseReturnValue:
    """Give somebody who was appointed a buddy, another one, or none any more."""
    made = appointment_at(application_uuid)
    form = forms.Naming(choices={"buddy": buddies_of(made.application)})
    good = form.validate()
    if form.is_stale(made):
        form.refuse(MEANWHILE, "buddy")
        return appointed(made, naming=form, status=answers.CONFLICT)
    if not good:
        return appointed(made, naming=form, status=answers.FAILED)
    try:
        actions.name_buddy(appointment=made, uuid=form.uuid, actor=signed_in_person())
    except Refused as refused:
        return appointed(made, naming=form, status=answers.refuse(form, refused, "buddy"))
    flash(_said(made), "done")
    return redirect(url_for(".appoint", application_uuid=application_uuid), 303)


def _said(made: Appointment) -> str:
    name = made.member.person.display_name
    if made.buddy is None:
        return f"{name} has no buddy now."
    return f"{made.buddy.display_name} is the buddy of {name}, and told by email."
