"""An interviewer's own pages: what they are to hold, what to ask, what they noted."""

from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.recruitment.actions.recommending import keep_notes, send_recommendation
from portal.recruitment.forms import interviews as forms
from portal.recruitment.models import Interview, Interviewer
from portal.recruitment.permissions import looks_after
from portal.recruitment.queries import interviews as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.site import answers

SEND: Final = "send"


@bp.get("/interviews")
@requires(Permission.RECRUITMENT_INTERVIEW)
def my_interviews() -> ResponseReturnValue:
    """Show somebody the interviews that wait for them, the next first."""
    found = queries.mine(signed_in_person())
    return render_template("recruitment/interviews/mine.html", found=found)


@bp.get("/interviews/<uuid:interview_uuid>")
@requires(Permission.RECRUITMENT_INTERVIEW)
def interview(interview_uuid: UUID) -> ResponseReturnValue:
    """Show an interviewer what to ask, and the others' notes once all are in."""
    found = queries.interview(interview_uuid)
    own = _own(found)
    if own is None:
        return _for_others(found)
    return _page(found, own, forms.notes(found.questions, own))


@bp.post("/interviews/<uuid:interview_uuid>")
@requires(Permission.RECRUITMENT_INTERVIEW)
def keep_interview_notes(interview_uuid: UUID) -> ResponseReturnValue:
    """Keep what an interviewer wrote, and send it if they say so."""
    found = queries.interview(interview_uuid)
    own = _own(found)
    if own is None:
        abort(404)
    form, sending = forms.notes(found.questions, own), request.form.get("do") == SEND
    if not form.validate() or (sending and not form.is_whole()):
        return _page(found, own, form)
    try:
        keep_notes(
            interviewer=own,
            notes=form.notes,
            recommendation=form.recommended,
            words=str(form.words.data),
            actor=own.person,
        )
        if sending:
            send_recommendation(interviewer=own, actor=own.person)
    except Refused as refused:
        answers.refuse(form, refused)
        return _page(found, own, form)
    flash("Your recommendation is sent." if sending else "Kept, for you alone so far.", "done")
    return redirect(url_for(".interview", interview_uuid=interview_uuid), 303)


def _own(found: Interview) -> Interviewer | None:
    person = signed_in_person()
    return next((each for each in found.interviewers if each.person_id == person.id), None)


def _for_others(found: Interview) -> ResponseReturnValue:
    """Lead a coordinator to the application's page; nobody else knows of an interview."""
    if not looks_after(signed_in_user(), found.application):
        abort(404)
    return redirect(url_for(".interview_of", application_uuid=found.application.uuid))


def _page(found: Interview, own: Interviewer, form: forms.Notes) -> ResponseReturnValue:
    page = render_template(
        "recruitment/interviews/interview.html",
        interview=found,
        own=own,
        form=form,
        shown=found.interviewers if found.is_heard else [own] if own.sent_at else [],
    )
    return page, answers.status()
