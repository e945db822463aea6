"""Changing accounts and sessions."""

import logging
import secrets
from collections.abc import Iterable
from typing import Final

from flask import current_app, g
from flask_login import current_user
from flask_security.utils import hash_password, verify_password
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import clock
from portal.access.rules import EMPLOYED, Role
from portal.accounts import rules
from portal.accounts.models import AccountsTag, SignInSession, User, UserRole
from portal.audit.actions import amend, record
from portal.database import changing, db, session
from portal.people.models import Person

log = logging.getLogger(__name__)


def sign_in(*, user: User, device: str, remembered: bool) -> str:
    """Open a session in which the account is signed in, and return its new token."""
    token = secrets.token_urlsafe(32)
    opened = SignInSession(
        user=user, token_hash=rules.hash_of(token), device=device, remembered=remembered
    )
    session.add(opened)
    record(AccountsTag.SIGNED_IN, user, actor=user.person, device=device)
    user.sign_in, user.cookie_token = opened, token
    return token


def sign_out(*, user: User) -> None:
    """End the session of this browser."""
    if user.sign_in is not None:
        amend(user.sign_in, revoked_at=clock.now())
        record(AccountsTag.SIGNED_OUT, user, actor=user.person)


def create(*, person: Person, email: str, password: str | None, actor: Person | None) -> User:
    """Make an account without a role; `password` is a hash, or None until one is chosen."""
    user = User(person=person, email=email, password=password, role_rows=[], area_rows=[])
    session.add(user)
    record(AccountsTag.ACCOUNT_CREATED, user, actor=actor)
    return user


def grant(*, user: User, roles: Iterable[Role], actor: Person | None) -> None:
    """Give the account exactly these roles; whoever is employed counts as staff from now on."""
    before, after = user.role_names, frozenset(roles)
    if before == after:
        return
    user.role_rows = [row for row in user.role_rows if row.role in after] + [
        UserRole(role=role) for role in sorted(after - before)
    ]
    amend(user.person, is_staff=bool(after & EMPLOYED))
    changes = {"roles": [sorted(before), sorted(after)]}
    record(AccountsTag.ROLES_CHANGED, user, actor=actor, changes=changes)


def matches(password: str, hashed: str | None) -> bool:
    """Return whether the password is the one hashed; without a hash, no, in the same time.

    Slow on purpose: call it outside any transaction.
    """
    known = bool(verify_password(password, hashed or _decoy()))
    return known and hashed is not None


_decoys: Final[dict[str, str]] = {}


def _decoy() -> str:
    """Return a hash of nothing anybody types, made once for each way of hashing."""
    scheme = current_app.config["SECURITY_PASSWORD_HASH"]
    if scheme not in _decoys:
        _decoys[scheme] = hash_password(secrets.token_urlsafe(32))
    return _decoys[scheme]


def note_seen(_error: BaseException | None = None) -> None:
    """Note that the session was used, at most every 15 minutes, on a connection of its own."""
    opened = getattr(current_user, "sign_in", None) if "_login_user" in g else None
    if opened is None or clock.now() < opened.last_seen + rules.SEEN_EVERY:
        return
    statement = (
        update(SignInSession).where(SignInSession.id == opened.id).values(last_seen=clock.now())
    )
    try:
        with changing(), Session(db.engine) as own:
            own.execute(statement)
            own.commit()
    except SQLAlchemyError:
        log.warning("could not note that session %s was used", opened.id)
