"""Arranging a sitting, changing it, cancelling it."""

from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar.models import Room
from portal.calendar.queries import panel_rooms
from portal.panels import forms, rules
from portal.panels.actions import sittings as actions
from portal.panels.actions.turns import STANDS
from portal.panels.models import LATE_REASONS, PANEL_MINUTES, PanelKind, Sitting, SittingState
from portal.panels.queries import before_court, orders, plans
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp
from portal.people.queries import advisers
from portal.settings.queries import lines, value
from portal.site import answers
from portal.site import asked as address
from portal.site.compare import differences
from portal.site.filters import day, plural

TOLD = " Everybody on it is told what it was and what it is."
STALE = "Somebody changed this sitting while you were typing. Compare the two, then save again"


@bp.route("/sittings/new", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def arrange() -> ResponseReturnValue:
    """Ask when, where and for which orders; the same form sent twice arranges one sitting."""
    form = forms.NewSitting(data=_suggested(), choices=_new_choices())
    if form.validate_on_submit():
        try:
            made = actions.arrange_sitting(
                facts=form.facts,
                chosen=[asked.chosen(ref, kind) for ref, kind in form.chosen],
                room=_room(form.room.data),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            _say_arranged(made)
            return redirect(url_for(".sitting", entry_uuid=made.entry.uuid), 303)
    status = answers.status()
    return render_template("panels/sitting_new.html", form=form), status


@bp.route("/sittings/<uuid:entry_uuid>/change", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def change_sitting(entry_uuid: UUID) -> ResponseReturnValue:
    """Move a sitting, or give it another room or adviser."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    if _comes_too_late(found):
        return _back_to(found)
    form = forms.ChangedSitting(
        data=forms.arranged(found, queries.minutes_of(found)), choices=_choices(found)
    )
    if not form.validate_on_submit():
        status = answers.status()
        return render_template("panels/sitting_change.html", form=form, sitting=found), status
    try:
        actions.move_sitting(
            sitting=found,
            version=form.version.data or 0,
            facts=replace(form.facts, replanned=asked.agreed()),
            room=_room(form.room.data, found.entry.room),
            released=[asked.number(each) for each in request.form.getlist("release")],
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _not_moved(entry_uuid, form, refused)
    told = "" if found.state is SittingState.DRAFT else TOLD
    flash(f"The sitting is changed.{told}", "done")
    _warn_when_late(found)
    return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)


def _not_moved(
    entry_uuid: UUID, form: forms.ChangedSitting, refused: rules.Refused
) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = queries.sitting(entry_uuid, asked.my_areas())
    stale = answers.overtaken(form, refused, found, STALE)
    now = forms.arranged(found, queries.minutes_of(found))
    page = render_template(
        "panels/sitting_change.html",
        form=form,
        sitting=found,
        differing=differences(form, now) if stale else [],
        releasing=refused if isinstance(refused, rules.WouldRelease) else None,
        replanning=refused if isinstance(refused, rules.WouldReplan) else None,
        released=[asked.number(each) for each in request.form.getlist("release")],
        agreed=asked.agreed(),
    )
    return page, status


@bp.route("/sittings/<uuid:entry_uuid>/cancel", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def cancel_sitting(entry_uuid: UUID) -> ResponseReturnValue:
    """Cancel a sitting and tell everybody on it."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    if _comes_too_late(found):
        return _back_to(found)
    form = forms.CancelledSitting(data={"version": found.version})
    status = answers.status()
    if form.validate_on_submit():
        try:
            actions.cancel_sitting(
                sitting=found,
                version=form.version.data or 0,
                reason=form.reason.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            found, status = queries.sitting(entry_uuid, asked.my_areas()), answers.CONFLICT
            form.renew(found)
        else:
            flash("The sitting is cancelled, and everybody on it is told.", "done")
            return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)
    page = render_template(
        "panels/sitting_cancel.html", form=form, sitting=found, ready=queries.readiness(found)
    )
    return page, status


@bp.route("/sittings/<uuid:entry_uuid>/drop", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def drop_draft(entry_uuid: UUID) -> ResponseReturnValue:
    """Drop a draft, of which nobody has been told."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    if _comes_too_late(found):
        return _back_to(found)
    form = forms.SeenSitting(data={"version": found.version})
    status = 200
    if form.validate_on_submit():
        try:
            actions.drop_draft(
                sitting=found, version=form.version.data or 0, actor=signed_in_person()
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            found, status = queries.sitting(entry_uuid, asked.my_areas()), answers.CONFLICT
            form.renew(found)
        else:
            flash("The draft is dropped. Nobody had been told of it.", "done")
            return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)
    return render_template("panels/sitting_drop.html", form=form, sitting=found), status


def _comes_too_late(found: Sitting) -> bool:
    """Return whether a form is asked for in vain; one that was sent is answered by the action."""
    return request.method == "GET" and found.state not in STANDS


def _back_to(found: Sitting) -> ResponseReturnValue:
    flash(
        f"This sitting is {found.state.value}, so it can’t be changed. "
        "Arrange another one for its orders.",
        "problem",
    )
    return redirect(url_for(".sitting", entry_uuid=found.entry.uuid), 303)


def _suggested() -> dict[str, object]:
    """Return what stands in a new form: the order, or the free room, that the link came from."""
    ref, kind = asked.named("order"), PanelKind.INITIAL
    if ref.startswith("RO-"):
        stands = plans.outlook(orders.order(ref, asked.my_areas()))
        needed = stands.undated or stands.next
        kind = needed.kind if needed and not needed.is_arranged else PanelKind.PROGRESS
    asked_for = asked.one_of("kind", set(PanelKind), kind)
    return {
        "order_1": ref,
        "kind_1": asked_for,
        "minutes": value(PANEL_MINUTES),
        "date": address.day("day"),
        "time": address.hour("starts"),
        "room": address.number("room"),
    }


def _new_choices() -> dict[str, forms.Options]:
    chosen = [asked.named(name) for name in ("order", "order_1", "order_2", "order_3")]
    known = orders.orders_to_arrange(asked.my_areas(), chosen)
    found = [(each, plans.standing_words(each)) for each in known]
    panels = before_court.panels_to_arrange(asked.my_areas())
    return {
        **_choices(),
        "order_1": forms.order_options(found, panels, "Choose an order"),
        "order_2": forms.order_options(found, panels, "No second panel"),
        "order_3": forms.order_options(found, panels, "No third panel"),
        "kind_1": forms.KINDS,
        "kind_2": forms.KINDS,
        "kind_3": forms.KINDS,
    }


def _choices(found: Sitting | None = None) -> dict[str, forms.Options]:
    adviser = found.adviser if found else None
    return {
        "room": forms.room_options(panel_rooms(), found.entry.room if found else None),
        "adviser": forms.person_options(advisers(), "Nobody yet", adviser),
        "late_reason": forms.reason_options(lines(LATE_REASONS)),
    }


def _room(room_id: int, also: Room | None = None) -> Room:
    return next(each for each in [*panel_rooms(), also] if each and each.id == room_id)


def _say_arranged(made: Sitting) -> None:
    said = f"{plural(len(queries.live_panels(made)), 'panel')} on {day(made.entry.starts_at)}."
    if made.state is SittingState.DRAFT:
        flash(f"Kept as a draft: {said} Nobody is told until you publish it.", "done")
    else:
        flash(f"Arranged: {said} Now offer the seats.", "done")
    _warn_when_late(made)


def _warn_when_late(made: Sitting) -> None:
    """Say plainly, and allow, that a panel sits after its due day."""
    for each, clock_ in queries.readiness(made).clocks:
        if each.due_on and clock_.in_hand is not None and clock_.in_hand < 0:
            late = plural(-clock_.in_hand, "working day")
            flash(f"{each.ref} sits {late} after its due day, {day(each.due_on)}.", "note")
