"""Signing in and out, and what somebody who is signed out gets instead of a page."""

from flask import current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import login_user, logout_user
from flask_wtf.csrf import CSRFError

from portal.access import public
from portal.accounts import actions, forms, queries, rules
from portal.accounts.models import WAIT_MINUTES, AccountsTag, User
from portal.accounts.views import carrying, security_bp
from portal.audit.actions import observe
from portal.database import begins_deferred, changing
from portal.database import session as rows
from portal.settings.queries import value
from portal.site import answers

TOO_OLD = (
    "This page had been open too long to be sent. Sign in again. If it happens once more, "
    "allow cookies for this site in your browser"
)


@security_bp.get("/sign-in")
@public
def login() -> ResponseReturnValue:
    """Ask who it is; whoever is signed in goes on."""
    if current_user.is_authenticated:
        return redirect(rules.safe_next(request.args.get("next")), 303)
    return _asked(forms.SignIn(formdata=None, next=request.args.get("next", "")))


@security_bp.post("/sign-in")
@public
@begins_deferred
def sign_in() -> ResponseReturnValue:
    """Open a session and go on, or say that the two do not match."""
    form = forms.SignIn()
    if not form.validate():
        return _asked(form, answers.FAILED)
    user = checked(form.email.data or "", form.password.data or "")
    if user is None:
        form.refuse(rules.sign_in_refused(value(WAIT_MINUTES)))
        return _asked(form, answers.FAILED)
    open_browser(user, remembered=bool(form.remember.data))
    carried = carrying.unpacked(form.carried.data)
    if carried is not None:
        back = rules.safe_next(form.next.data)
        return render_template("accounts/carried.html", carried=carried, back=back, after=True)
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
    back = rules.safe_next(request.form.get("next"))
    if back == "/":
        flash("You are signed out.", "done")
        back = url_for("security.login")
    return redirect(back, 303)


def checked(email: str, password: str) -> User | None:
    """Return the account whose password this is; None, in the same time, for whatever reason.

    Called outside any transaction. Whoever calls it forgives the tries in the change it makes.
    """
    address = request.remote_addr or ""
    with changing():
        taken = actions.take_try(email=email, address=address)
    user = queries.user_by_email(email)
    may_enter = taken.allowed and user is not None and user.active
    hashed = user.password if user and may_enter else None
    rows.rollback()  # nothing is read or locked while the password is hashed
    if actions.matches(password, hashed):
        return user
    if taken.allowed:
        with changing():
            actions.count_failure(email=email, address=address)
    observe(AccountsTag.SIGN_IN_FAILED, user or taken.counted, actor_id=None)
    return None


def open_browser(user: User, *, remembered: bool = False) -> None:
    """Open a session for the account; whatever session the browser brought is ended first."""
    with changing():
        if current_user.is_authenticated:
            actions.sign_out(user=queries.signed_in_user())
        actions.forgive(email=user.email, address=request.remote_addr or "")
        device = rules.device_of(request.user_agent.string)
        actions.sign_in(user=user, device=device, remembered=remembered)
    session.clear()
    g.pop("csrf_token", None)  # made for the old session, and kept for the rest of the request
    login_user(user, remember=remembered, authn_via=["password"])


def ask_to_sign_in() -> ResponseReturnValue:
    """Send the browser to sign in and back again, with what was typed if something was."""
    if request.cookies.get(current_app.config["REMEMBER_COOKIE_NAME"]):
        session["_remember"] = "clear"  # it signs nobody in any more
    if request.method == "POST":
        carried = carrying.from_request()
        form = forms.SignIn(
            formdata=None, next=carrying.page_before(), carried=carrying.packed(carried)
        )
        return _asked(form, 401, carrying.for_htmx(), signed_out=True, kept=carried is not None)
    if request.headers.get("HX-Request") == "true":
        back = carrying.page_before()
        return "", 401, {"HX-Redirect": url_for("security.login", next=back)}
    asked = request.full_path.rstrip("?")
    return redirect(url_for("security.login", next=asked), 303)


def take_no_forgery(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form without a good token: nothing is done, and nothing typed is lost."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.endpoint == "security.sign_in":
        form = forms.SignIn(meta={"csrf": False})
        form.refuse(TOO_OLD)
        return _asked(form, 400)
    if getattr(view, "permissions", None) is not None and not current_user.is_authenticated:
        return ask_to_sign_in()
    carried, back = carrying.from_request(), carrying.page_before()
    page = render_template("accounts/carried.html", carried=carried, back=back, after=False)
    return page, 400, carrying.for_htmx()


def _asked(
    form: forms.SignIn,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: bool,
) -> ResponseReturnValue:
    page = render_template("accounts/sign_in.html", form=form, **context)
    return page, status, headers or {}
