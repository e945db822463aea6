"""What volunteers say of themselves and whom to ring, as those who keep the register see it."""

import io

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.audit.actions import observe
from portal.members import actions, forms, permissions, queries
from portal.members.models import Member, MemberPhoto, MembersTag
from portal.members.queries import details as found
from portal.members.views import bp
from portal.members.views.volunteer import changed_by_me
from portal.notifications.queries import file_content
from portal.site import answers
from portal.site.compare import differences
from portal.site.refusals import Stale


@bp.get("/<string:number>/details")
@requires(Permission.MEMBERS_EDIT)
def details(number: str) -> ResponseReturnValue:
    """Show what a volunteer says of themselves, to be changed for them."""
    member = changed_by_me(number)
    return _page(forms.Details(data=forms.said(found.detail_of(member))), member)


@bp.post("/<string:number>/details")
@requires(Permission.MEMBERS_EDIT)
def change_details(number: str) -> ResponseReturnValue:
    """Keep what a volunteer said on the telephone; a form over an older version shows both."""
    member = changed_by_me(number)
    form = forms.Details()
    if not form.validate():
        return _page(form, member, answers.FAILED)
    try:
        actions.set_details(
            member=member, version=form.version.data, actor=signed_in_person(), **form.values()
        )
    except Stale as stale:
        return _page(form, member, answers.refuse(form, stale))
    flash("Saved.", "done")
    return redirect(url_for(".show", number=member.number), 303)


def _page(form: forms.Details, member: Member, status: int = 200) -> ResponseReturnValue:
    held, differing = found.detail_of(member), None
    if status == answers.CONFLICT:
        differing = differences(form, forms.said(held))
        form.renew(held)
    page = render_template("members/details.html", form=form, member=member, differing=differing)
    return page, status


@bp.get("/<string:number>/emergency")
@requires(Permission.MEMBERS_EMERGENCY)
def emergency(number: str) -> ResponseReturnValue:
    """Show whom to ring for a volunteer; the look is recorded, and they can read who looked."""
    member = queries.member(number)
    contact = found.emergency_contact_of(member)
    if contact is not None:
        observe(MembersTag.EMERGENCY_CONTACT_SEEN, member, actor_id=signed_in_person().id)
    return render_template(
        "members/emergency.html",
        member=member,
        contact=contact,
        form=forms.Emergency(formdata=None),
        may_change=permissions.may_change(signed_in_user(), member),
    )


@bp.post("/<string:number>/emergency")
@requires(Permission.MEMBERS_EMERGENCY)
def set_emergency(number: str) -> ResponseReturnValue:
    """Keep whom a volunteer named on the telephone."""
    member = changed_by_me(number)
    form = forms.Emergency()
    if not form.validate():
        page = render_template(
            "members/emergency.html", member=member, contact=None, form=form, may_change=True
        )
        return page, answers.FAILED
    actions.set_emergency_contact(
        member=member,
        name=str(form.name.data),
        relation=str(form.relation.data),
        phone=str(form.phone.data),
        actor=signed_in_person(),
    )
    flash("The emergency contact is saved.", "done")
    return redirect(url_for(".show", number=member.number), 303)


@bp.get("/<string:number>/photo")
@requires(Permission.MEMBERS_READ)
def photo(number: str) -> ResponseReturnValue:
    """Show a volunteer's picture."""
    return shown(found.photo_of(queries.member(number)))


def shown(picture: MemberPhoto | None) -> ResponseReturnValue:
    """Hand out a picture; 404 for who has none."""
    if picture is None:
        abort(404)
    document = picture.document
    return send_file(io.BytesIO(file_content(document)), mimetype=document.media_type)
