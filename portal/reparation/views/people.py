"""Who signs in for a partner: invited and taken away by a colleague, or by a coordinator."""

from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts import actions as accounts
from portal.accounts import queries as found_accounts
from portal.accounts.queries import signed_in_person
from portal.accounts.rules import Refused as NotInvited
from portal.database import session
from portal.reparation.actions import partners as actions
from portal.reparation.forms import partners as forms
from portal.reparation.models import Partner
from portal.reparation.queries import people as queries
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import bp
from portal.reparation.views.partners import page_of, reached
from portal.site import answers

SIGNS_IN = (
    "This address signs in already, or did once. Enter another one, or ask the coordinator: "
    "an account that was closed is opened again by council IT."
)


@bp.route("/partners/<uuid:partner_uuid>/people/invite", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def invite_to_partner(partner_uuid: UUID) -> ResponseReturnValue:
    """Ask whom to invite, and post the link; sent twice, it is sent once."""
    found = reached(partner_uuid)
    form = forms.NewPerson()
    if form.validate_on_submit() and _invite(found, form):
        flash(_invited(str(form.email.data), found), "done")
        return redirect(page_of(found), 303)
    page = render_template(
        "reparation/partners/person_new.html", form=form, partner=found, back=page_of(found)
    )
    return page, answers.status()


def _invite(partner: Partner, form: forms.NewPerson) -> bool:
    name, email = str(form.name.data), str(form.email.data)
    sent = found_accounts.invited_lately(name, email, clock.now())
    if sent is not None and queries.signs_in_for(sent.person, partner.id):
        return True
    try:
        actions.invite_to_partner(partner=partner, name=name, email=email, actor=signed_in_person())
    except NotInvited:
        session.rollback()
        form.refuse(SIGNS_IN, "email")
        return False
    return True


def _invited(email: str, partner: Partner) -> str:
    user = found_accounts.user_by_email(email)
    assert user is not None  # noqa: S101 -- it was invited or found just now
    name = user.person.display_name
    if user.password:
        return f"{name} signs in for {partner.name} from now on."
    return f"{name} is invited: a link is on its way to {user.email}."


@bp.post("/partners/<uuid:partner_uuid>/people/<uuid:person_uuid>/invite")
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def invite_to_partner_again(partner_uuid: UUID, person_uuid: UUID) -> ResponseReturnValue:
    """Post a new link to somebody who has not come yet; the older ones die."""
    found = reached(partner_uuid)
    person = queries.person_of(found.id, person_uuid).person
    try:
        accounts.invite_again(user=found_accounts.account_of(person), actor=signed_in_person())
        flash(f"A new link is on its way to {person.email}.", "done")
    except NotInvited as refused:
        answers.say_no(refused)
    return redirect(page_of(found), 303)


@bp.post("/partners/<uuid:partner_uuid>/people/<uuid:person_uuid>/remove")
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def remove_from_partner(partner_uuid: UUID, person_uuid: UUID) -> ResponseReturnValue:
    """End that somebody signs in for a partner."""
    found = reached(partner_uuid)
    person = queries.person_of(found.id, person_uuid).person
    try:
        actions.remove_person(
            partner=found,
            person=person,
            actor=signed_in_person(),
            colleague=not may(Permission.REPARATION_EDIT),
        )
        flash(f"{person.display_name} no longer signs in for {found.name}.", "done")
    except Refused as refused:
        answers.say_no(refused)
    return redirect(page_of(found), 303)
