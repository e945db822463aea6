"""After the panel: who came, how each ended, and the two ticks; one page for the evening."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.panels import forms, permissions, rules
from portal.panels.actions import outcomes as actions
from portal.panels.models import ADJOURN_REASONS, SeatKind, Sitting
from portal.panels.queries import checklists, outcomes
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp, ticks
from portal.people.queries import advisers
from portal.settings.queries import lines
from portal.site import answers

STALE = "Somebody noted something of this sitting while you were typing. Look, then save again"


@bp.route("/sittings/<uuid:entry_uuid>/outcome", methods=["GET", "POST"])
@requires(*asked.MAY_NOTE)
def note_outcome(entry_uuid: UUID) -> ResponseReturnValue:
    """Note what came of a sitting, by who arranges or advises it.

    A correction says first what it changes.
    """
    found = asked.arranged_or_advised(entry_uuid)
    if not may_be_noted(found):
        flash("Its outcome can be noted once it has begun, unless it was cancelled.", "problem")
        return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)
    form = _form(found)
    if not form.validate_on_submit():
        return _page(found, form, answers.status())
    try:
        actions.note_outcome(
            sitting=found,
            version=form.version.data or 0,
            noted=form.noted(),
            sure="sure" in request.form,
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _refused(entry_uuid, form, refused)
    flash("Noted. You can correct it at any time.", "done")
    return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)


def may_be_noted(found: Sitting) -> bool:
    """Return whether there is something to note of a sitting."""
    begun = found.entry.starts_at <= clock.now()
    return found.state in actions.ENDED and begun and bool(queries.live_panels(found))


def noted_context(found: Sitting) -> dict[str, Any]:
    """Return what a sitting's page shows of its outcome; nothing while there is none."""
    if not may_be_noted(found):
        return {"outcome": None}
    panels = queries.live_panels(found)
    rows = outcomes.attendance(panel.id for panel in panels if panel.noted_at)
    checks = checklists.checks_by_panel(panel.id for panel in panels)
    arranges = permissions.may_change_sitting(signed_in_user(), found)
    return {
        "outcome": [
            (
                panel,
                rows.get(panel.id, ()),
                outcomes.quorum_of(rows.get(panel.id, ())),
                [check for check in checks[panel.id] if check.item in rules.AFTERWARDS],
            )
            for panel in panels
        ],
        "followers": outcomes.followers(panels),
        "may_note": arranges or ticks.advises(found),
    }


def _form(found: Sitting) -> forms.OutcomeForm:
    panels = queries.live_panels(found)
    checks = checklists.checks_by_panel(panel.id for panel in panels)
    following = {panel.id: outcomes.following(panel.id) for panel in panels}
    known = forms.Known(
        found,
        panels,
        outcomes.attendance(panel.id for panel in panels),
        {
            panel.id: frozenset(check.item for check in checks[panel.id] if check.done_at)
            for panel in panels
        },
        {number: each.due_on if each else None for number, each in following.items()},
        queries.readiness(found).quorum.holds,
    )
    volunteers = forms.stepping_in(outcomes.could_have_sat(found))
    on_it = {seat.person_id for seat in found.seats}
    colleagues = forms.stepping_in(each for each in advisers() if each.id not in on_it)
    people = {
        SeatKind.CHAIR: volunteers,
        SeatKind.MEMBER: volunteers,
        SeatKind.ADVISER: colleagues,
    }
    form: forms.OutcomeForm = forms.outcome_form(known, lines(ADJOURN_REASONS), people)(
        data={"version": found.version}
    )
    return form


def _refused(
    entry_uuid: UUID, form: forms.OutcomeForm, refused: rules.Refused
) -> ResponseReturnValue:
    correcting = isinstance(refused, rules.WouldCorrect)
    status = answers.refuse(form, refused)
    found = asked.arranged_or_advised(entry_uuid)
    if correcting:
        form.form_errors[:] = []
    answers.overtaken(form, refused, found, STALE)
    return _page(found, form, status, refused if correcting else None)


def _page(
    found: Sitting, form: forms.OutcomeForm, status: int, correcting: rules.Refused | None = None
) -> ResponseReturnValue:
    page = render_template(
        "panels/outcome.html",
        sitting=found,
        form=form,
        turns=queries.turns(found),
        correcting=correcting,
    )
    return page, status
