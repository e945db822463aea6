"""Recording the review of a probation."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.recruitment.actions import reviewing as actions
from portal.recruitment.forms import appointing as forms
from portal.recruitment.models import Appointment
from portal.recruitment.views import bp
from portal.recruitment.views.appointing import appointment_at
from portal.site import answers
from portal.site.refusals import Refused

MEANWHILE = "Somebody recorded a review meanwhile: the next one is on this page now"


@bp.get("/reviews/<uuid:application_uuid>")
@requires(Permission.RECRUITMENT_EDIT)
def review(application_uuid: UUID) -> ResponseReturnValue:
    """Ask when a probation was reviewed, and what that came to; never what was said."""
    made = appointment_at(application_uuid)
    form = forms.Review(data={"held_on": clock.today(), "version": made.version})
    return _page(form, made)


@bp.post("/reviews/<uuid:application_uuid>")
@requires(Permission.RECRUITMENT_EDIT)
def record_review(application_uuid: UUID) -> ResponseReturnValue:
    """Record a review that was held."""
    made, form = appointment_at(application_uuid), forms.Review()
    good = form.validate()
    if form.is_stale(made):
        form.renew(made)
        form.refuse(MEANWHILE)
        return _page(form, made, answers.CONFLICT)
    if not good:
        return _page(form, made, answers.FAILED)
    try:
        actions.review(
            appointment=made,
            held_on=form.held_on.data,
            outcome=form.outcome.data,
            next_on=form.next_on.data,
            actor=signed_in_person(),
        )
    except Refused as refused:
        return _page(form, made, answers.refuse(form, refused))
    flash("The review is recorded.", "done")
    return redirect(url_for(".appoint", application_uuid=application_uuid), 303)


def _page(form: forms.Review, made: Appointment, status: int = 200) -> ResponseReturnValue:
    return render_template("recruitment/review.html", form=form, appointment=made), status
