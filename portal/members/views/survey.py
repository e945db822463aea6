"""The survey among volunteers: the public page that asks, and the results over time."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, public, requires
from portal.accounts.actions import take_look
from portal.accounts.queries import signed_in_person
from portal.accounts.rules import Limit
from portal.members.actions import survey as actions
from portal.members.forms import survey as forms
from portal.members.models import ENOUGH, SURVEY_MONTHS, Survey
from portal.members.queries import survey as queries
from portal.members.rules import survey as rules
from portal.members.views import answering, bp
from portal.settings.queries import value
from portal.site.filters import plural
from portal.site.refusals import Refused

SENDINGS: Final = Limit(20, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""So many may answer from one address: several sit behind the one of a council office."""
TOO_MANY: Final = 429
GONE: Final = 410
UNKNOWN: Final = 404


@bp.route("/survey/<string:token>", methods=["GET", "POST"])
@public
def answer_survey(token: str) -> ResponseReturnValue:
    """Ask how volunteering is, and keep the answer without a name. A machine's is not kept."""
    asked = queries.by_token(token)
    if asked is None:
        return _answer(render_template("members/survey/unknown.html"), UNKNOWN)
    if not actions.is_answerable(asked):
        return _answer(render_template("members/survey/closed.html"), GONE)
    form, status = forms.answers(), None
    if form.validate_on_submit():
        try:
            if _keep(asked, form):
                return redirect(url_for(".survey_answered"), 303)
        except Refused as refused:
            answering.refuse(form, refused)
            return _answer(render_template("members/survey/closed.html"), GONE)
        form.refuse("Many answers came from here within the hour. Wait an hour, then send yours")
        status = TOO_MANY
    page = render_template("members/survey/answer.html", form=form, asked=asked, enough=ENOUGH)
    return _answer(page, status or answering.status_of(form))


def _keep(asked: Survey, form: forms.Answers) -> bool:
    """Keep an answer; False when too many came from the same network."""
    if form.homepage.data:
        return True
    if not take_look(what="members-survey", address=request.remote_addr or "", limit=SENDINGS):
        return False
    actions.answer(survey=asked, form_key=str(form.form_key.data), answers=form.said)
    return True


def _answer(page: str, status: int) -> Response:
    """Return a page that tells nobody the address it has, and of which no copy is kept."""
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/survey/thanks")
@public
def survey_answered() -> ResponseReturnValue:
    """Thank somebody, with nothing of what they said."""
    return render_template("members/survey/thanks.html", enough=ENOUGH)


@bp.get("/surveys")
@requires(Permission.MEMBERS_SURVEY)
def surveys() -> ResponseReturnValue:
    """Show what volunteers said, over time, and whether they are being asked now."""
    running = queries.running()
    return render_template(
        "members/survey/results.html",
        running=running,
        has_enough=running is not None and queries.has_enough(running, ENOUGH),
        closed=queries.closed(),
        due=rules.next_due(queries.last_opened(), value(SURVEY_MONTHS), clock.today()),
        questions=rules.QUESTIONS,
        enough=ENOUGH,
    )


@bp.route("/surveys/new", methods=["GET", "POST"])
@requires(Permission.MEMBERS_EDIT)
def open_survey() -> ResponseReturnValue:
    """Open a survey and write to everybody active; the same form sent twice opens one."""
    form = forms.NewSurvey(data={"closes_on": clock.today() + forms.USUAL})
    status = None
    if form.validate_on_submit():
        try:
            opened = actions.open_survey(
                closes_on=form.closes_on.data,
                form_key=str(form.form_key.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            status = answering.refuse(form, refused)
        else:
            written = plural(opened.asked, "volunteer is", "volunteers are")
            flash(f"The survey is open: {written} being written to.", "done")
            return redirect(url_for(".surveys"), 303)
    count = len(queries.asked())
    page = render_template(
        "members/survey/open.html", form=form, count=count, questions=rules.QUESTIONS
    )
    return page, status or answering.status_of(form)


@bp.post("/surveys/<uuid:survey_uuid>/close")
@requires(Permission.MEMBERS_EDIT)
def close_survey(survey_uuid: UUID) -> ResponseReturnValue:
    """Close a survey before its last day, and show its results if enough have answered."""
    survey = queries.survey(survey_uuid)
    closed = actions.close_survey(survey=survey, actor=signed_in_person())
    few = f"Fewer than {ENOUGH} had answered: their answers are deleted and shown to nobody."
    flash("The survey is closed." if closed.results else f"The survey is closed. {few}", "done")
    return redirect(url_for(".surveys"), 303)


@bp.post("/surveys/<uuid:survey_uuid>/remove-words")
@requires(Permission.MEMBERS_EDIT)
def remove_survey_words(survey_uuid: UUID) -> ResponseReturnValue:
    """Take off what names somebody or tells of a case; it cannot be brought back."""
    survey, words = queries.survey(survey_uuid), request.form.get("words", "")
    if actions.remove_words(survey=survey, words=words, actor=signed_in_person()):
        flash("The sentence is taken off, and kept nowhere.", "done")
    return redirect(url_for(".surveys"), 303)
