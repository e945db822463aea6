"""How a project was: the public page that asks, and a coordinator's page with links and results."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, public, requires
from portal.accounts.actions import take_look
from portal.accounts.queries import signed_in_person
from portal.accounts.rules import Limit
from portal.reparation.actions import feedback as actions
from portal.reparation.forms.feedback import Feedback, feedback
from portal.reparation.models import ENOUGH_FEEDBACK, Answerer, FeedbackLink, Project
from portal.reparation.queries import feedback as queries
from portal.reparation.queries import projects
from portal.reparation.rules import chart, poster
from portal.reparation.rules.feedback import ANSWERS, QUESTIONS
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.settings.queries import value
from portal.site import answers
from portal.site.urls import absolute

SENDINGS: Final = Limit(40, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""So many may answer from one address: a group often shares the one of the place it works at."""

TOO_MANY: Final = 429
GONE: Final = 410
MOST_DRAWN: Final = 12
"""Bars in a chart; the table beside it has all."""

PROJECT: Final = "/projects/<uuid:project_uuid>/feedback"
OF_KIND: Final = f"{PROJECT}/<string:kind>"


@bp.route("/feedback/<string:token>", methods=["GET", "POST"])
@public
def give_feedback(token: str) -> ResponseReturnValue:
    """Ask how a project was, and keep the answer without a name. A machine's is not kept."""
    link = queries.link(token)
    if link.ended_at is not None:
        return _answer(render_template("reparation/feedback/closed.html", link=link), GONE)
    form, status = feedback(link.answerer), answers.status()
    if form.validate_on_submit():
        try:
            if _keep(link, form):
                return redirect(url_for(".feedback_given"), 303)
        except Refused:
            answers.undo()
            return _answer(render_template("reparation/feedback/closed.html", link=link), GONE)
        form.refuse("Many answers came from here within the hour. Wait an hour, then send yours")
        status = TOO_MANY
    page = render_template("reparation/feedback/give.html", form=form, link=link, **_enough())
    return _answer(page, status)


def _keep(link: FeedbackLink, form: Feedback) -> bool:
    """Keep an answer; False when too many came from the same network."""
    if form.homepage.data:
        return True
    address = request.remote_addr or ""
    if not take_look(what="reparation-feedback", address=address, limit=SENDINGS):
        return False
    actions.answer(link=link, form_key=str(form.form_key.data), answers=form.said)
    return True


@bp.get("/feedback/thanks")
@public
def feedback_given() -> ResponseReturnValue:
    """Thank somebody, with nothing of what they said."""
    return render_template("reparation/feedback/thanks.html", **_enough())


@bp.get(PROJECT)
@requires(Permission.REPARATION_EDIT)
def project_feedback(project_uuid: UUID) -> ResponseReturnValue:
    """Show what people said of a project, over time, and the links by which they are asked."""
    project = _managed(project_uuid)
    said = queries.said_of(project.id)
    drawn = {
        each.answerer: chart.chart([b.results.overall.percent for b in each.batches[-MOST_DRAWN:]])
        for each in said
    }
    return render_template(
        "reparation/feedback/project.html",
        project=project,
        said=said,
        drawn=drawn,
        most=MOST_DRAWN,
        answerers=tuple(Answerer),
        links=queries.open_links(project.id),
        questions=QUESTIONS,
        answers=ANSWERS,
        **_enough(),
    )


@bp.post(f"{OF_KIND}/open")
@requires(Permission.REPARATION_EDIT)
def open_feedback(project_uuid: UUID, kind: str) -> ResponseReturnValue:
    """Make a link for some to answer, in place of the one they had."""
    project, answerer = _managed(project_uuid), _answerer(kind)
    with answers.saying(f"{answerer.label} can answer by the new link. Print it, or send it."):
        actions.open_link(project=project, answerer=answerer, actor=signed_in_person())
    return redirect(url_for(".project_feedback", project_uuid=project_uuid), 303)


@bp.post(f"{OF_KIND}/end")
@requires(Permission.REPARATION_EDIT)
def end_feedback(project_uuid: UUID, kind: str) -> ResponseReturnValue:
    """Let nobody of a kind answer any more."""
    project, answerer = _managed(project_uuid), _answerer(kind)
    actions.end_link(project=project, answerer=answerer, actor=signed_in_person())
    flash("The link has ended. What was said by it stays.", "done")
    return redirect(url_for(".project_feedback", project_uuid=project_uuid), 303)


@bp.get(f"{OF_KIND}/print")
@requires(Permission.REPARATION_EDIT)
def feedback_poster(project_uuid: UUID, kind: str) -> ResponseReturnValue:
    """Show a link as a poster: a QR code, and the address for whoever types it."""
    link = queries.open_link(_managed(project_uuid).id, _answerer(kind))
    address = absolute("reparation.give_feedback", token=link.token)
    return render_template(
        "reparation/feedback/poster.html", link=link, address=address, code=poster.code(address)
    )


@bp.post(f"{PROJECT}/remove-words")
@requires(Permission.REPARATION_EDIT)
def remove_feedback_words(project_uuid: UUID) -> ResponseReturnValue:
    """Take off what names somebody or tells of a case; it cannot be brought back."""
    words = request.form.get("words", "")
    project = _managed(project_uuid)
    if actions.remove_words(project=project, words=words, actor=signed_in_person()):
        flash("The sentence is taken off, and kept nowhere.", "done")
    return redirect(url_for(".project_feedback", project_uuid=project_uuid), 303)


def _managed(project_uuid: UUID) -> Project:
    return projects.project(project_uuid, asked.my_areas(), edits=True)


def _answerer(kind: str) -> Answerer:
    found = next((each for each in Answerer if each == kind), None)
    if found is None:
        abort(404)
    return found


def _enough() -> dict[str, int]:
    return {"enough": value(ENOUGH_FEEDBACK)}


def _answer(page: str, status: int) -> Response:
    """Return a page that tells nobody the address it has, and of which no copy is kept."""
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer
