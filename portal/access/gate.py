"""The gate every request passes: its view says which permission it wants, or that it is public.

A view that says neither is refused to everybody, so forgetting is safe.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.rules import Permission

View = TypeVar("View", bound=Callable[..., Any])

SIGN_IN: Final = "security.login"

PUBLIC_BLUEPRINTS: Final = frozenset({"security"})
"""Flask-Security's own views decide for themselves who may see them."""


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Let a view be seen by whoever holds any one of these permissions."""

    def mark(view: View) -> View:
        view.permissions = frozenset(permissions)  # type: ignore[attr-defined]  # a mark on the function object
        return view

    return mark


def public(view: View) -> View:
    """Let a view be seen without signing in."""
    view.permissions = None  # type: ignore[attr-defined]  # a mark on the function object
    return view


def init_app(app: Flask) -> None:
    """Put the gate in front of every view."""
    app.before_request(_enforce)
    app.jinja_env.globals.update(may=may, Permission=Permission)


def may(permission: Permission) -> bool:
    """Return whether whoever is signed in holds the permission."""
    return current_user.is_authenticated and permission in current_user.permissions


def _enforce() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    if request.blueprint in PUBLIC_BLUEPRINTS:
        return None
    view = current_app.view_functions[request.endpoint]
    permissions: frozenset[Permission] | None = getattr(view, "permissions", frozenset())
    if permissions is None:
        return None
    if not current_user.is_authenticated:
        return to_sign_in()
    if not any(may(permission) for permission in permissions):
        abort(403)
    return None


def to_sign_in() -> ResponseReturnValue:
    """Send the browser to sign in and back again; HTMX is told to move the whole page."""
    if request.headers.get("HX-Request") == "true":
        back = request.headers.get("HX-Current-URL", "/")
        return "", 401, {"HX-Redirect": url_for(SIGN_IN, next=_path_of(back))}
    asked = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return redirect(url_for(SIGN_IN, next=asked), 303)


def _path_of(address: str) -> str:
    """Return the path and query of an address of ours, so that `next` never leaves the site."""
    return "/" + address.split("://", 1)[-1].partition("/")[2]
