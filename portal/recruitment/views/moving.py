"""Moving somebody to another stage, from the board and from their own page."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.recruitment.actions import stages as actions
from portal.recruitment.forms.stages import MoveForm
from portal.recruitment.models import Application, Stage
from portal.recruitment.queries import applications as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.rules.steps import WAY
from portal.recruitment.views import asked, bp
from portal.recruitment.views.applications import application_parts
from portal.recruitment.views.pipeline import kept, pipeline_parts
from portal.site import answers
from portal.site.fragments import fragment_or_redirect, wants_fragment

MOVE = "/applications/<uuid:application_uuid>/move"
STAGES = [(each, Stage(each).label) for each in WAY]


@bp.post(MOVE)
@requires(Permission.RECRUITMENT_EDIT)
def move(application_uuid: UUID) -> ResponseReturnValue:
    """Move somebody to a stage. A button of the board says `on=board`, and leads back there."""
    found = asked.mine(application_uuid)
    form = MoveForm(choices={"to": STAGES})
    if not form.validate_on_submit():
        return _not_moved(application_uuid, form, answers.FAILED)
    before = found.stage
    try:
        actions.move(
            application=found,
            to=Stage(form.to.data),
            version=form.version.data,
            actor=signed_in_person(),
        )
    except Refused as refused:
        return _not_moved(application_uuid, form, answers.refuse(form, refused))
    flash(f"{found.name} is moved to {found.stage.value}.", "done")
    return _moved(found, before)


def _moved(found: Application, before: Stage) -> ResponseReturnValue:
    if not _on_board():
        return redirect(url_for(".application", application_uuid=found.uuid), 303)
    return fragment_or_redirect(
        "recruitment/_pipeline.html",
        url_for(".pipeline", **kept(), moved=found.uuid, back=before.value),
        **({**pipeline_parts(), "undo": (found, before.value)} if wants_fragment() else {}),
    )


def _not_moved(application_uuid: UUID, form: MoveForm, status: int) -> ResponseReturnValue:
    """Show why, and how it stands: on the board when htmx asked, else on the page of the person."""
    if _on_board() and wants_fragment():
        return fragment_or_redirect(
            "recruitment/_pipeline.html", "", status, form=form, **pipeline_parts()
        )
    parts: dict[str, Any] = application_parts(queries.application(application_uuid), form.to.data)
    return render_template("recruitment/application.html", form=form, **parts), status


def _on_board() -> bool:
    return request.args.get("on") == "board"
