"""Did it help: the public page that asks, and the results by course and by trainer."""

from typing import Final
from uuid import UUID

from flask import (
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from portal.access import Permission, public, requires
from portal.accounts.queries import signed_in_person
from portal.database import session
from portal.settings.queries import value
from portal.site import answers
from portal.spreadsheets.views import as_csv
from portal.training import actions, forms, rules
from portal.training.models import ENOUGH_ANSWERS, FeedbackMoment, TrainingSession
from portal.training.queries import courses
from portal.training.queries import evaluation as queries
from portal.training.rules import chart
from portal.training.views import bp

MOST_SHOWN: Final = 12
"""Sessions in a chart, or whose words are shown; the table has all."""

GONE: Final = 410
GIVE: Final = "training/evaluation/give.html"
CLOSED: Final = "training/evaluation/closed.html"
THANKS: Final = "training/evaluation/thanks.html"


@bp.route("/feedback/<string:token>", methods=["GET", "POST"])
@public
def give_feedback(token: str) -> ResponseReturnValue:
    """Ask how sure somebody is, and keep the answer without a name; the link works once."""
    held, moment = _asked_by(token)
    spent = queries.is_spent(actions.hash_of(token))
    if spent or not queries.is_open(held, moment):
        return _answer(CLOSED, held, spent=spent, moment=moment), GONE
    form = forms.feedback(queries.outcomes_of(held.course_id), moment)
    if form.validate_on_submit():
        try:
            actions.give_feedback(
                held=held, moment=moment, token_hash=actions.hash_of(token), answers=form.answers
            )
        except rules.Refused:
            session.rollback()
            return _answer(CLOSED, held, spent=True, moment=moment), GONE
        return _answer(THANKS, held, moment=moment)
    page = _answer(GIVE, held, moment=moment, form=form, token=token)
    page.status_code = answers.status()
    return page


def _asked_by(token: str) -> tuple[TrainingSession, FeedbackMoment]:
    """Return what a link asks about; 404 for one that we did not make."""
    opened = actions.opened(token)
    if opened is None:
        abort(404)
    uuid, moment = opened
    return queries.session_by(uuid), moment


def _answer(
    template: str, held: TrainingSession, *, moment: FeedbackMoment, **values: object
) -> Response:
    """Return a page that tells nobody the address it has: that is the link."""
    page = render_template(
        template,
        held=held,
        before=moment is FeedbackMoment.BEFORE,
        enough=value(ENOUGH_ANSWERS),
        **values,
    )
    answer = make_response(page)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/results")
@requires(Permission.TRAINING_RESULTS)
def results() -> ResponseReturnValue:
    """Show whether training helped, by course and by trainer."""
    found = queries.results()
    return render_template(
        "training/evaluation/results.html",
        courses=queries.by_course(found),
        trainers=queries.by_trainer(found),
        enough=value(ENOUGH_ANSWERS),
        mean=rules.mean_in_words,
        line=chart.line,
    )


@bp.get("/results.csv")
@requires(Permission.TRAINING_RESULTS)
def results_file() -> ResponseReturnValue:
    """Give every session's results as a spreadsheet."""
    return as_csv(queries.as_rows(queries.results()), "training-results")


@bp.get("/courses/<string:code>/results")
@requires(Permission.TRAINING_RESULTS)
def course_results(code: str) -> ResponseReturnValue:
    """Show whether a course helped, over time, with each of its outcomes."""
    course = courses.course(code)
    return _over_time(course.title, queries.results(course_id=course.id), course=course)


@bp.post("/courses/<string:code>/results/remove-words")
@requires(Permission.TRAINING_EDIT)
def remove_words(code: str) -> ResponseReturnValue:
    """Take off what names somebody or tells of a case; it cannot be brought back."""
    words = request.form.get("words", "")
    if actions.remove_words(course=courses.course(code), words=words, actor=signed_in_person()):
        flash("The sentence is taken off, and kept nowhere.", "done")
    return redirect(url_for(".course_results", code=code), 303)


@bp.get("/results/trainer/<uuid:session_uuid>")
@requires(Permission.TRAINING_RESULTS)
def trainer_results(session_uuid: UUID) -> ResponseReturnValue:
    """Show over time whether the sessions of whoever gave this one helped."""
    held = queries.session_by(session_uuid)
    if not held.trainer_words:
        abort(404)
    return _over_time(held.trainer_words, queries.results(given_with=held))


def _over_time(
    name: str, found: list[queries.SessionResults], **values: object
) -> ResponseReturnValue:
    summary = queries.Summary(name, found)
    rated = [each for each in found if each.before.sure.count or each.after.sure.count]
    drawn = rated[:MOST_SHOWN][::-1]
    return render_template(
        "training/evaluation/over_time.html",
        summary=summary,
        texts=queries.outcome_texts({*summary.before.outcomes, *summary.after.outcomes}),
        bars=chart.bars([(each.before.sure.mean, each.after.sure.mean) for each in drawn]),
        drawn=drawn,
        words=queries.words_of(found, MOST_SHOWN),
        most=MOST_SHOWN,
        enough=value(ENOUGH_ANSWERS),
        mean=rules.mean_in_words,
        line=chart.line,
        **values,
    )
