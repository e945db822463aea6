"""The register of complaints and concerns: for coordinators alone; each look is recorded."""

from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.audit.actions import observe
from portal.members.actions import concerns as actions
from portal.members.forms import concerns as forms
from portal.members.models import Concern, MembersTag
from portal.members.queries import concerns as queries
from portal.members.views import answering, bp
from portal.members.views.supervision import supervised_by_me
from portal.site import answers
from portal.site.pagination import requested_page
from portal.site.refusals import Refused

ONE: Final = "/concerns/<uuid:concern_uuid>"
STATES: Final = (
    (queries.STANDING, "Not closed"),
    (queries.CLOSED, "Closed"),
    (queries.ALL, "All"),
)


@bp.get("/concerns")
@requires(Permission.MEMBERS_CONCERNS)
def concerns() -> ResponseReturnValue:
    """Show the register, what still stands first."""
    asked = request.args.get("state", queries.STANDING)
    state = asked if asked in dict(STATES) else queries.STANDING
    found = queries.concerns(signed_in_user(), state, requested_page())
    return render_template(
        "members/concerns/register.html", found=found, states=STATES, state=state
    )


@bp.route("/<string:number>/concerns/new", methods=["GET", "POST"])
@requires(Permission.MEMBERS_CONCERNS)
def new_concern(number: str) -> ResponseReturnValue:
    """Record a concern about a volunteer; the same form sent twice records one."""
    member = supervised_by_me(number)
    form = forms.NewConcern()
    if form.validate_on_submit():
        raised = actions.Raised(
            form.kind.data, form.source.data, form.received_on.data, form.summary.data or ""
        )
        made = actions.record_concern(
            member=member,
            raised=raised,
            form_key=str(form.form_key.data),
            actor=signed_in_person(),
        )
        flash("It is recorded. Nobody was written to.", "done")
        return redirect(url_for(".concern", concern_uuid=made.uuid), 303)
    page = render_template("members/concerns/new.html", form=form, member=member)
    return page, answering.status_of(form)


@bp.get(ONE)
@requires(Permission.MEMBERS_CONCERNS)
def concern(concern_uuid: UUID) -> ResponseReturnValue:
    """Show one concern, what is being done and what came of it; the look is recorded."""
    return _page(_looked_at(concern_uuid), forms.ToDo(formdata=None))


def _looked_at(concern_uuid: UUID) -> Concern:
    """Return a concern that is shown, and record the look; what a form sent was looked at before.

    A POST holds the database for its change, so that no look can be noted beside it.
    """
    found = queries.concern(signed_in_user(), concern_uuid)
    if request.method == "GET":
        observe(MembersTag.CONCERN_SEEN, found, actor_id=signed_in_person().id)
    return found


def _page(found: Concern, form: forms.ToDo, status: int | None = None) -> ResponseReturnValue:
    page = render_template("members/concerns/concern.html", concern=found, form=form)
    return page, status or answering.status_of(form)


def _to(concern_uuid: UUID, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".concern", concern_uuid=concern_uuid, _anchor=anchor), 303)


@bp.post(f"{ONE}/look-into")
@requires(Permission.MEMBERS_CONCERNS)
def look_into_concern(concern_uuid: UUID) -> ResponseReturnValue:
    """Take a concern on."""
    found = queries.concern(signed_in_user(), concern_uuid)
    with answers.saying("You look into it."):
        actions.look_into(concern=found, actor=signed_in_person())
    return _to(concern_uuid)


@bp.post(f"{ONE}/actions")
@requires(Permission.MEMBERS_CONCERNS)
def add_concern_action(concern_uuid: UUID) -> ResponseReturnValue:
    """Say what is to be done about it; the same form sent twice adds one."""
    found = queries.concern(signed_in_user(), concern_uuid)
    form = forms.ToDo()
    if not form.validate():
        return _page(found, form)
    try:
        actions.add_action(
            concern=found,
            what=form.what.data or "",
            due_on=form.due_on.data,
            form_key=str(form.form_key.data),
            actor=signed_in_person(),
        )
    except Refused as refused:
        return _page(found, form, answering.refuse(form, refused))
    flash("It is added.", "done")
    return _to(concern_uuid, "actions")


@bp.post(f"{ONE}/actions/<int:action_id>/done")
@requires(Permission.MEMBERS_CONCERNS)
def concern_action_done(concern_uuid: UUID, action_id: int) -> ResponseReturnValue:
    """Say that something is done."""
    found = queries.concern(signed_in_user(), concern_uuid)
    actions.tick_action(concern=found, number=action_id, actor=signed_in_person())
    flash("It is done.", "done")
    return _to(concern_uuid, "actions")


@bp.route(f"{ONE}/close", methods=["GET", "POST"])
@requires(Permission.MEMBERS_CONCERNS)
def close_concern(concern_uuid: UUID) -> ResponseReturnValue:
    """Close a concern with what came of it; a form over an older version is shown what is new."""
    found = _looked_at(concern_uuid)
    form = forms.Closing(data={"version": found.version, "words": found.outcome_words})
    status = None
    if form.validate_on_submit():
        try:
            actions.close_concern(
                concern=found,
                version=form.version.data,
                outcome=form.outcome.data,
                words=form.words.data or "",
                actor=signed_in_person(),
            )
        except Refused as refused:
            status = answering.refuse(form, refused)
            form.renew(found)
        else:
            flash("It is closed.", "done")
            return _to(concern_uuid)
    page = render_template("members/concerns/close.html", form=form, concern=found)
    return page, status or answering.status_of(form)


@bp.post(f"{ONE}/reopen")
@requires(Permission.MEMBERS_CONCERNS)
def reopen_concern(concern_uuid: UUID) -> ResponseReturnValue:
    """Look into a closed concern again."""
    found = queries.concern(signed_in_user(), concern_uuid)
    actions.reopen_concern(concern=found, actor=signed_in_person())
    flash("It is open again, and you look into it.", "done")
    return _to(concern_uuid)
