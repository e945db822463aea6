"""One's own account: how to be reached, the password, and where one is signed in."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts import actions, forms, queries
from portal.accounts.views import bp
from portal.people import actions as people
from portal.site import answers


@bp.get("/account")
@requires(Permission.ACCOUNTS_OWN)
def own() -> ResponseReturnValue:
    """Show what the portal knows of whoever is signed in, and where to change it."""
    user = queries.signed_in_user()
    return render_template(
        "accounts/own.html",
        user=user,
        sessions=queries.sessions_of(user),
        has_feeds="calendar.feeds" in current_app.view_functions,
    )


@bp.get("/account/contact")
@requires(Permission.ACCOUNTS_OWN)
def contact() -> ResponseReturnValue:
    """Ask for a telephone number."""
    person = queries.signed_in_person()
    form = forms.Contact(formdata=None, phone=person.phone, shared=person.phone_shared)
    return render_template("accounts/contact.html", form=form)


@bp.post("/account/contact")
@requires(Permission.ACCOUNTS_OWN)
def change_contact() -> ResponseReturnValue:
    """Store the number, and who may see it."""
    form = forms.Contact()
    if not form.validate():
        return render_template("accounts/contact.html", form=form), answers.FAILED
    person = queries.signed_in_person()
    phone = form.phone.data or None
    people.change(person=person, phone=phone, phone_shared=bool(form.shared.data), actor=person)
    flash("Your telephone number is saved.", "done")
    return redirect(url_for(".own"), 303)


@bp.get("/account/sessions")
@requires(Permission.ACCOUNTS_OWN)
def sessions() -> ResponseReturnValue:
    """Show where one is signed in."""
    user = queries.signed_in_user()
    return render_template("accounts/sessions.html", user=user, sessions=queries.sessions_of(user))


@bp.post("/account/sessions/<int:number>/end")
@requires(Permission.ACCOUNTS_OWN)
def end_session(number: int) -> ResponseReturnValue:
    """Sign one other browser out."""
    user = queries.signed_in_user()
    opened = queries.session_of(user, number)
    actions.end_session(opened=opened, actor=user.person)
    flash(f"{opened.device} is signed out.", "done")
    return redirect(url_for(".sessions"), 303)


@bp.post("/account/sessions/end-others")
@requires(Permission.ACCOUNTS_OWN)
def end_other_sessions() -> ResponseReturnValue:
    """Sign every other browser out."""
    user = queries.signed_in_user()
    actions.end_all_sessions(user=user, actor=user.person, but=user.sign_in)
    flash("You are signed out everywhere but here.", "done")
    return redirect(url_for(".sessions"), 303)
