"""What is written to people at each step: the words, tried out, and whether somebody gets them."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.recruitment.actions import letters as actions
from portal.recruitment.forms.letters import AnswerForm, WordsForm
from portal.recruitment.models import LetterStep
from portal.recruitment.queries import applications
from portal.recruitment.queries import letters as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.rules.texts import PLACEHOLDERS, Words, filled
from portal.recruitment.views import asked, bp
from portal.recruitment.views.applications import application_parts
from portal.site import answers


@bp.get("/templates")
@requires(Permission.RECRUITMENT_EDIT)
def templates() -> ResponseReturnValue:
    """List the letters, one for each step that writes to people."""
    return render_template(
        "recruitment/letters/index.html", words=queries.words_now(), newest=queries.newest_texts()
    )


@bp.route("/templates/<string:step>", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def template(step: str) -> ResponseReturnValue:
    """Show what a letter says and how it reads, try other words out, and keep them."""
    if step not in set(LetterStep):
        abort(404)
    of, status = LetterStep(step), answers.status()
    now = queries.words_now()[of]
    form = WordsForm(obj=now)
    if not form.validate_on_submit():
        return _page(of, form, now, status)
    if request.form.get("try"):
        return _page(of, form, form.words, 200)
    try:
        actions.change_words(step=of, words=form.words, actor=signed_in_person())
    except Refused as refused:
        status = answers.refuse(form, refused)
        form.number.data = queries.words_now()[of].number
        return _page(of, form, queries.words_now()[of], status)
    flash(f"The letter is changed: {of.label}.", "done")
    return redirect(url_for(".templates"), 303)


@bp.post("/applications/<uuid:application_uuid>/letter")
@requires(Permission.RECRUITMENT_EDIT)
def answer_letter(application_uuid: UUID) -> ResponseReturnValue:
    """Write to somebody about the step that they took, or settle that nobody does."""
    found, form, actor = asked.mine(application_uuid), AnswerForm(), signed_in_person()
    change = form.change.data
    try:
        if request.form.get("answer") == "send":
            actions.write(application=found, change_id=change, number=form.number.data, actor=actor)
            flash(f"The letter to {found.name} is on its way.", "done")
        else:
            actions.leave(application=found, change_id=change, actor=actor)
            flash(f"Nobody writes to {found.name} about this step.", "note")
    except Refused as refused:
        status = answers.refuse(form, refused)
        parts = application_parts(applications.application(application_uuid))
        return render_template("recruitment/application.html", form=form, **parts), status
    return redirect(url_for(".application", application_uuid=application_uuid), 303)


def _page(of: LetterStep, form: WordsForm, shown: Words, status: int) -> ResponseReturnValue:
    """Show the words with what they would be for somebody made up."""
    sample: dict[str, Any] = {**PLACEHOLDERS, "service": current_app.config["ORGANISATION_NAME"]}
    page = render_template(
        "recruitment/letters/letter.html",
        step=of,
        form=form,
        preview=filled(shown, sample),
        placeholders=list(PLACEHOLDERS),
    )
    return page, status
