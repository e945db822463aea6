"""What people say who left: the public questions by a link, and what coordinators read."""

from typing import Final
from uuid import UUID

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, public, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.accounts.rules import hash_of
from portal.members import actions, forms, permissions, rules
from portal.members.models import ExitQuestionnaire, Status
from portal.members.queries import leaving as queries
from portal.members.views import bp
from portal.site import answers
from portal.site.pagination import requested_page

GONE: Final = 410


@bp.route("/exit/<string:token>", methods=["GET", "POST"])
@public
def exit_questions(token: str) -> ResponseReturnValue:
    """Ask somebody who left, by their link; it says nothing of them to whoever opens it."""
    asked = queries.questionnaire_by(hash_of(token))
    if asked is None or not _is_open(asked):
        return _answer("members/exit_closed.html", GONE, used=bool(asked and asked.answered_at))
    form = forms.exit_answers()
    if form.validate_on_submit():
        if not form.homepage.data:
            actions.answer_exit(
                questionnaire=asked, answers=form.answers, words=str(form.words.data or "")
            )
        return _answer("members/exit_thanks.html")
    status = answers.status()
    return _answer("members/exit.html", status, form=form, token=token)


def _is_open(asked: ExitQuestionnaire) -> bool:
    in_time = asked.expires_at is not None and asked.expires_at > clock.now()
    return in_time and asked.answered_at is None and asked.member.status is Status.LEFT


def _answer(template: str, status: int = 200, **values: object) -> Response:
    """Return a page that tells nobody the address it has: that is the link."""
    answer = make_response(render_template(template, **values), status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/exits")
@requires(Permission.MEMBERS_EDIT)
def exits() -> ResponseReturnValue:
    """Show what people said when they left, the newest first."""
    return render_template(
        "members/exits.html",
        found=queries.answered(signed_in_user().area_ids, requested_page()),
        questions=rules.EXIT_QUESTIONS,
        answers=rules.YES_OR_NO,
        reasons=rules.LEAVE_REASONS,
    )


@bp.post("/exits/<uuid:exit_uuid>/remove-words")
@requires(Permission.MEMBERS_EDIT)
def remove_exit_words(exit_uuid: UUID) -> ResponseReturnValue:
    """Take words off that name somebody or tell of a case; they cannot be brought back."""
    asked = queries.questionnaire_at(exit_uuid)
    if not permissions.may_change(signed_in_user(), asked.member):
        abort(404)
    actions.remove_exit_words(questionnaire=asked, actor=signed_in_person())
    flash("The words are taken off, and kept nowhere.", "done")
    return redirect(url_for(".exits"), 303)
