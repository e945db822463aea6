"""Whom to ring at a partner: noted by its own people, or by a coordinator."""

from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import partners as actions
from portal.reparation.forms import partners as forms
from portal.reparation.views import bp
from portal.reparation.views.partners import page_of, reached
from portal.site import answers


@bp.route("/partners/<uuid:partner_uuid>/contacts/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def new_contact(partner_uuid: UUID) -> ResponseReturnValue:
    """Ask whom to ring about what, and note it."""
    found = reached(partner_uuid)
    form = forms.NewContact()
    if form.validate_on_submit():
        contact = actions.add_contact(
            partner=found,
            kind=form.kind.data,
            name=str(form.name.data),
            phone=str(form.phone.data),
            email=str(form.email.data),
            actor=signed_in_person(),
        )
        flash(f"{contact.name} is noted.", "done")
        return redirect(page_of(found), 303)
    page = render_template(
        "reparation/partners/contact_new.html", form=form, partner=found, back=page_of(found)
    )
    return page, answers.status()


@bp.post("/partners/<uuid:partner_uuid>/contacts/<int:contact_id>/remove")
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def remove_contact(partner_uuid: UUID, contact_id: int) -> ResponseReturnValue:
    """Take a contact off."""
    found = reached(partner_uuid)
    actions.remove_contact(partner=found, contact_id=contact_id, actor=signed_in_person())
    flash("The contact is taken off.", "done")
    return redirect(page_of(found), 303)
