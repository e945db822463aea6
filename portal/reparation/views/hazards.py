"""Writing a draft: what it says of the whole, and each hazard with its controls."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import risks as actions
from portal.reparation.forms import risks as forms
from portal.reparation.models import RiskAssessment
from portal.reparation.queries import risks as queries
from portal.reparation.rules import Refused, Stale
from portal.reparation.views import bp
from portal.site import answers
from portal.site.forms import EditForm


@bp.route("/risks/<uuid:risk_uuid>/edit", methods=["GET", "POST"])
@requires(Permission.REPARATION_ASSESS)
def edit_risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Change what one's own draft says of the whole."""
    found = queries.own_assessment(risk_uuid, signed_in_person())
    form = forms.Frame(obj=found)
    if form.validate_on_submit():
        try:
            actions.change(
                assessment=found,
                version=form.version.data or 0,
                written=form.written(),
                actor=signed_in_person(),
            )
        except Refused as refused:
            return _refused("reparation/risks/edit.html", risk_uuid, form, refused)
        return _saved(risk_uuid)
    return render_template("reparation/risks/edit.html", form=form, risk=found), answers.status()


@bp.route("/risks/<uuid:risk_uuid>/hazards/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_ASSESS)
def add_hazard(risk_uuid: UUID) -> ResponseReturnValue:
    """Add a hazard to one's own draft."""
    found = queries.own_assessment(risk_uuid, signed_in_person())
    return _hazard(found, None, {})


@bp.route("/risks/<uuid:risk_uuid>/hazards/<int:number>", methods=["GET", "POST"])
@requires(Permission.REPARATION_ASSESS)
def edit_hazard(risk_uuid: UUID, number: int) -> ResponseReturnValue:
    """Change a hazard of one's own draft, and its controls."""
    found = queries.own_assessment(risk_uuid, signed_in_person())
    hazard = queries.danger(queries.hazard_of(found, number))
    return _hazard(found, number, forms.held(hazard))


@bp.post("/risks/<uuid:risk_uuid>/hazards/<int:number>/remove")
@requires(Permission.REPARATION_ASSESS)
def remove_hazard(risk_uuid: UUID, number: int) -> ResponseReturnValue:
    """Take a hazard out of one's own draft."""
    found = queries.own_assessment(risk_uuid, signed_in_person())
    with answers.saying("That hazard is out."):
        actions.remove_hazard(assessment=found, number=number, actor=signed_in_person())
    return redirect(url_for(".risk", risk_uuid=risk_uuid), 303)


def _hazard(found: RiskAssessment, number: int | None, held: dict[str, Any]) -> ResponseReturnValue:
    form = forms.HazardForm(data={**held, "version": found.version})
    page = "reparation/risks/hazard.html"
    if form.validate_on_submit():
        try:
            actions.put_hazard(
                assessment=found,
                version=form.version.data or 0,
                number=number,
                danger=form.danger(),
                actor=signed_in_person(),
            )
        except Refused as refused:
            return _refused(page, found.uuid, form, refused, number=number)
        return _saved(found.uuid)
    return render_template(page, form=form, risk=found, number=number), answers.status()


def _saved(risk_uuid: UUID) -> ResponseReturnValue:
    flash("Saved.", "done")
    return redirect(url_for(".risk", risk_uuid=risk_uuid), 303)


def _refused(
    page: str, risk_uuid: UUID, form: EditForm, refused: Refused, **context: Any
) -> ResponseReturnValue:
    """Show a form again with why nothing was saved; what was typed stays, over what is now held."""
    answers.refuse(form, refused)
    found = queries.assessment(risk_uuid)
    is_stale = isinstance(refused, Stale)
    if is_stale:
        form.renew(found)
    answer = render_template(page, form=form, risk=found, is_stale=is_stale, **context)
    return answer, answers.CONFLICT if is_stale else answers.FAILED
