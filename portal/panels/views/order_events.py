"""What happens to an order: it comes from another area, is extended, ends early, goes elsewhere."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import order_events as actions
from portal.panels.actions.orders import take_over_order
from portal.panels.models import INTENSIVE_DAYS, EventKind, OrderEvent, ReferralOrder
from portal.panels.queries import orders as queries
from portal.panels.views import asked, bp
from portal.panels.views.orders import order_choices
from portal.panels.views.plans import say_first
from portal.settings.queries import value
from portal.site import answers


@bp.route("/orders/transferred", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def transferred_order() -> ResponseReturnValue:
    """Ask for an order that comes from another area, its contract signed there."""
    form = forms.TransferredOrder(choices=order_choices())
    form.say_intensive(value(INTENSIVE_DAYS))
    if form.validate_on_submit():
        try:
            order = take_over_order(
                facts=form.facts,
                came=form.came,
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{order.ref} is entered. Look at the panels that are proposed for it.", "done")
            return redirect(url_for(".order", ref=order.ref), 303)
    status = answers.status()
    return render_template("panels/order_transferred.html", form=form), status


@bp.route("/orders/<string:ref>/extension", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def extend_order(ref: str) -> ResponseReturnValue:
    """Ask by how much an order was extended; what becomes of its plan is said first."""
    found = queries.order(ref, asked.my_areas())
    form = forms.Extension()
    if form.validate_on_submit():
        try:
            actions.extend_order(
                order=found,
                on_day=form.on_day.data,
                months=form.months.data,
                replanned=asked.agreed(),
                actor=signed_in_person(),
            )
        except rules.WouldReplan as would:
            return say_first(found, would)
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            return _noted(found, "The extension is noted.")
    status = answers.status()
    return render_template("panels/order_extension.html", order=found, form=form), status


@bp.post("/orders/<string:ref>/extension/<int:number>/take-back")
@requires(Permission.PANELS_ARRANGE)
def take_back_extension(ref: str, number: int) -> ResponseReturnValue:
    """Undo an extension that was noted by mistake; what becomes of the plan is said first."""
    found = queries.order(ref, asked.my_areas())
    try:
        actions.take_back_extension(
            order=found,
            event=_extension(found, number),
            replanned=asked.agreed(),
            actor=signed_in_person(),
        )
    except rules.WouldReplan as would:
        return say_first(found, would)
    except rules.Refused as refused:
        answers.say_no(refused)
        return redirect(url_for(".order", ref=ref), 303)
    return _noted(found, "The extension is taken back.")


@bp.route("/orders/<string:ref>/early-end", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def end_early(ref: str) -> ResponseReturnValue:
    """Ask when an order ended early; what becomes of its plan is said first."""
    return _ending(ref, EventKind.EARLY_END)


@bp.route("/orders/<string:ref>/transfer", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def transfer_order(ref: str) -> ResponseReturnValue:
    """Ask when an order went to another area; what becomes of its plan is said first."""
    return _ending(ref, EventKind.TRANSFER_OUT)


def _ending(ref: str, kind: EventKind) -> ResponseReturnValue:
    found, form = queries.order(ref, asked.my_areas()), forms.Ending()
    if form.validate_on_submit():
        try:
            actions.end_early(
                order=found,
                kind=kind,
                on_day=form.on_day.data,
                replanned=asked.agreed(),
                actor=signed_in_person(),
            )
        except rules.WouldReplan as would:
            return say_first(found, would)
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            return _noted(found, f"{ref} is ended here.")
    status = answers.status()
    page = render_template(
        "panels/order_ending.html", order=found, form=form, early=kind is EventKind.EARLY_END
    )
    return page, status


def _extension(found: ReferralOrder, number: int) -> OrderEvent:
    for event in found.events:
        if event.id == number and event.kind is EventKind.EXTENSION:
            return event
    raise NoResultFound


def _noted(found: ReferralOrder, words: str) -> ResponseReturnValue:
    flash(words, "done")
    return redirect(url_for(".order", ref=found.ref), 303)
