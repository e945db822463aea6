"""Signing in and out, and what somebody who is signed out gets instead of a page."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import login_user, logout_user

from portal.access import public
from portal.accounts import actions, forms, queries, rules
from portal.accounts.models import User
from portal.accounts.views import security_bp
from portal.database import begins_deferred, changing
from portal.database import session as rows


@security_bp.get("/sign-in")
@public
def login() -> ResponseReturnValue:
    """Ask who it is; whoever is signed in goes on."""
    if current_user.is_authenticated:
        return redirect(rules.safe_next(request.args.get("next")), 303)
    return _asked(forms.SignIn(next=request.args.get("next", "")))


@security_bp.post("/sign-in")
@public
@begins_deferred
def sign_in() -> ResponseReturnValue:
    """Open a session, or say that the two do not match."""
    form = forms.SignIn()
    if not form.validate_on_submit():
        return _asked(form, 422)
    user = queries.user_by_email(form.email.data or "")
    hashed = user.password if user and user.active else None
    rows.rollback()  # nothing is read or locked while the password is hashed
    if not actions.matches(form.password.data or "", hashed) or user is None:
        form.form_errors.append(rules.SIGN_IN_REFUSED)
        return _asked(form, 422)
    remembered = bool(form.remember.data)
    with changing():
        device = rules.device_of(request.user_agent.string)
        actions.sign_in(user=user, device=device, remembered=remembered)
    _open_browser(user, remembered=remembered)
    return redirect(rules.safe_next(form.next.data), 303)


@security_bp.get("/sign-out")
@public
def leave() -> ResponseReturnValue:
    """Ask whether to sign out; a link may not do it."""
    return render_template("accounts/sign_out.html")


@security_bp.post("/sign-out")
@public
def logout() -> ResponseReturnValue:
    """End the session of this browser; twice is harmless."""
    if current_user.is_authenticated:
        actions.sign_out(user=queries.signed_in_user())
    logout_user()
    flash("You are signed out.", "done")
    return redirect(url_for("security.login"), 303)


def ask_to_sign_in() -> ResponseReturnValue:
    """Send the browser to sign in and back again; HTMX is told to move the whole page."""
    if request.headers.get("HX-Request") == "true":
        back = request.headers.get("HX-Current-URL", "/")
        return "", 401, {"HX-Redirect": url_for("security.login", next=_path_of(back))}
    asked = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return redirect(url_for("security.login", next=asked), 303)


def _asked(form: forms.SignIn, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form), status


def _open_browser(user: User, *, remembered: bool) -> None:
    """Put the new session in the cookie; whatever the browser brought is dropped first."""
    session.clear()
    login_user(user, remember=remembered, authn_via=["password"])


def _path_of(address: str) -> str:
    return "/" + address.split("://", 1)[-1].partition("/")[2]
