"""The checklist of a panel: what is to be arranged before the day, ticked box by box."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import checklists as actions
from portal.panels.models import Panel, PanelCheck
from portal.panels.queries import checklists
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp, ticks
from portal.panels.views.sittings import page_of
from portal.panels.views.turns import TURN
from portal.site import answers
from portal.site.fragments import fragment_or_redirect, wants_fragment

LIST = f"{TURN}/checklist"


@bp.post(LIST)
@requires(*asked.MAY_NOTE)
def save_checklist(entry_uuid: UUID, ref: str) -> ResponseReturnValue:
    """Save the whole list at once, without JavaScript: what was changed on it, and no more."""
    panel = queries.panel_in(asked.arranged_or_advised(entry_uuid), ref)
    checks = _listed(panel)
    form = forms.times_of(checks, typed=True)
    known, done, was = {check.id for check in checks}, ticks.ticked(), ticks.shown_ticked()
    timed = {check.id for check in checks if rules.asks_time(check.item)}  # it may be another now
    ticked = known & ((done - was) | (done & timed))
    if not _tick(panel, form, ticked=ticked, unticked=known & (was - done)):
        return _again(entry_uuid, ref, form)
    flash("The list is saved.", "done")
    return redirect(_address(entry_uuid, ref), 303)


@bp.post(f"{LIST}/<int:check_id>")
@requires(*asked.MAY_NOTE)
def tick_check(entry_uuid: UUID, ref: str, check_id: int) -> ResponseReturnValue:
    """Save one box as it is set, and answer with its line."""
    panel = queries.panel_in(asked.arranged_or_advised(entry_uuid), ref)
    check = _check(_listed(panel), check_id)
    form = forms.times_of([check], typed=True)
    wanted = check_id in ticks.ticked()
    ids = {check_id}
    saved = _tick(panel, form, ticked=ids if wanted else set(), unticked=set() if wanted else ids)
    if not saved and not wants_fragment():
        return _again(entry_uuid, ref, form)
    # A time that was typed before its box is ticked stays where it is.
    return _line(entry_uuid, ref, check_id, form if not (saved and wanted) else None, saved=saved)


@bp.post(f"{LIST}/add")
@requires(Permission.PANELS_ARRANGE)
def add_check(entry_uuid: UUID, ref: str) -> ResponseReturnValue:
    """Put an item of the service's list on this panel's."""
    panel = queries.panel_in(queries.sitting(entry_uuid, asked.my_areas()), ref)
    item = request.form.get("item", "")
    with answers.saying(f"“{item}” is on the list."):
        actions.add_item(panel=panel, item=item, actor=signed_in_person())
    return redirect(_address(entry_uuid, ref), 303)


@bp.post(f"{LIST}/<int:check_id>/off")
@requires(Permission.PANELS_ARRANGE)
def take_check_off(entry_uuid: UUID, ref: str, check_id: int) -> ResponseReturnValue:
    """Take an item off this panel's list: it is not needed there."""
    panel = queries.panel_in(queries.sitting(entry_uuid, asked.my_areas()), ref)
    with answers.saying("The item is off the list."):
        actions.take_item_off(panel=panel, check_id=check_id, actor=signed_in_person())
    return redirect(_address(entry_uuid, ref), 303)


def _listed(panel: Panel) -> list[PanelCheck]:
    found = checklists.checks_of(panel.id)
    return [check for check in found if check.item not in rules.AFTERWARDS]


def _check(checks: list[PanelCheck], check_id: int) -> PanelCheck:
    for check in checks:
        if check.id == check_id:
            return check
    raise NoResultFound


def _tick(panel: Panel, form: forms.Times, *, ticked: set[int], unticked: set[int]) -> bool:
    """Return whether it is saved; if not, the form says why not."""
    if not form.validate_on_submit():
        return False
    try:
        actions.tick(
            panel=panel,
            ticked=ticked,
            unticked=unticked,
            times=form.times,
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        answers.refuse(form, refused)
        return False
    return True


def _line(
    entry_uuid: UUID, ref: str, check_id: int, typed: forms.Times | None, *, saved: bool
) -> ResponseReturnValue:
    found = asked.arranged_or_advised(entry_uuid)
    panel = queries.panel_in(found, ref)
    each = ticks.list_of(found, panel, checklists.checks_by_panel([panel.id])[panel.id], typed)
    return fragment_or_redirect(
        "panels/_checked.html",
        _address(entry_uuid, ref),
        200 if saved else answers.FAILED,
        sitting=found,
        each=each,
        check=_check(list(each.checks), check_id),
        form=typed,
        several=len(queries.live_panels(found)) > 1,
    )


def _again(entry_uuid: UUID, ref: str, form: forms.Times) -> ResponseReturnValue:
    """Show the page with what was ticked and typed still in the boxes, and why it is not saved."""
    lists = ticks.lists_of(asked.arranged_or_advised(entry_uuid), (ref, form))
    return make_response(page_of(entry_uuid, checklists=lists, form=form), answers.FAILED)


def _address(entry_uuid: UUID, ref: str) -> str:
    return url_for(".sitting", entry_uuid=entry_uuid, _anchor=f"checklist-{ref}")
