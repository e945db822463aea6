"""Orders: the list, one order with its clock, entering, correcting and ending it."""

from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal.access import Permission, requires
from portal.accounts.queries import people_without, signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import orders as actions
from portal.panels.models import INTENSIVE_DAYS, RISK_DAYS
from portal.panels.queries import before_court, plans
from portal.panels.queries import orders as queries
from portal.panels.views import asked, bp
from portal.panels.views.plans import context_of, say_first
from portal.people.models import Person
from portal.people.queries import areas, colleagues
from portal.settings.queries import value
from portal.site import answers
from portal.site.compare import differences
from portal.site.fragments import fragment_or_redirect, page_or_fragment
from portal.site.pagination import requested_page

SHOWS = (
    ("", "All"),
    ("without", "Needs a date"),
    ("unmanaged", "Needs a case manager"),
    ("proposed", "Panels to accept"),
    ("late", "Late"),
    ("unexplained", "Late without a reason"),
    ("ending", "Ending soon"),
    ("open", "Open"),
    ("ended", "Ended"),
)
STALE = "Somebody changed this order while you were typing. Compare the two, then save again"


@bp.get("/orders")
@requires(Permission.PANELS_READ)
def orders() -> ResponseReturnValue:
    """Show the orders, those that need a date first."""
    known = asked.within(areas())
    narrowed = queries.OrderFilter(
        asked.words(), asked.one_of("state", dict(SHOWS)), asked.area(known)
    )
    found = queries.orders(asked.my_areas(), narrowed, page=requested_page())
    return page_or_fragment(
        "panels/orders.html",
        "panels/_orders.html",
        found=found,
        counts=queries.counts(asked.my_areas(), narrowed),
        outlook_of=plans.outlook,
        warn_days=value(RISK_DAYS),
        narrowed=narrowed,
        shows=SHOWS,
        areas=known,
    )


@bp.route("/orders/new", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def new_order() -> ResponseReturnValue:
    """Ask for a new order, and give it its reference and its due day."""
    form = forms.NewOrder(choices=order_choices())
    form.say_intensive(value(INTENSIVE_DAYS))
    if form.validate_on_submit():
        try:
            order = actions.enter_order(
                facts=form.facts, form_key=form.form_key.data, actor=signed_in_person()
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{order.ref} is entered.", "done")
            return redirect(url_for(".order", ref=order.ref), 303)
    status = answers.status()
    return render_template("panels/order_new.html", form=form), status


@bp.get("/orders/<string:ref>")
@requires(Permission.PANELS_READ)
def order(ref: str) -> ResponseReturnValue:
    """Show an order: its clock, its plan, what has happened to it."""
    found = queries.order(ref, asked.my_areas())
    return page_or_fragment("panels/order.html", "panels/_plan.html", **context_of(found))


@bp.get("/due/<uuid:due_uuid>")
@requires(Permission.PANELS_READ)
def due(due_uuid: UUID) -> ResponseReturnValue:
    """Lead from a calendar, which has no reference, to what is due: an order, or before court."""
    try:
        found = queries.order_by_uuid(due_uuid, asked.my_areas())
    except NoResultFound:
        panel = before_court.panel_due(due_uuid, asked.my_areas())
        return redirect(url_for(".before_court_panel", ref=panel.ref))
    return redirect(url_for(".order", ref=found.ref))


@bp.route("/orders/<string:ref>/edit", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def edit_order(ref: str) -> ResponseReturnValue:
    """Correct an order; a form over an older version shows both, and keeps what was typed."""
    found = queries.order(ref, asked.my_areas())
    form = forms.ChangedOrder(data=forms.held(found), choices=order_choices(found.case_manager))
    form.say_intensive(value(INTENSIVE_DAYS))
    if not form.validate_on_submit():
        status = answers.status()
        return render_template("panels/order_edit.html", form=form, order=found), status
    try:
        actions.change_order(
            order=found,
            version=form.version.data or 0,
            facts=replace(form.facts, replanned=asked.agreed()),
            actor=signed_in_person(),
        )
    except rules.WouldReplan as would:
        return say_first(found, would)
    except rules.Refused as refused:
        return _not_changed(ref, form, refused)
    flash(f"{ref} is changed.", "done")
    return redirect(url_for(".order", ref=ref), 303)


def _not_changed(ref: str, form: forms.ChangedOrder, refused: rules.Refused) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = queries.order(ref, asked.my_areas())
    stale = answers.overtaken(form, refused, found, STALE)
    now = differences(form, forms.held(found)) if stale else []
    page = render_template("panels/order_edit.html", form=form, order=found, differing=now)
    return page, status


@bp.post("/orders/<string:ref>/end")
@requires(Permission.PANELS_ARRANGE)
def end_order(ref: str) -> ResponseReturnValue:
    """End an order."""
    found = queries.order(ref, asked.my_areas())
    try:
        actions.end_order(order=found, actor=signed_in_person())
    except rules.Refused as refused:
        flash(refused.sentence, "problem")
    else:
        flash(f"{ref} is ended. No further panel is arranged for it.", "done")
    return redirect(url_for(".order", ref=ref), 303)


@bp.post("/orders/<string:ref>/reopen")
@requires(Permission.PANELS_ARRANGE)
def reopen_order(ref: str) -> ResponseReturnValue:
    """Open an order again."""
    actions.reopen_order(order=queries.order(ref, asked.my_areas()), actor=signed_in_person())
    flash(f"{ref} is open again.", "done")
    return redirect(url_for(".order", ref=ref), 303)


@bp.get("/my-orders")
@requires(Permission.PANELS_OWN_ORDERS)
def my_orders() -> ResponseReturnValue:
    """Show a case manager their orders, those whose reference is not copied yet first."""
    found = queries.orders_of(signed_in_person(), page=requested_page())
    return page_or_fragment(
        "panels/my_orders.html",
        "panels/_my_orders.html",
        found=found,
        outlook_of=plans.outlook,
        warn_days=value(RISK_DAYS),
    )


@bp.post("/my-orders/<string:ref>/copied")
@requires(Permission.PANELS_OWN_ORDERS)
def tick_copied(ref: str) -> ResponseReturnValue:
    """Tick that the reference stands in the case system, or take the tick back."""
    person = signed_in_person()
    found = queries.own_order(ref, person)
    actions.tick_copied(order=found, copied="copied" in request.form, actor=person)
    return fragment_or_redirect(
        "panels/_copied.html", url_for(".my_orders"), order=found, ticked=True
    )


def order_choices(manager: Person | None = None) -> dict[str, forms.Options]:
    """Return the areas and case managers to choose from; `manager` stays among them."""
    # A manager's or an administrator's account, or one that is closed, can't open “My orders”.
    unable = people_without(Permission.PANELS_OWN_ORDERS)
    able = [each for each in colleagues() if each.id not in unable]
    return {
        "area": forms.area_options(areas(), asked.my_areas()),
        "case_manager": forms.person_options(able, "Choose a case manager", manager),
    }
