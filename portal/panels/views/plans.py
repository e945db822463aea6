"""The plan of an order: its contract, the panels that follow, why one is late."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import session
from portal.panels import forms, permissions, rules
from portal.panels.actions import plans as actions
from portal.panels.models import LATE_REASONS, RISK_DAYS, Panel, ReferralOrder
from portal.panels.queries import history, orders
from portal.panels.queries import plans as queries
from portal.panels.views import asked, bp
from portal.settings.queries import lines, value
from portal.site import answers
from portal.site.filters import plural
from portal.site.forms import Form
from portal.site.fragments import fragment_or_redirect, page_or_fragment

CHANGED = "panels/_plan_changed.html"


def context_of(found: ReferralOrder, form: Form | None = None) -> dict[str, Any]:
    """Return what an order's page and its live regions show."""
    return {
        "order": found,
        "form": form or forms.SignedContract(formdata=None, data=_held(found)),
        "outlook": queries.outlook(found),
        "term": queries.term_of(found),
        "warn_days": value(RISK_DAYS),
        "late_reasons": lines(LATE_REASONS),
        "history": history.order_history(found),
        "may_change": permissions.may_change_order(signed_in_user(), found),
    }


def say_first(found: ReferralOrder, would: rules.WouldReplan) -> ResponseReturnValue:
    """Say what would become of the plan, and ask for the same again; nothing is changed yet."""
    session.rollback()
    return page_or_fragment(
        "panels/replan.html",
        "panels/_replan.html",
        answers.FAILED,
        order=found,
        would=would,
        url=request.path,
        carried=asked.carried(),
    )


@bp.post("/orders/<string:ref>/contract")
@requires(Permission.PANELS_ARRANGE)
def sign_contract(ref: str) -> ResponseReturnValue:
    """Note when the contract was signed; the panels that follow are proposed."""
    found = orders.order(ref, asked.my_areas())
    form = forms.SignedContract()
    if not form.validate_on_submit():
        return _refused(found, form)
    try:
        actions.sign_contract(
            order=found,
            version=form.version.data or 0,
            signed_on=form.signed_on.data,
            replanned=asked.agreed(),
            actor=signed_in_person(),
        )
    except rules.WouldReplan as would:
        return say_first(found, would)
    except rules.Refused as refused:
        answers.refuse(form, refused)
        form.renew(found)
        return _refused(found, form)
    flash("The contract is noted. Accept the panels that it asks for, or change them.", "done")
    return _changed(found)


@bp.post("/orders/<string:ref>/plan/accept")
@requires(Permission.PANELS_ARRANGE)
def accept_plan(ref: str) -> ResponseReturnValue:
    """Accept all panels that are proposed."""
    found = orders.order(ref, asked.my_areas())
    try:
        count = actions.accept_plan(order=found, actor=signed_in_person())
    except rules.Refused as refused:
        return _problem(found, refused)
    flash(f"{plural(count, 'panel')} accepted. Each now needs a date.", "done")
    return _changed(found)


@bp.post("/orders/<string:ref>/plan/<string:panel_ref>/accept")
@requires(Permission.PANELS_ARRANGE)
def accept_panel(ref: str, panel_ref: str) -> ResponseReturnValue:
    """Accept one panel that is proposed."""
    found = orders.order(ref, asked.my_areas())
    panel = queries.panel_of(found, panel_ref)
    try:
        actions.accept_panel(order=found, panel=panel, actor=signed_in_person())
    except rules.Refused as refused:
        return _problem(found, refused)
    return _changed(found, panel_ref)


@bp.post("/orders/<string:ref>/plan/<string:panel_ref>/drop")
@requires(Permission.PANELS_ARRANGE)
def drop_panel(ref: str, panel_ref: str) -> ResponseReturnValue:
    """Take a panel without a date out of the plan."""
    found = orders.order(ref, asked.my_areas())
    panel = queries.panel_of(found, panel_ref)
    try:
        actions.drop_panel(order=found, panel=panel, actor=signed_in_person())
    except rules.Refused as refused:
        return _problem(found, refused)
    return _changed(found, panel_ref)


@bp.route("/orders/<string:ref>/plan/<string:panel_ref>/day", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def move_panel(ref: str, panel_ref: str) -> ResponseReturnValue:
    """Give a panel without a date another last day; those after it follow, which is said first."""
    found = orders.order(ref, asked.my_areas())
    panel = queries.panel_of(found, panel_ref)
    form = forms.LastDay(data={"due_on": panel.due_on})
    if not form.validate_on_submit():
        return _day_page(found, panel, form)
    try:
        actions.move_panel(
            order=found,
            panel=panel,
            due_on=form.due_on.data,
            replanned=asked.agreed(),
            actor=signed_in_person(),
        )
    except rules.WouldReplan as would:
        return say_first(found, would)
    except rules.Refused as refused:
        answers.refuse(form, refused)
        return _day_page(found, panel, form)
    return _changed(found, panel_ref)


def _day_page(found: ReferralOrder, panel: Panel, form: Form) -> ResponseReturnValue:
    return page_or_fragment(
        "panels/panel_day.html",
        "panels/_panel_day.html",
        answers.status(),
        order=found,
        panel=panel,
        form=form,
    )


@bp.route("/orders/<string:ref>/plan/new", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def plan_panel(ref: str) -> ResponseReturnValue:
    """Ask for a panel that the contract alone does not ask for."""
    found = orders.order(ref, asked.my_areas())
    form = forms.PlannedPanel(choices={"kind": forms.PLANNED_KINDS})
    if form.validate_on_submit():
        try:
            made = actions.add_panel(
                order=found,
                kind=form.kind.data,
                due_on=form.due_on.data,
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{made.ref} is planned. It needs a date.", "done")
            return redirect(url_for(".order", ref=ref), 303)
    status = answers.status()
    return render_template("panels/panel_new.html", order=found, form=form), status


@bp.post("/orders/<string:ref>/late-reason")
@requires(Permission.PANELS_ARRANGE)
def give_late_reason(ref: str) -> ResponseReturnValue:
    """Note why a panel of an order is late; without a panel named, its first."""
    found = orders.order(ref, asked.my_areas())
    panel_ref = request.form.get("panel", "")
    panel = queries.panel_of(found, panel_ref) if panel_ref else None
    try:
        actions.give_late_reason(
            order=found,
            panel=panel,
            reason=request.form.get("late_reason", ""),
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _problem(found, refused)
    return _changed(found, panel_ref or "first")


def _held(found: ReferralOrder) -> dict[str, Any]:
    return {"signed_on": found.signed_on, "version": found.version}


def _changed(found: ReferralOrder, focus: str = "") -> ResponseReturnValue:
    """Show the plan as it now is: to htmx its region and what hangs on it."""
    session.flush()  # what the page reads anew must be there
    session.expire(found)
    again = orders.order(found.ref, asked.my_areas())
    url = url_for(".order", ref=found.ref)
    return fragment_or_redirect(CHANGED, url, **context_of(again), focus=focus)


def _problem(found: ReferralOrder, refused: rules.Refused) -> ResponseReturnValue:
    answers.say_no(refused)
    return _changed(found)


def _refused(found: ReferralOrder, form: Form) -> ResponseReturnValue:
    return page_or_fragment(
        "panels/order.html", "panels/_plan.html", answers.FAILED, **context_of(found, form)
    )
