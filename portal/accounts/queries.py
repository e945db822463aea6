"""Finding accounts, and who is signed in."""

from datetime import timedelta
from typing import cast

from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.accounts import rules
from portal.accounts.models import SESSION_HOURS, SignInSession, User
from portal.database import session
from portal.people.models import Person
from portal.settings.queries import value


def signed_in_user() -> User:
    """Return the account behind this request; only for views behind a permission."""
    return cast("User", current_user._get_current_object())


def signed_in_person() -> Person:
    """Return the person behind this request; only for views behind a permission."""
    return signed_in_user().person


def signed_in_by(token: str) -> User | None:
    """Return the account that a cookie's token signs in, with all a request needs of it.

    One statement. None once the session was ended or lay idle, or the account was closed.
    """
    opened = (
        session.scalars(
            select(SignInSession)
            .join(SignInSession.user)
            .where(
                SignInSession.token_hash == rules.hash_of(token),
                SignInSession.revoked_at.is_(None),
                User.active,
            )
            .options(
                contains_eager(SignInSession.user).options(
                    joinedload(User.person),
                    joinedload(User.role_rows),
                    joinedload(User.area_rows),
                )
            )
        )
        .unique()
        .one_or_none()
    )
    if opened is None or not _stands(opened):
        return None
    opened.user.sign_in = opened
    opened.user.cookie_token = token
    return opened.user


def _stands(opened: SignInSession) -> bool:
    now = clock.now()
    if opened.remembered or now < opened.last_seen + rules.SEEN_EVERY:
        idle = timedelta(hours=SESSION_HOURS.default)
    else:
        idle = timedelta(hours=value(SESSION_HOURS))
    return rules.is_live(
        opened=opened.created_at,
        last_seen=opened.last_seen,
        remembered=opened.remembered,
        now=now,
        idle=idle,
    )


def user_by_email(email: str) -> User | None:
    """Return the account that signs in with this address, active or not."""
    return session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()
