"""Signing in: users, roles, sessions, invitations, and the throttle on guessing.

Flask-Security keeps the passwords, the cookies and the links with tokens; the pages are ours
(`views`), because its own would hash a password inside SQLite's write lock. Its roles, its
commands and its tokens for programs are not used: `portal.access` says who may do what.

The cookie holds a session's token, its row (`SignInSession`) the hash: Flask-Login loads the row
with the account, the person and the roles in one statement, and a row that was ended signs nobody
in. A second factor goes between `views.signing_in.checked` and `open_browser`.
"""

from typing import Any, Final

from flask import Flask, Request
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore
from flask_wtf.csrf import CSRFError

from portal.accounts import actions, commands, jobs, letters, queries, views
from portal.accounts.models import User
from portal.database import db

__all__ = ["init_app", "jobs"]

SETTINGS: Final[dict[str, Any]] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    # Our letters are rendered when the outbox is delivered.
    "SECURITY_EMAIL_PLAINTEXT": False,
    "SECURITY_EMAIL_HTML": False,
}


def init_app(app: Flask) -> None:
    """Bind Flask-Security to our users, and the package's pages and commands."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, User, RoleMixin),
        register_blueprint=False,
        mail_util_cls=letters.OutboxMail,
    )
    manager = security.login_manager
    manager.id_attribute = "cookie_id"
    manager.user_loader(queries.signed_in_by)
    manager.request_loader(_no_token)
    manager.unauthorized_callback = views.ask_to_sign_in
    # Flask-Principal would load the user on every request, the style sheet's included.
    security.principal.identity_loaders.clear()
    app.register_error_handler(CSRFError, views.take_no_forgery)
    app.teardown_request(actions.note_seen)
    app.register_blueprint(views.security_bp)
    app.register_blueprint(views.bp)
    app.cli.add_command(commands.users)


def _no_token(_request: Request) -> None:
    """Return nobody: a header or an address is never a credential here."""
