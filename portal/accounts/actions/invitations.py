"""Invitations: a link by mail, once, to choose a first password."""

import secrets
from datetime import timedelta

from portal import clock
from portal.access.rules import Role
from portal.accounts import queries, rules
from portal.accounts.actions.users import create, grant
from portal.accounts.models import INVITATION_DAYS, AccountsTag, Invitation, User
from portal.audit.actions import amend, record
from portal.database import session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.settings.queries import value


def invite(*, person: Person, role: Role, actor: Person | None) -> Invitation:
    """Make the person an account with the role, and post them a link to choose a password.

    Somebody who was invited before and has not come yet gets a new link; the older ones die.
    Raises `rules.Refused` for somebody without an address or with an account in use, or whose
    address another account signs in with.
    """
    user = queries.user_of(person)
    if user is None:
        user = _new_user(person, actor)
    elif user.password is not None or not user.active:
        raise rules.Refused(f"{person.name} already has an account. Change its roles instead.")
    grant(user=user, roles=user.role_names | {role}, actor=actor)
    return _send(user, role, actor)


def invite_again(*, user: User, actor: Person | None) -> Invitation:
    """Post a new link to somebody who has not chosen a password yet; the older ones die.

    Raises `rules.Refused` once they have one.
    """
    if user.password is not None or not user.active:
        raise rules.Refused(
            f"{user.person.name} has used an invitation already. They can choose a new password "
            "from the sign-in page."
        )
    role = min(user.role_names, default=Role.VOLUNTEER)
    return _send(user, role, actor)


def mint(*, invitation: Invitation) -> str:
    """Return a new token for the link, valid from now on; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = rules.hash_of(token)
    invitation.expires_at = clock.now() + timedelta(days=value(INVITATION_DAYS))
    return token


def accept(*, invitation: Invitation, user: User, hashed: str) -> None:
    """Use the invitation: the account has the password whose hash this is."""
    amend(invitation, used_at=clock.now())
    user.password = hashed
    user.confirmed_at = clock.now()
    record(AccountsTag.INVITATION_ACCEPTED, user, actor=user.person)


def _new_user(person: Person, actor: Person | None) -> User:
    if not person.email:
        raise rules.Refused(
            f"{person.name} has no email address. Add one to their record, then invite them."
        )
    if queries.user_by_email(person.email):
        raise rules.Refused(
            f"Somebody else signs in as {person.email}. Give {person.name} an address of their "
            "own, then invite them."
        )
    return create(person=person, email=person.email, password=None, actor=actor)


def _send(user: User, role: Role, actor: Person | None) -> Invitation:
    now = clock.now()
    for older in queries.open_invitations(user.person):
        amend(older, expires_at=min(older.expires_at, now))
    invitation = Invitation(
        person=user.person,
        role=role,
        invited_by=actor,
        expires_at=now + timedelta(days=value(INVITATION_DAYS)),
    )
    session.add(invitation)
    record(AccountsTag.INVITED, user, actor=actor, role=role)
    post(
        to=user.person,
        template="accounts/email/invitation",
        key=f"accounts/invitation:{invitation.id}",
        address=user.email,
        invitation_id=invitation.id,
    )
    return invitation
