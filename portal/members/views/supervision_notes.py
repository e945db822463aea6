"""Writing up a talk with a volunteer: what was said and agreed, and the service's signature."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.members.actions import supervision as actions
from portal.members.forms import supervision as forms
from portal.members.models import SUPERVISION_TOPICS, Supervision
from portal.members.rules import supervision as rules
from portal.members.views import answering, bp
from portal.members.views.supervision import ONE, held_by_me, shown
from portal.settings.queries import value
from portal.site import answers
from portal.site.compare import differences
from portal.site.refusals import Refused


@bp.route(f"{ONE}/notes", methods=["GET", "POST"])
@requires(Permission.MEMBERS_SUPERVISE)
def write_up_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Write up what was said; a form over an older version shows both, and keeps what was typed."""
    held = held_by_me(supervision_uuid)
    topics = _topics(held)
    form = forms.write_up(topics, held)
    status, differing = None, []
    if form.validate_on_submit():
        try:
            actions.write_up(
                held=held,
                version=form.version.data,
                notes=form.notes,
                private_notes=form.private_notes.data or "",
                actor=signed_in_person(),
            )
        except Refused as refused:
            status = answering.refuse(form, refused)
            now = forms.written(held, topics)
            differing = differences(form, now) if form.is_stale(held) else []
            form.renew(held)
        else:
            flash("It is written up. Add what was agreed, then sign it.", "done")
            return _to(held)
    page = render_template(
        "members/supervision/write_up.html", form=form, held=held, differing=differing
    )
    return page, status or answering.status_of(form)


def _topics(held: Supervision) -> list[str]:
    """Return what is talked about: the topics it was written up with, else those of today."""
    return [note.topic for note in held.notes] or rules.topics(value(SUPERVISION_TOPICS))


def _to(held: Supervision, anchor: str | None = None) -> ResponseReturnValue:
    address = url_for(".supervision", supervision_uuid=held.uuid, _anchor=anchor)
    return redirect(address, 303)


@bp.post(f"{ONE}/agreed")
@requires(Permission.MEMBERS_SUPERVISE)
def agree_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Add something that was agreed; the same form sent twice adds one."""
    held = held_by_me(supervision_uuid)
    form = forms.Agreed()
    if not form.validate():
        return shown(held, form)
    try:
        actions.agree(
            held=held,
            agreement=actions.Agreement(form.what.data or "", form.side.data, form.due_on.data),
            form_key=form.form_key.data,
            actor=signed_in_person(),
        )
    except Refused as refused:
        return shown(held, form, answering.refuse(form, refused))
    flash("It is added.", "done")
    return _to(held, "agreed")


@bp.post(f"{ONE}/agreed/<int:action_id>/remove")
@requires(Permission.MEMBERS_SUPERVISE)
def remove_agreed(supervision_uuid: UUID, action_id: int) -> ResponseReturnValue:
    """Take off something that was not agreed after all."""
    held = held_by_me(supervision_uuid)
    with answers.saying("It is taken off."):
        actions.take_back(held=held, number=action_id, actor=signed_in_person())
    return _to(held, "agreed")


@bp.post(f"{ONE}/agreed/<int:action_id>/done")
@requires(Permission.MEMBERS_SUPERVISE)
def agreed_is_done(supervision_uuid: UUID, action_id: int) -> ResponseReturnValue:
    """Say that something agreed is done."""
    held = held_by_me(supervision_uuid)
    if actions.tick_done(held=held, number=action_id, actor=signed_in_person()):
        flash("It is done.", "done")
    return _to(held, "agreed")


@bp.post(f"{ONE}/sign")
@requires(Permission.MEMBERS_SUPERVISE)
def sign_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Sign for the service: the volunteer is asked to read it and sign too."""
    held = held_by_me(supervision_uuid)
    form = forms.ForService()
    with answers.saying(
        f"Signed. {held.member.person.first_name} is asked to read it and sign too."
    ):
        actions.sign_for_service(held=held, version=form.version.data, actor=signed_in_person())
    return _to(held)


@bp.post(f"{ONE}/reopen")
@requires(Permission.MEMBERS_SUPERVISE)
def reopen_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Take the service's signature back, to change something."""
    held = held_by_me(supervision_uuid)
    with answers.saying("The signature is taken back. Change what is wrong, then sign again."):
        actions.reopen(held=held, actor=signed_in_person())
    return _to(held)
