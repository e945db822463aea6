"""The form by which a coordinator enters somebody who did not use the public one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.people.queries import areas
from portal.recruitment.actions import entering as actions
from portal.recruitment.forms.entering import Entered
from portal.recruitment.models import Campaign, Stage
from portal.recruitment.queries import campaigns as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.site import answers


@bp.route("/applications/new", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def new_application() -> ResponseReturnValue:
    """Ask who it is, and take them up into the pipeline."""
    mine = signed_in_user().area_ids
    running = {each.id: each for each in queries.running(mine)}
    only = next(iter(running)) if len(running) == 1 else None
    form = Entered(
        data={"received_on": clock.today(), "campaign_id": only}, choices=_choices(running, mine)
    )
    if form.validate_on_submit() and form.can_be_kept():
        try:
            made = actions.enter(
                stage=Stage(form.stage.data),
                campaign=running.get(form.campaign_id.data),
                received_on=form.received_on.data,
                said=form.said(),
                form_key=str(form.form_key.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{made.name} is on their way.", "done")
            return redirect(url_for(".application", application_uuid=made.uuid), 303)
    return render_template("recruitment/new_application.html", form=form), answers.status()


def _choices(
    running: dict[int, Campaign], mine: frozenset[int]
) -> dict[str, list[tuple[int | None, str]]]:
    return {
        "campaign_id": [(None, "None"), *((each.id, each.title) for each in running.values())],
        "area_id": [
            (None, "They have not said"),
            *((area.id, area.name) for area in areas() if not mine or area.id in mine),
        ],
    }
