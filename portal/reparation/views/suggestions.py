"""What residents and groups suggest: a public form, and a coordinator's queue with the answer."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, public, requires
from portal.accounts.actions import take_look
from portal.accounts.queries import signed_in_person
from portal.accounts.rules import Limit
from portal.people.queries import areas
from portal.reparation.actions import suggestions as actions
from portal.reparation.forms import suggestions as forms
from portal.reparation.models import SuggestionState
from portal.reparation.queries import suggestions as queries
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.site import answers
from portal.site.pagination import requested_page

SENDINGS: Final = Limit(10, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""So much may be suggested from one address: a council's offices, or a library's, often are one."""

TOO_MANY: Final = 429
STATES: Final = {
    SuggestionState.WAITING: "Waiting for us",
    SuggestionState.TAKEN_UP: "Taken up",
    SuggestionState.DECLINED: "Declined",
}


@bp.route("/suggest", methods=["GET", "POST"])
@public
def suggest() -> ResponseReturnValue:
    """Ask somebody without an account what could be done. What a machine fills in is not kept."""
    known = [("", "Anywhere"), *((area.id, area.name) for area in areas())]
    form = forms.SuggestedProject(choices={"area_id": known})
    status = answers.status()
    if form.validate_on_submit():
        if form.homepage.data:
            return redirect(url_for(".suggested"), 303)
        address = request.remote_addr or ""
        if take_look(what="reparation-suggest", address=address, limit=SENDINGS):
            actions.suggest(form_key=form.form_key.data, **form.said())
            return redirect(url_for(".suggested"), 303)
        form.refuse("Much was suggested from here within the hour. Wait an hour, then send it")
        status = TOO_MANY
    return render_template("reparation/suggestions/suggest.html", form=form), status


@bp.get("/suggest/sent")
@public
def suggested() -> ResponseReturnValue:
    """Thank somebody, and say what happens next."""
    return render_template("reparation/suggestions/sent.html")


@bp.get("/suggestions")
@requires(Permission.REPARATION_EDIT)
def suggestions() -> ResponseReturnValue:
    """Show a coordinator what was suggested: who waits longest comes first."""
    named = request.args.get("state", "")
    chosen = next((state for state in STATES if state == named), SuggestionState.WAITING)
    return render_template(
        "reparation/suggestions/suggestions.html",
        found=queries.suggestions(chosen, asked.my_areas(), requested_page()),
        states=STATES,
        chosen=chosen,
    )


@bp.route("/suggestions/<uuid:suggestion_uuid>", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def suggestion(suggestion_uuid: UUID) -> ResponseReturnValue:
    """Show a suggestion, and take the answer to it."""
    found = queries.suggestion(suggestion_uuid, asked.my_areas())
    form = forms.Answer()
    if form.validate_on_submit():
        try:
            actions.answer_suggestion(
                suggestion=found,
                taken_up=form.decision.data == SuggestionState.TAKEN_UP,
                reply=str(form.reply.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash("Your answer is on its way.", "done")
            return redirect(url_for(".suggestion", suggestion_uuid=suggestion_uuid), 303)
    page = render_template("reparation/suggestions/suggestion.html", form=form, found=found)
    return page, answers.status()
