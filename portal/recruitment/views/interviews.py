"""An applicant's interview, as a coordinator arranges it and sees who has not said a word."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar.queries import open_rooms
from portal.recruitment.actions import interviews as actions
from portal.recruitment.actions.recommending import remind_interviewer
from portal.recruitment.forms import interviews as forms
from portal.recruitment.models import Interview
from portal.recruitment.permissions import looks_after
from portal.recruitment.queries import applications
from portal.recruitment.queries import interviews as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import asked, bp
from portal.site import answers
from portal.site.forms import Form

APPLICATION: Final = "/applications/<uuid:application_uuid>"
INTERVIEW: Final = "/interviews/<uuid:interview_uuid>"
INTERVIEWER: Final = f"{INTERVIEW}/interviewers/<int:interviewer_id>"


@bp.get(f"{APPLICATION}/interview")
@requires(Permission.RECRUITMENT_READ)
def interview_of(application_uuid: UUID) -> ResponseReturnValue:
    """Show an applicant's interview; what was noted is for coordinators, once all of it is in."""
    user = signed_in_user()
    found = applications.application_of_another(application_uuid, user)
    interview, may_edit = queries.interview_of(found.id), looks_after(user, found)
    return render_template(
        "recruitment/interviews/interview_of.html",
        application=found,
        interview=interview,
        brief=queries.in_brief(interview) if interview else None,
        shown=interview.interviewers if interview and interview.is_heard and may_edit else [],
        may_edit=may_edit,
        me=signed_in_person(),
    )


@bp.route(f"{APPLICATION}/interview/new", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def arrange_interview(application_uuid: UUID) -> ResponseReturnValue:
    """Arrange an interview: everybody who is at it is told."""
    found, rooms, people = asked.mine(application_uuid), open_rooms(), _people()
    form = forms.NewInterview(choices=_choices(rooms, people))
    if form.validate_on_submit():
        try:
            actions.arrange_interview(
                application=found,
                plan=form.plan(rooms, people),
                form_key=str(form.form_key.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"The interview of {found.name} is arranged, and everybody told.", "done")
            return redirect(url_for(".interview_of", application_uuid=application_uuid), 303)
    page = render_template("recruitment/interviews/new.html", application=found, form=form)
    return page, answers.status()


@bp.route(f"{INTERVIEW}/change", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def move_interview(interview_uuid: UUID) -> ResponseReturnValue:
    """Give an interview another time, place or other interviewers."""
    found, rooms, people = _own(interview_uuid), open_rooms(), _people()
    form = forms.ChangedInterview(data=forms.shown(found), choices=_choices(rooms, people))
    status = answers.status()
    if form.validate_on_submit():
        try:
            actions.move_interview(
                interview=found,
                plan=form.plan(rooms, people),
                version=form.version.data or 0,
                actor=signed_in_person(),
            )
        except Refused as refused:
            status = answers.refuse(form, refused)
            form.renew(found)
        else:
            return _back(found)
    page = render_template("recruitment/interviews/change.html", interview=found, form=form)
    return page, status


@bp.route(f"{INTERVIEW}/cancel", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def cancel_interview(interview_uuid: UUID) -> ResponseReturnValue:
    """Ask whether to call an interview off, and do."""
    found, form = _own(interview_uuid), Form()
    if form.validate_on_submit():
        with answers.saying("The interview is called off, and everybody told."):
            actions.cancel_interview(interview=found, actor=signed_in_person())
        return _back(found)
    return render_template("recruitment/interviews/cancel.html", interview=found, form=form)


@bp.post(f"{INTERVIEWER}/remind")
@requires(Permission.RECRUITMENT_EDIT)
def remind_of_interview(interview_uuid: UUID, interviewer_id: int) -> ResponseReturnValue:
    """Remind somebody now, at most once a day, that their recommendation is missing."""
    found = _own(interview_uuid)
    each = queries.interviewer(found, interviewer_id)
    days = (clock.today() - found.entry.last_day).days
    try:
        sent = remind_interviewer(interviewer=each, days=days, actor=signed_in_person())
    except Refused as refused:
        answers.say_no(refused)
    else:
        name = each.person.display_name
        done = "A reminder is on its way to" if sent else "One was written today already to"
        flash(f"{done} {name}.", "done")
    return _back(found)


@bp.post(f"{INTERVIEWER}/release")
@requires(Permission.RECRUITMENT_EDIT)
def release_interviewer(interview_uuid: UUID, interviewer_id: int) -> ResponseReturnValue:
    """Take somebody off whose word is not waited for."""
    found = _own(interview_uuid)
    try:
        actions.release_interviewer(
            interviewer=queries.interviewer(found, interviewer_id), actor=signed_in_person()
        )
    except Refused as refused:
        answers.say_no(refused)
    return _back(found)


def _people() -> Sequence[Any]:
    return queries.possible_interviewers()


def _choices(rooms: Sequence[Any], people: Sequence[Any]) -> dict[str, Any]:
    named = [(person.id, person.display_name) for person in people]
    numbers = range(1, forms.MOST_INTERVIEWERS + 1)
    return {
        "room": [("", "No room of ours"), *((room.id, room.full_name) for room in rooms)],
        **{f"interviewer_{number}": [("", "Nobody"), *named] for number in numbers},
    }


def _own(uuid: UUID) -> Interview:
    found = queries.interview(uuid)
    if not looks_after(signed_in_user(), found.application):
        abort(404)
    return found


def _back(found: Interview) -> ResponseReturnValue:
    return redirect(url_for(".interview_of", application_uuid=found.application.uuid), 303)
