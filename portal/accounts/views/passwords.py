"""A password forgotten, and a password changed."""

from datetime import timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature

from portal.access import Permission, public, requires
from portal.accounts import actions, forms, queries
from portal.accounts.models import RESET_HOURS, User
from portal.accounts.views import bp, security_bp
from portal.accounts.views.signing_in import checked
from portal.database import begins_deferred, changing
from portal.database import session as rows
from portal.settings.queries import value
from portal.site import answers


@security_bp.get("/sign-in/forgotten")
@public
def forgot_password() -> ResponseReturnValue:
    """Ask whose password it is."""
    return render_template("accounts/forgotten.html", form=forms.Forgotten(formdata=None))


@security_bp.post("/sign-in/forgotten")
@public
def ask_for_password() -> ResponseReturnValue:
    """Post a link, and say the same whether there is such an account or not."""
    form = forms.Forgotten()
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), answers.FAILED
    email = form.email.data or ""
    # Counted beside the tries at the password, so that nobody's mailbox can be filled.
    taken = actions.take_try(email=f"reset {email}", address=request.remote_addr or "")
    user = queries.user_by_email(email)
    if user is not None and user.active and taken.allowed:
        actions.ask_for_reset(user=user)
    return redirect(url_for("security.reset_sent"), 303)


@security_bp.get("/sign-in/forgotten/sent")
@public
def reset_sent() -> ResponseReturnValue:
    """Say where to look, and whom to ring if nothing comes."""
    return render_template("accounts/reset_sent.html", hours=value(RESET_HOURS))


@security_bp.get("/sign-in/reset/<string:token>")
@public
def reset_password(token: str) -> ResponseReturnValue:
    """Ask for a new password, if the link still works."""
    if _owner(token) is None:
        return render_template("accounts/reset_expired.html"), 410
    form = forms.ChoosePassword(formdata=None)
    return render_template("accounts/reset.html", form=form, token=token)


@security_bp.post("/sign-in/reset/<string:token>")
@public
@begins_deferred
def choose_password(token: str) -> ResponseReturnValue:
    """Store a new password; the person then signs in with it."""
    user = _owner(token)
    if user is None:
        return render_template("accounts/reset_expired.html"), 410
    form = forms.ChoosePassword(telling=(user.email, user.person.name))
    if not form.validate():
        return render_template("accounts/reset.html", form=form, token=token), answers.FAILED
    rows.rollback()  # nothing is read or locked while the password is hashed
    hashed = actions.hash_of_password(form.new_password.data or "")
    with changing():
        user = _owner(token, lock=True)
        if user is None:
            return render_template("accounts/reset_expired.html"), 410
        actions.change_password(user=user, hashed=hashed, actor=user.person)
    flash("Your password is changed. Sign in with it.", "done")
    return redirect(url_for("security.login"), 303)


@bp.get("/account/password")
@requires(Permission.ACCOUNTS_OWN)
def password() -> ResponseReturnValue:
    """Ask for the password as it is and as it shall be."""
    return render_template("accounts/password.html", form=forms.ChangePassword(formdata=None))


@bp.post("/account/password")
@requires(Permission.ACCOUNTS_OWN)
@begins_deferred
def change_password() -> ResponseReturnValue:
    """Change it, and sign every other browser out."""
    user = queries.signed_in_user()
    email, this = user.email, user.sign_in
    form = forms.ChangePassword(telling=(email, user.person.name))
    if not form.validate():
        return render_template("accounts/password.html", form=form), answers.FAILED
    if checked(email, form.password.data or "") is None:
        form.refuse(
            "This is not the password you use now, or there were too many tries. "
            "Try again, or sign out and reset your password",
            "password",
        )
        return render_template("accounts/password.html", form=form), answers.FAILED
    rows.rollback()
    hashed = actions.hash_of_password(form.new_password.data or "")
    with changing():
        user = queries.locked_user(queries.signed_in_user().id)
        actions.change_password(user=user, hashed=hashed, actor=user.person, but=this)
    flash("Your password is changed. Everywhere else you are signed out.", "done")
    return redirect(url_for("accounts.own"), 303)


def _owner(token: str, *, lock: bool = False) -> User | None:
    """Return whose link this is, while it works: until used, and for as long as a setting says."""
    within = timedelta(hours=value(RESET_HOURS))
    try:
        serializer = current_app.extensions["security"].reset_serializer
        mark = serializer.loads(token, max_age=within.total_seconds())
    except BadSignature:
        return None
    user = queries.user_by_uniquifier(str(mark), lock=lock)
    return user if user is not None and user.active else None
