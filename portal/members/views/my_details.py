"""What a volunteer says of themselves, whom to ring for them, and their picture."""

from typing import Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import requires
from portal.database import begins_deferred, changing, session
from portal.members import actions, forms
from portal.members.models import Member
from portal.members.queries import details as queries
from portal.members.views import bp
from portal.members.views.details import shown
from portal.members.views.me import VOLUNTEERS_OWN, my_member
from portal.site import answers
from portal.site.compare import differences
from portal.site.files import keep
from portal.site.forms import Form
from portal.site.refusals import Refused, Stale
from portal.site.uploads import takes_files

MOST_MB: Final = 15


@bp.get("/me/details")
@requires(*VOLUNTEERS_OWN)
def my_details() -> ResponseReturnValue:
    """Show a volunteer what they say of themselves, to be changed."""
    return _page(my_member())


@bp.post("/me/details")
@requires(*VOLUNTEERS_OWN)
def change_my_details() -> ResponseReturnValue:
    """Keep what they say; a form over an older version shows both."""
    member, form = my_member(), forms.Details()
    if not form.validate():
        return _page(member, form, status=answers.FAILED)
    try:
        actions.set_details(
            member=member, version=form.version.data, actor=member.person, **form.values()
        )
    except Stale as stale:
        status = answers.refuse(form, stale)
        return _page(my_member(), form, status=status)
    flash("Saved.", "done")
    return redirect(url_for(".my_details"), 303)


@bp.post("/me/emergency")
@requires(*VOLUNTEERS_OWN)
def set_my_emergency() -> ResponseReturnValue:
    """Keep whom to ring for them."""
    member, form = my_member(), forms.Emergency()
    if not form.validate():
        return _page(member, emergency=form, status=answers.FAILED)
    actions.set_emergency_contact(
        member=member,
        name=str(form.name.data),
        relation=str(form.relation.data),
        phone=str(form.phone.data),
        actor=member.person,
    )
    flash("Your emergency contact is saved.", "done")
    return redirect(url_for(".my_details", _anchor="emergency"), 303)


@bp.post("/me/emergency/remove")
@requires(*VOLUNTEERS_OWN)
def remove_my_emergency() -> ResponseReturnValue:
    """Forget whom to ring for them; twice is harmless."""
    member = my_member()
    actions.remove_emergency_contact(member=member, actor=member.person)
    flash("Your emergency contact is removed.", "done")
    return redirect(url_for(".my_details", _anchor="emergency"), 303)


@bp.get("/me/photo")
@requires(*VOLUNTEERS_OWN)
def my_photo() -> ResponseReturnValue:
    """Show a volunteer their picture."""
    return shown(queries.photo_of(my_member()))


@bp.post("/me/photo")
@requires(*VOLUNTEERS_OWN)
@takes_files
@begins_deferred
def add_my_photo() -> ResponseReturnValue:
    """Keep a picture of them, made anew, instead of the one before."""
    form = forms.Portrait()
    if not form.validate():
        return _page(my_member(), portrait=form, status=answers.FAILED)
    try:
        name = form.file.data.filename or ""
        file = keep(form.file.data.read(), name, most_mb=MOST_MB, picture_only=True)
    except Refused as refused:
        form.refuse(refused.sentence, "file")
        return _page(my_member(), portrait=form, status=answers.FAILED)
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        member = my_member()
        actions.show_photo(member=member, file=file, actor=member.person)
    flash("Your picture is saved.", "done")
    return redirect(url_for(".my_details", _anchor="photo"), 303)


@bp.post("/me/photo/remove")
@requires(*VOLUNTEERS_OWN)
def remove_my_photo() -> ResponseReturnValue:
    """Forget their picture; twice is harmless."""
    member = my_member()
    actions.remove_photo(member=member, actor=member.person)
    flash("Your picture is removed.", "done")
    return redirect(url_for(".my_details", _anchor="photo"), 303)


def _page(
    member: Member,
    details: forms.Details | None = None,
    *,
    emergency: forms.Emergency | None = None,
    portrait: forms.Portrait | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    held, contact = queries.detail_of(member), queries.emergency_contact_of(member)
    differing = None
    if details and status == answers.CONFLICT:
        differing = differences(details, forms.said(held))
        details.renew(held)
    sent: Form | None = details or emergency or portrait
    page = render_template(
        "members/my_details.html",
        form=sent,
        details_form=(details or forms.Details(formdata=None, data=forms.said(held))).as_own(),
        emergency_form=emergency or forms.Emergency(formdata=None, obj=contact),
        portrait_form=portrait or forms.Portrait(formdata=None),
        contact=contact,
        looks=queries.looks_at_contact(member),
        photo=queries.photo_of(member),
        differing=differing,
    )
    return page, status
