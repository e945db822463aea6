"""Sessions: opened at sign-in, noted while used, ended one by one or all at once."""

import logging
import secrets

from flask import g
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts import rules
from portal.accounts.models import AccountsTag, SignInSession, User
from portal.audit.actions import amend, record
from portal.database import changing, db, session
from portal.people.models import Person

log = logging.getLogger(__name__)


def sign_in(*, user: User, device: str, remembered: bool) -> SignInSession:
    """Open a session with a new token, which only the browser's cookie keeps."""
    token = secrets.token_urlsafe(32)
    opened = SignInSession(
        user=user, token_hash=rules.hash_of(token), device=device, remembered=remembered
    )
    session.add(opened)
    record(AccountsTag.SIGNED_IN, user, actor=user.person, device=device)
    user.sign_in, user.cookie_token = opened, token
    return opened


def sign_out(*, user: User) -> None:
    """End the session of this browser."""
    if user.sign_in is not None:
        amend(user.sign_in, revoked_at=clock.now())
        record(AccountsTag.SIGNED_OUT, user, actor=user.person)


def end_session(*, opened: SignInSession, actor: Person) -> None:
    """Sign another browser out: its next request meets the sign-in page. Twice is harmless."""
    if opened.revoked_at is None:
        amend(opened, revoked_at=clock.now())
        record(AccountsTag.SESSIONS_ENDED, opened.user, actor=actor, count=1, device=opened.device)


def end_all_sessions(*, user: User, actor: Person | None, but: SignInSession | None = None) -> int:
    """End every session of the account but one, and return how many that were."""
    live = (SignInSession.user_id == user.id) & SignInSession.revoked_at.is_(None)
    if but is not None:
        live &= SignInSession.id != but.id
    ended = session.execute(
        update(SignInSession).where(live).values(revoked_at=clock.now(), updated_at=clock.now())
    )
    count: int = ended.rowcount  # type: ignore[attr-defined]  # an update's result counts rows
    if count:
        record(AccountsTag.SESSIONS_ENDED, user, actor=actor, count=count)
    return count


def note_seen(_error: BaseException | None = None) -> None:
    """Note that this request's session is in use, at most every 15 minutes, best effort.

    Called when the answer is made, with a connection of its own; the request's must not hold
    SQLite's write lock any more, so what it has not committed by now is given up.
    """
    number: int | None = getattr(g.get("_login_user"), "unnoted_session", None)
    if number is None:
        return
    session.rollback()
    now = clock.now()
    noted = update(SignInSession).where(SignInSession.id == number).values(last_seen=now)
    try:
        with changing(), Session(db.engine) as own:
            own.execute(noted)
            own.commit()
    except SQLAlchemyError:
        log.warning("could not note that session %s is in use", number)
