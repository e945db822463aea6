"""An invitation's link: choose a password, and be in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import public
from portal.accounts import actions, forms, queries
from portal.accounts.models import Invitation, User
from portal.accounts.views import bp
from portal.accounts.views.signing_in import open_browser
from portal.database import begins_deferred, changing
from portal.database import session as rows
from portal.site import answers


@bp.get("/account/invitations/<string:token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Ask for a password, if the link is theirs and still works."""
    invited = queries.invitation_by(token)
    user = queries.user_of(invited.person)
    ended = _ended(token, invited, user)
    if ended is not None or user is None:
        return ended or ("", 404)
    form = forms.ChoosePassword(formdata=None)
    return render_template("accounts/invitation.html", form=form, token=token, user=user)


@bp.post("/account/invitations/<string:token>")
@public
@begins_deferred
def accept_invitation(token: str) -> ResponseReturnValue:
    """Store the password and sign in; the link is used with that."""
    invited = queries.invitation_by(token)
    user = queries.user_of(invited.person)
    ended = _ended(token, invited, user)
    if ended is not None or user is None:
        return ended or ("", 404)
    form = forms.ChoosePassword(telling=(user.email, user.person.name))
    if not form.validate():
        page = render_template("accounts/invitation.html", form=form, token=token, user=user)
        return page, answers.FAILED
    number = invited.id
    rows.rollback()  # nothing is read or locked while the password is hashed
    hashed = actions.hash_of_password(form.new_password.data or "")
    with changing():
        invited = queries.locked_invitation(number)
        if not invited.is_open(clock.now()):
            return redirect(url_for(".invitation", token=token), 303)
        actions.accept(invitation=invited, user=user, hashed=hashed)
    open_browser(user)
    flash("Your password is set, and you are signed in.", "done")
    return redirect("/", 303)


@bp.post("/account/invitations/<string:token>/again")
@public
def ask_for_invitation(token: str) -> ResponseReturnValue:
    """Post a new link to the same address, for one that has expired."""
    invited = queries.invitation_by(token)
    user = queries.user_of(invited.person)
    if user is not None and user.active and user.password is None:
        newest = queries.newest_invitations([invited.person])[invited.person_id]
        if not newest.is_fresh(clock.now()):
            actions.invite_again(user=user, actor=None)
    return redirect(url_for(".invitation_sent"), 303)


@bp.get("/account/invitations/sent")
@public
def invitation_sent() -> ResponseReturnValue:
    """Say where to look, and whom to ring if nothing comes."""
    return render_template("accounts/invitation_sent.html")


def _ended(token: str, invited: Invitation, user: User | None) -> ResponseReturnValue | None:
    """Return the page for a link that is not theirs or works no more, or None."""
    if current_user.is_authenticated and queries.signed_in_person() is not invited.person:
        return render_template("accounts/not_yours.html"), 403
    if user is None or not user.active:
        return render_template("accounts/invitation_closed.html"), 410
    if user.password is not None or invited.used_at:
        return render_template("accounts/invitation_used.html", user=user), 410
    if not invited.is_open(clock.now()):
        return render_template(
            "accounts/invitation_expired.html", token=token, invited=invited
        ), 410
    return None
