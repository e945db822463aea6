"""The panels of a sitting: putting one more in, taking one off, changing their order."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import turns as actions
from portal.panels.models import LATE_REASONS, Sitting
from portal.panels.queries import before_court, orders, plans
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp
from portal.settings.queries import lines
from portal.site import answers

TURN = "/sittings/<uuid:entry_uuid>/panels/<string:ref>"


@bp.route("/sittings/<uuid:entry_uuid>/panels/add", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def put_panel_in(entry_uuid: UUID) -> ResponseReturnValue:
    """Ask for one more panel: one that waits for a date, or a new one for an order."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    form = forms.AddedPanel(data={"version": found.version}, choices=_choices(found))
    status = answers.status()
    if form.validate_on_submit():
        try:
            panel = actions.put_panel_in(
                sitting=found,
                version=form.version.data or 0,
                chosen=asked.chosen(form.panel.data, form.kind.data),
                late_reason=form.why_late,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            found, status = queries.sitting(entry_uuid, asked.my_areas()), answers.CONFLICT
            form.renew(found)
        else:
            flash(f"{panel.ref} is in. See below when each panel starts.", "done")
            return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)
    return render_template("panels/panel_add.html", form=form, sitting=found), status


@bp.post(f"{TURN}/off")
@requires(Permission.PANELS_ARRANGE)
def take_panel_off(entry_uuid: UUID, ref: str) -> ResponseReturnValue:
    """Take a panel off its sitting: it needs another date."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    try:
        actions.take_panel_off(
            sitting=found,
            version=asked.number(request.form.get("version")),
            panel=queries.panel_in(found, ref),
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _refused(entry_uuid, refused)
    flash(f"{ref} is off this sitting and needs another date.", "done")
    return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)


@bp.post(f"{TURN}/turn")
@requires(Permission.PANELS_ARRANGE)
def change_turn(entry_uuid: UUID, ref: str) -> ResponseReturnValue:
    """Let a panel come earlier or later in its sitting."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    try:
        actions.change_turn(
            sitting=found,
            version=asked.number(request.form.get("version")),
            panel=queries.panel_in(found, ref),
            place=asked.number(request.form.get("place")),
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _refused(entry_uuid, refused)
    flash("The panels have another order. See below when each starts.", "done")
    return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)


def _choices(found: Sitting) -> dict[str, forms.Options]:
    here = (None, found.entry.area_id) if found.entry.area_id else ()
    known = [
        (each, plans.standing_words(each))
        for each in orders.orders_to_arrange(asked.my_areas())
        if not here or each.area_id in here
    ]
    panels = [
        each
        for each in before_court.panels_to_arrange(asked.my_areas())
        if not here or each.area_id in here
    ]
    return {
        "panel": forms.order_options(known, panels, "Choose an order"),
        "kind": forms.KINDS,
        "late_reason": forms.reason_options(lines(LATE_REASONS)),
    }


def _refused(entry_uuid: UUID, refused: rules.Refused) -> ResponseReturnValue:
    answers.say_no(refused)
    return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)
