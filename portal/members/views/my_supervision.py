"""A volunteer's own supervision: what is planned, what was agreed, and their signature.

Everything here starts from who is signed in, so nobody reaches another's.
"""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import requires
from portal.accounts.queries import signed_in_person
from portal.members.actions import supervision as actions
from portal.members.forms import supervision as forms
from portal.members.models import SUPERVISION_TOPICS, Side, Supervision
from portal.members.queries import practice, thanks
from portal.members.queries import supervision as queries
from portal.members.rules import supervision as rules
from portal.members.views import answering, bp
from portal.members.views.me import VOLUNTEERS_OWN, my_member
from portal.settings.queries import value
from portal.site.refusals import Refused

MINE = "/me/supervision/<uuid:supervision_uuid>"


@bp.get("/me/supervision")
@requires(*VOLUNTEERS_OWN)
def my_supervisions() -> ResponseReturnValue:
    """Show a volunteer their talks, and what they are still to do of what was agreed."""
    member = my_member()
    return render_template(
        "members/supervision/mine.html",
        member=member,
        talks=queries.supervisions_of(member),
        to_do=queries.actions_to_do(member),
        observations=practice.observations_of(member),
        thanked=thanks.thanks_to(member),
    )


@bp.get(MINE)
@requires(*VOLUNTEERS_OWN)
def my_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Show a volunteer one talk: the topics beforehand; what was said once the service signed."""
    held = queries.own_supervision(signed_in_person(), supervision_uuid)
    return _page(held, forms.Signing(formdata=None, data={"version": held.version}))


def _page(held: Supervision, form: forms.Signing, status: int | None = None) -> ResponseReturnValue:
    page = render_template(
        "members/supervision/my_talk.html",
        held=held,
        form=form,
        topics=rules.topics(value(SUPERVISION_TOPICS)),
    )
    return page, status or answering.status_of(form)


@bp.post(f"{MINE}/sign")
@requires(*VOLUNTEERS_OWN)
def sign_my_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Sign what was read; what was changed meanwhile is shown, to be read first."""
    held = queries.own_supervision(signed_in_person(), supervision_uuid)
    form = forms.Signing()
    if held.agreed_member_at is not None:
        flash("You have signed this already: nothing of it changes.", "note")
        return redirect(url_for(".my_supervision", supervision_uuid=supervision_uuid), 303)
    if not form.validate():
        return _page(held, form)
    try:
        actions.sign_as_member(
            held=held,
            version=form.version.data,
            words=form.words.data or "",
            actor=signed_in_person(),
        )
    except Refused as refused:
        status = answering.refuse(form, refused)
        form.renew(held)
        return _page(held, form, status)
    flash("Signed. Both of you have signed it now.", "done")
    return redirect(url_for(".my_supervision", supervision_uuid=supervision_uuid), 303)


@bp.post(f"{MINE}/agreed/<int:action_id>/done")
@requires(*VOLUNTEERS_OWN)
def my_agreed_is_done(supervision_uuid: UUID, action_id: int) -> ResponseReturnValue:
    """Tick off what a volunteer was to do."""
    held = queries.own_supervision(signed_in_person(), supervision_uuid)
    mine = Side.MEMBER
    if actions.tick_done(held=held, number=action_id, actor=signed_in_person(), side=mine):
        flash("It is done.", "done")
    return redirect(url_for(".my_supervisions"), 303)
