"""Accounts: made, given roles and areas, closed and opened again."""

import secrets
from collections.abc import Callable, Collection, Iterable
from typing import Final

from portal import clock
from portal.access.rules import EMPLOYED, Role
from portal.accounts import queries, rules
from portal.accounts.actions.sessions import end_all_sessions
from portal.accounts.models import AccountsTag, User, UserArea, UserRole
from portal.audit.actions import amend, record
from portal.database import session
from portal.people.models import Area, Person

deactivating: Final[list[Callable[..., None]]] = []
"""What else ends with an account, called with its `person` and the `actor`, in this order.

`create_app` fills it: packages above this one have things to end that this one may not know.
"""


def create(*, person: Person, email: str, password: str | None, actor: Person | None) -> User:
    """Make an account without a role; `password` is a hash, or None until one is chosen."""
    user = User(person=person, email=email, password=password, role_rows=[], area_rows=[])
    session.add(user)
    record(AccountsTag.ACCOUNT_CREATED, user, actor=actor)
    return user


def grant(*, user: User, roles: Iterable[Role], actor: Person | None) -> None:
    """Give the account exactly these roles; whoever is employed counts as staff from now on.

    Raises `rules.Refused` rather than leave nobody who can manage accounts.
    """
    before, after = user.role_names, frozenset(roles)
    if before == after:
        return
    if Role.ADMINISTRATOR in before - after:
        _check_keeps_administrator(user, actor)
    user.role_rows = [row for row in user.role_rows if row.role in after] + [
        UserRole(role=role) for role in sorted(after - before)
    ]
    _touch(user)
    amend(user.person, is_staff=bool(after & EMPLOYED))
    changes = {"roles": [sorted(before), sorted(after)]}
    record(AccountsTag.ROLES_CHANGED, user, actor=actor, changes=changes)


def limit_to(*, user: User, areas: Collection[Area], actor: Person) -> None:
    """Limit what the account changes to these areas; none means the whole service."""
    before, after = user.area_ids, {area.id for area in areas}
    if before == after:
        return
    user.area_rows = [row for row in user.area_rows if row.area_id in after] + [
        UserArea(area=area) for area in areas if area.id not in before
    ]
    _touch(user)
    changes = {"areas": [sorted(before), sorted(after)]}
    record(AccountsTag.AREAS_CHANGED, user, actor=actor, changes=changes)


def change_email(*, user: User, email: str, actor: Person) -> None:
    """Change the address that somebody signs in with and gets mail at.

    Raises `rules.Refused` if somebody else signs in with it.
    """
    owner = queries.user_by_email(email)
    if owner is not None and owner is not user:
        raise rules.Refused("Somebody else signs in with this address. Enter another one")
    changes = amend(user, email=email.strip().lower())
    if changes:
        amend(user.person, email=user.email)
        record(AccountsTag.EMAIL_CHANGED, user, actor=actor, changes=changes)


def deactivate(*, user: User, actor: Person | None) -> None:
    """Close an account: its sessions, links and feeds end with this change. Twice is harmless.

    Raises `rules.Refused` rather than leave nobody who can manage accounts.
    """
    if not user.active:
        return
    if Role.ADMINISTRATOR in user.role_names:
        _check_keeps_administrator(user, actor)
    changes = amend(user, active=False)
    user.fs_uniquifier = secrets.token_hex(32)
    record(AccountsTag.DEACTIVATED, user, actor=actor, changes=changes)
    end_all_sessions(user=user, actor=actor)
    for invitation in queries.open_invitations(user.person):
        amend(invitation, expires_at=clock.now())
    for end in deactivating:
        end(person=user.person, actor=actor)


def reactivate(*, user: User, actor: Person | None) -> None:
    """Open a closed account again: its password is as it was, its feeds are not."""
    changes = amend(user, active=True)
    if changes:
        record(AccountsTag.ACTIVATED, user, actor=actor, changes=changes)


def _check_keeps_administrator(user: User, actor: Person | None) -> None:
    administrators = queries.administrators()
    if user in administrators:
        rules.check_keeps_administrator(
            is_oneself=user.person is actor, others=len(administrators) - 1
        )


def _touch(user: User) -> None:
    """Give the account a new version, although the change is in rows beside it."""
    user.updated_at = clock.now()
