"""Every page of the portal, each with a sample of what its address names, as its richest role.

The list is read off the application, so a new page is on it by itself; a page whose address names
something needs a sample in `SAMPLES`, and the tour fails until it has one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from flask import Flask, current_app, url_for
from sqlalchemy import func, select
from werkzeug.routing import Rule

from portal.access.rules import HELD_BY, Permission, Role
from portal.accounts import actions as accounts
from portal.accounts.queries import user_by_email
from portal.database import changing, session
from portal.notifications.models import Mail
from tests.factories import PersonFactory

RICHEST: Final = (
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
    Role.VOLUNTEER,
    Role.STAFF,
    Role.MANAGER,
    Role.PARTNER,
)
"""Who sees most of a page comes first."""

BY_ROLE: Final = {"home.index": tuple(Role)}
"""Pages that are another page for each role."""

SIGNED_OUT: Final = frozenset({"security"})
FOR_SIGNED_OUT: Final = frozenset({"accounts.invitation", "accounts.invitation_sent"})
"""Blueprints and pages for whoever is not signed in."""

NOT_PAGES: Final = {
    "static": "files",
    "site.healthz": "for a load balancer",
    "site.readyz": "for a load balancer",
}

Sample = Callable[[], dict[str, Any]]


def _invited() -> dict[str, Any]:
    """Return the link of somebody who was just invited."""
    person = PersonFactory(name="Zainab Iqbal")
    invitation = accounts.invite(person=person, role=Role.VOLUNTEER, actor=None)
    return {"token": accounts.mint(invitation=invitation)}


def _forgetful() -> dict[str, Any]:
    """Return the link of somebody who asked for a new password."""
    user = user_by_email("volunteer2@demo.example")
    assert user is not None
    serializer = current_app.extensions["security"].reset_serializer
    return {"token": serializer.dumps(user.fs_uniquifier)}


def _letter() -> dict[str, Any]:
    """Return the newest letter."""
    return {"mail_id": session.scalars(select(func.max(Mail.id))).one()}


SAMPLES: Final[dict[str, Sample]] = {
    "accounts.invitation": _invited,
    "admin.letter": _letter,
    "security.reset_password": _forgetful,
}
"""What pages' addresses name, in the demo's data. They may make rows."""


@dataclass(frozen=True)
class Visit:
    """A page, and who looks at it; nobody for a page of whoever is signed out."""

    endpoint: str
    path: str
    role: Role | None

    def __str__(self) -> str:
        return f"{self.path} ({self.endpoint}, {self.role or 'signed out'})"


@cache
def visits(app: Flask) -> tuple[Visit, ...]:
    """Return every page once, with its sample; inside an application context, once for each."""
    with app.test_request_context(), changing():
        return tuple(visit for rule in pages(app) for visit in _visits_of(app, rule))


def pages(app: Flask) -> list[Rule]:
    """Return the rules of pages that can be got, each endpoint once, in a stable order."""
    found: dict[str, Rule] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES:
            found.setdefault(rule.endpoint, rule)
    return list(found.values())


def unsampled(app: Flask) -> list[str]:
    """Return the pages whose address names something of which the tour has no sample."""
    return [
        f"{rule.endpoint} {rule.rule}"
        for rule in pages(app)
        if rule.arguments - set(rule.defaults or ()) and rule.endpoint not in SAMPLES
    ]


def _visits_of(app: Flask, rule: Rule) -> Iterator[Visit]:
    values = SAMPLES.get(rule.endpoint, dict)()
    for role in _roles(app, rule.endpoint):
        yield Visit(rule.endpoint, url_for(rule.endpoint, **values), role)


def _roles(app: Flask, endpoint: str) -> tuple[Role | None, ...]:
    permissions: frozenset[Permission] | None = getattr(
        app.view_functions[endpoint], "permissions", frozenset()
    )
    if permissions is None:
        signed_out = endpoint.split(".", maxsplit=1)[0] in SIGNED_OUT
        return (None,) if signed_out else (RICHEST[0],)
    holders = [role for role in RICHEST if HELD_BY[role] & permissions]
    return BY_ROLE.get(endpoint) or tuple(holders[:1])
