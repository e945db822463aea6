"""Passwords: hashed outside any transaction, because that takes long on purpose."""

import secrets
from typing import Final

from flask import current_app
from flask_security.changeable import send_password_changed_notice
from flask_security.utils import hash_password, verify_password

from portal.accounts import rules
from portal.accounts.actions.sessions import end_all_sessions
from portal.accounts.actions.tries import forgive
from portal.accounts.models import AccountsTag, SignInSession, User
from portal.audit.actions import record
from portal.notifications.actions import post
from portal.people.models import Person

_decoys: Final[dict[str, str]] = {}


def matches(password: str, hashed: str | None) -> bool:
    """Return whether the password is the one hashed; without a hash: no, in the same time.

    Slow on purpose: call it outside any transaction.
    """
    if len(password) > rules.MAX_PASSWORD:
        password, hashed = "", None
    verified = verify_password(_normal(password), hashed or _decoy())
    return bool(verified) and hashed is not None


def hash_of_password(password: str) -> str:
    """Return what is stored of a new password. Slow on purpose, as `matches`."""
    hashed: str = hash_password(_normal(password))
    return hashed


def ask_for_reset(*, user: User) -> None:
    """Post a link to choose a new password; the link is made when the letter is sent."""
    record(AccountsTag.PASSWORD_RESET_ASKED, user, actor=None)
    post(
        to=user.person,
        template="accounts/email/password_reset",
        key=f"accounts/password_reset:{secrets.token_hex(8)}",
        address=user.email,
        user_id=user.id,
    )


def change_password(
    *, user: User, hashed: str, actor: Person, but: SignInSession | None = None
) -> None:
    """Store the hash of a new password; every session but one ends, and every link sent dies.

    The person is told by mail, although it was their own click: it may not have been theirs.
    """
    user.password = hashed
    user.fs_uniquifier = secrets.token_hex(32)
    record(AccountsTag.PASSWORD_CHANGED, user, actor=actor)
    end_all_sessions(user=user, actor=actor, but=but)
    forgive(email=user.email)
    # Flask-Security's own mail, which `letters.OutboxMail` posts.
    send_password_changed_notice(user)  # type: ignore[no-untyped-call]  # it has no types


def _normal(password: str) -> str:
    normal: str = current_app.extensions["security"].password_util.normalize(password)
    return normal


def _decoy() -> str:
    """Return a hash of nothing that anybody types, made once for each way of hashing."""
    scheme = current_app.config["SECURITY_PASSWORD_HASH"]
    if scheme not in _decoys:
        _decoys[scheme] = hash_password(secrets.token_urlsafe(32))
    return _decoys[scheme]
