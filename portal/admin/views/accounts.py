"""Accounts: who may sign in, invited, changed, closed and opened again."""

from collections.abc import Sequence
from typing import Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, Role, requires
from portal.accounts import actions, forms, queries, rules
from portal.accounts.models import User
from portal.accounts.queries import signed_in_person
from portal.admin.forms import ROLE_NAMES, AccountsFilter
from portal.admin.views import bp
from portal.database import session
from portal.people import actions as people
from portal.people.models import Person
from portal.people.queries import areas
from portal.site import answers
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

SOMEBODY_NEW: Final = 0


@bp.get("/accounts")
@requires(Permission.ACCOUNTS_MANAGE)
def accounts() -> ResponseReturnValue:
    """Show who may sign in, by name."""
    chosen = AccountsFilter()
    found = queries.accounts(
        search=chosen.chosen("q") or "",
        role=chosen.chosen("role"),
        closed=bool(chosen.chosen("closed")),
        number=requested_page(),
    )
    return page_or_fragment(
        "admin/accounts.html",
        "admin/_accounts.html",
        chosen=chosen,
        found=found,
        seen=queries.last_seen(found.items),
        invitations=queries.newest_invitations([user.person for user in found.items]),
        role_names=ROLE_NAMES,
    )


@bp.get("/accounts/invite")
@requires(Permission.ACCOUNTS_MANAGE)
def invite() -> ResponseReturnValue:
    """Ask whom to invite."""
    form = forms.Invite(formdata=None, choices={"role": _roles()})
    return render_template("admin/accounts_invite.html", form=form)


@bp.post("/accounts/invite")
@requires(Permission.ACCOUNTS_MANAGE)
def send_invitation() -> ResponseReturnValue:
    """Make the account and post its link; sent twice, it is sent once."""
    form = forms.Invite(choices={"role": _roles()})
    known = queries.people_at(form.email.data or "")
    form.person.choices = [
        *((person.id, person.name) for person in known),
        (SOMEBODY_NEW, "Somebody new"),
    ]
    sent = queries.invited_lately(form.name.data or "", form.email.data or "", clock.now())
    if sent is not None:
        return _back(sent, f"{sent.person.name} is invited.")
    person = _whom(form, known) if form.validate() else None
    if person is not None:
        try:
            actions.invite(person=person, role=Role(form.role.data), actor=signed_in_person())
            return _back(queries.account_of(person), f"{person.name} is invited.")
        except rules.Refused as problem:
            form.refuse(str(problem))
    return render_template("admin/accounts_invite.html", form=form, known=known), answers.FAILED


@bp.get("/accounts/<int:number>")
@requires(Permission.ACCOUNTS_MANAGE)
def account(number: int) -> ResponseReturnValue:
    """Show one account, to change."""
    user = queries.user_numbered(number)
    return _shown(user, _filled(user))


@bp.post("/accounts/<int:number>")
@requires(Permission.ACCOUNTS_MANAGE)
def change_account(number: int) -> ResponseReturnValue:
    """Store its address, roles and areas; or say why not, or who was quicker."""
    user = queries.locked_with_administrators(number)
    form = forms.Account(choices=_choices())
    if not form.validate():
        return _shown(user, form, answers.FAILED)
    if form.is_stale(user):
        form.renew(user)
        return _shown(user, form, answers.CONFLICT)
    try:
        _change(user, form)
    except rules.Refused as problem:
        session.rollback()
        form.refuse(str(problem))
        return _shown(user, form, answers.FAILED)
    return _back(user, f"The account of {user.person.name} is saved.")


@bp.post("/accounts/<int:number>/deactivate")
@requires(Permission.ACCOUNTS_MANAGE)
def deactivate_account(number: int) -> ResponseReturnValue:
    """Close the account; its sessions and feeds end with it."""
    user = queries.locked_with_administrators(number)
    try:
        actions.deactivate(user=user, actor=signed_in_person())
    except rules.Refused as problem:
        return _refused(user, problem)
    return _back(user, f"{user.person.name} is signed out everywhere and can no longer sign in.")


@bp.post("/accounts/<int:number>/reactivate")
@requires(Permission.ACCOUNTS_MANAGE)
def reactivate_account(number: int) -> ResponseReturnValue:
    """Open the account again."""
    user = queries.locked_with_administrators(number)
    actions.reactivate(user=user, actor=signed_in_person())
    return _back(user, f"{user.person.name} can sign in again.")


@bp.post("/accounts/<int:number>/invite-again")
@requires(Permission.ACCOUNTS_MANAGE)
def invite_again(number: int) -> ResponseReturnValue:
    """Post a new link; the older ones die."""
    user = queries.locked_with_administrators(number)
    try:
        actions.invite_again(user=user, actor=signed_in_person())
    except rules.Refused as problem:
        return _refused(user, problem)
    return _back(user, f"A new link is on its way to {user.email}.")


def _change(user: User, form: forms.Account) -> None:
    actor = signed_in_person()
    chosen = set(form.areas.data or [])
    actions.change_email(user=user, email=form.email.data or "", actor=actor)
    actions.grant(user=user, roles=map(Role, form.roles.data or []), actor=actor)
    limits = [area for area in areas() if area.id in chosen]
    actions.limit_to(user=user, areas=limits, actor=actor)
    people.change(person=user.person, may_advise=bool(form.may_advise.data), actor=actor)


def _whom(form: forms.Invite, known: Sequence[Person]) -> Person | None:
    """Return who is meant, perhaps somebody new; None after asking which one it is."""
    if form.person.data is None and known:
        form.refuse("Choose who this is, or somebody new", "person")
        return None
    for person in known:
        if person.id == form.person.data:
            return person
    email = (form.email.data or "").lower()
    return people.add(name=form.name.data, email=email, actor=signed_in_person())


def _filled(user: User) -> forms.Account:
    return forms.Account(
        formdata=None,
        choices=_choices(),
        version=user.version,
        email=user.email,
        roles=sorted(user.role_names),
        areas=sorted(user.area_ids),
        may_advise=user.person.may_advise,
    )


def _shown(user: User, form: forms.Account, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "admin/account.html",
        user=user,
        form=form,
        now_says=_said(user) if status == answers.CONFLICT else [],
        seen=queries.last_seen([user]).get(user.id),
        invitation=queries.newest_invitations([user.person]).get(user.person_id),
    )
    return page, status


def _said(user: User) -> list[tuple[str, str]]:
    """Return what the account says now, in the words of its form."""
    limits = [area.name for area in areas() if area.id in user.area_ids]
    return [
        ("Email address", user.email),
        ("Roles", ", ".join(ROLE_NAMES[role] for role in sorted(user.role_names))),
        ("Areas", ", ".join(limits) or "The whole service"),
        ("May advise a panel", "Yes" if user.person.may_advise else "No"),
    ]


def _choices() -> dict[str, list[tuple[str, str]] | list[tuple[int, str]]]:
    return {"roles": _roles(), "areas": [(area.id, area.name) for area in areas()]}


def _roles() -> list[tuple[str, str]]:
    return [(role.value, name) for role, name in ROLE_NAMES.items()]


def _back(user: User, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for("admin.account", number=user.id), 303)


def _refused(user: User, problem: rules.Refused) -> ResponseReturnValue:
    flash(str(problem), "problem")
    return redirect(url_for("admin.account", number=user.id), 303)
