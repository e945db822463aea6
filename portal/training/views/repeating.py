"""Holding a session again: weekly, fortnightly, monthly, or on dates that are typed."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.site import answers
from portal.training import actions, forms, rules
from portal.training.queries import planned as queries
from portal.training.views import bp


@bp.route("/sessions/<uuid:session_uuid>/repeat", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def repeat_session(session_uuid: UUID) -> ResponseReturnValue:
    """Ask for dates, and say which sessions were planned and which dates left out, and why.

    The answer to the form is the page itself, because it can be long; sent again, the form plans
    nothing more.
    """
    found = queries.session_at(session_uuid)
    form = forms.Repeat()
    if form.validate_on_submit():
        first = clock.london(found.entry.starts_at).date()
        try:
            repeated = actions.repeat_session(
                held=found,
                dates=form.typed
                if form.every.data == forms.TYPED
                else rules.repeated(first, form.every.data, form.until.data),
                publish=form.publish.data == forms.NOW,
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            found = queries.session_at(session_uuid)
        else:
            return render_template(
                "training/sessions/repeated.html", held=found, repeated=repeated, form=form
            )
    return render_template("training/sessions/repeat.html", held=found, form=form), answers.status()
