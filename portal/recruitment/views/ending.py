"""Parking somebody, taking them up again, and saying that their way has ended."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.recruitment.actions import stages as actions
from portal.recruitment.forms.stages import DeclineForm, ParkForm, SeenForm, WithdrawForm
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import asked, bp
from portal.site import answers
from portal.site.filters import day
from portal.site.forms import EditForm

APPLICATION: Final = "/applications/<uuid:application_uuid>"


@bp.route(f"{APPLICATION}/park", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def park(application_uuid: UUID) -> ResponseReturnValue:
    """Interrupt somebody’s way until a day, for a reason."""
    found = asked.mine(application_uuid)
    form = ParkForm(obj=found, data={"until": found.wake_on})

    def do(**values: Any) -> None:
        actions.park(until=form.until.data, **values)
        flash(f"{found.name} is parked until {day(form.until.data)}.", "done")

    return _asked(found, form, "recruitment/park.html", do)


@bp.route(f"{APPLICATION}/withdraw", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def withdraw(application_uuid: UUID) -> ResponseReturnValue:
    """Say that somebody does not go on, and why by what they said."""
    found = asked.mine(application_uuid)

    def do(**values: Any) -> None:
        actions.end(state=ApplicationState.WITHDRAWN, **values)
        flash(f"{found.name} has withdrawn.", "done")

    return _asked(found, WithdrawForm(obj=found), "recruitment/withdraw.html", do)


@bp.route(f"{APPLICATION}/decline", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def decline(application_uuid: UUID) -> ResponseReturnValue:
    """Say that somebody is not appointed, and why."""
    found = asked.mine(application_uuid)

    def do(**values: Any) -> None:
        actions.end(state=ApplicationState.NOT_APPOINTED, **values)
        flash(f"{found.name} is not appointed.", "done")

    return _asked(found, DeclineForm(obj=found), "recruitment/decline.html", do)


@bp.post(f"{APPLICATION}/resume")
@requires(Permission.RECRUITMENT_EDIT)
def resume(application_uuid: UUID) -> ResponseReturnValue:
    """Take somebody up again who was parked, or whose way ended by mistake."""
    found, form = asked.mine(application_uuid), SeenForm()
    try:
        actions.resume(application=found, version=form.version.data, actor=signed_in_person())
    except Refused as refused:
        answers.say_no(refused)
    else:
        flash(f"{found.name} is back at {found.stage.value}.", "done")
    return _to(application_uuid)


def _asked(
    found: Application, form: EditForm, page: str, do: Callable[..., None]
) -> ResponseReturnValue:
    """Ask for a reason, and end or interrupt somebody’s way for it."""
    status = answers.status()
    if form.validate_on_submit():
        try:
            do(
                application=found,
                reason=form["reason"].data,
                version=form.version.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            status = answers.refuse(form, refused)
            form.renew(found)
        else:
            return _to(found.uuid)
    return render_template(page, form=form, found=found), status


def _to(application_uuid: UUID) -> ResponseReturnValue:
    return redirect(url_for(".application", application_uuid=application_uuid), 303)
