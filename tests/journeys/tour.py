"""Every page of the portal, each with a sample of what its address names, as its richest role.

The list is read off the application, so a new page is on it by itself; a page whose address names
something needs a sample in `SAMPLES`, and the tour fails until it has one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, url_for
from werkzeug.routing import Rule

from portal.access.rules import HELD_BY, Permission, Role

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
"""Blueprints whose pages are for whoever is not signed in."""

NOT_PAGES: Final = {
    "static": "files",
    "site.healthz": "for a load balancer",
    "site.readyz": "for a load balancer",
}

Sample = Callable[[], dict[str, Any]]

SAMPLES: Final[dict[str, Sample]] = {}


@dataclass(frozen=True)
class Visit:
    """A page, and who looks at it; nobody for a page of whoever is signed out."""

    endpoint: str
    path: str
    role: Role | None

    def __str__(self) -> str:
        return f"{self.path} ({self.endpoint}, {self.role or 'signed out'})"


def visits(app: Flask) -> list[Visit]:
    """Return every page once, with its sample; inside an application context."""
    with app.test_request_context():
        return [visit for rule in pages(app) for visit in _visits_of(app, rule)]


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
