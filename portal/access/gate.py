"""The gate every request passes: its view says which permission it wants, or that it is public.

A view that says neither is refused to everybody, so forgetting is safe.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.rules import Permission

View = TypeVar("View", bound=Callable[..., Any])


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
    view = current_app.view_functions[request.endpoint]
    permissions: frozenset[Permission] | None = getattr(view, "permissions", frozenset())
    if permissions is None:
        return None
    if not current_user.is_authenticated:
        # Flask-Login asks whoever bound it (the accounts package) how to send people to sign in.
        answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # it puts itself there
        return answer
    if not any(may(permission) for permission in permissions):
        abort(403)
    return None
