"""Panels before court: the list, one of them, entering, correcting and cancelling it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.panels import forms, permissions, rules
from portal.panels.actions import before_court as actions
from portal.panels.actions.plans import give_late_reason
from portal.panels.models import LATE_REASONS, RISK_DAYS
from portal.panels.queries import before_court as queries
from portal.panels.queries import history
from portal.panels.queries.plans import step_of
from portal.panels.views import asked, bp
from portal.panels.views.orders import order_choices
from portal.settings.queries import lines, value
from portal.site import answers
from portal.site.compare import differences
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

STALE = "Somebody changed this panel while you were typing. Compare the two, then save again"


@bp.get("/before-court")
@requires(Permission.PANELS_READ)
def before_court() -> ResponseReturnValue:
    """Show the panels before court, those that need a date first."""
    found = queries.panels(asked.my_areas(), page=requested_page())
    return page_or_fragment(
        "panels/before_court.html",
        "panels/_before_court.html",
        found=found,
        step_of=step_of,
        warn_days=value(RISK_DAYS),
    )


@bp.route("/before-court/new", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def new_before_court() -> ResponseReturnValue:
    """Ask for a panel that shall meet before court."""
    form = forms.NewBeforeCourt(choices=order_choices())
    if form.validate_on_submit():
        try:
            panel = actions.enter_before_court(
                facts=form.facts, form_key=form.form_key.data, actor=signed_in_person()
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{panel.ref} is entered. It needs a date.", "done")
            return redirect(url_for(".before_court_panel", ref=panel.ref), 303)
    status = answers.status()
    return render_template("panels/before_court_new.html", form=form), status


@bp.get("/before-court/<string:ref>")
@requires(Permission.PANELS_READ)
def before_court_panel(ref: str) -> ResponseReturnValue:
    """Show a panel before court: its clock, its sitting, what has happened to it."""
    panel = queries.panel(ref, asked.my_areas())
    return render_template(
        "panels/before_court_panel.html",
        panel=panel,
        step=step_of(panel),
        warn_days=value(RISK_DAYS),
        late_reasons=lines(LATE_REASONS),
        history=history.panel_history(panel),
        may_change=permissions.may_arrange(signed_in_user(), panel.area_id),
    )


@bp.route("/before-court/<string:ref>/edit", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def edit_before_court(ref: str) -> ResponseReturnValue:
    """Correct a panel before court; a form over an older version shows both."""
    panel = queries.panel(ref, asked.my_areas())
    form = forms.ChangedBeforeCourt(
        data=forms.before_court(panel), choices=order_choices(panel.own_case_manager)
    )
    if not form.validate_on_submit():
        status = answers.status()
        return render_template("panels/before_court_edit.html", form=form, panel=panel), status
    try:
        actions.change_before_court(
            panel=panel,
            version=form.version.data or 0,
            facts=form.facts,
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _not_changed(ref, form, refused)
    flash(f"{ref} is changed.", "done")
    return redirect(url_for(".before_court_panel", ref=ref), 303)


def _not_changed(
    ref: str, form: forms.ChangedBeforeCourt, refused: rules.Refused
) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    panel = queries.panel(ref, asked.my_areas())
    stale = answers.overtaken(form, refused, panel, STALE)
    now = differences(form, forms.before_court(panel)) if stale else []
    page = render_template("panels/before_court_edit.html", form=form, panel=panel, differing=now)
    return page, status


@bp.post("/before-court/<string:ref>/drop")
@requires(Permission.PANELS_ARRANGE)
def drop_before_court(ref: str) -> ResponseReturnValue:
    """Cancel a panel before court that has no sitting."""
    panel = queries.panel(ref, asked.my_areas())
    with answers.saying(f"{ref} is cancelled."):
        actions.drop_before_court(panel=panel, actor=signed_in_person())
    return redirect(url_for(".before_court_panel", ref=ref), 303)


@bp.post("/before-court/<string:ref>/late-reason")
@requires(Permission.PANELS_ARRANGE)
def explain_before_court(ref: str) -> ResponseReturnValue:
    """Note why a panel before court is late."""
    panel = queries.panel(ref, asked.my_areas())
    reason = request.form.get("late_reason", "")
    try:
        give_late_reason(order=None, panel=panel, reason=reason, actor=signed_in_person())
    except rules.Refused as refused:
        answers.say_no(refused)
    return redirect(url_for(".before_court_panel", ref=ref), 303)
