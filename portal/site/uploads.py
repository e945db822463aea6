"""How much a form may bring along: more where people send photographs.

A body that is too big is refused unread, and with it all that was typed. Where people send files
the limit is therefore above what is kept, so that the form itself can say what is too big.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

MOST_BYTES: Final = 32 * 1024 * 1024


def takes_files(view: View) -> View:
    """Let what is posted to a view be as big as `MOST_BYTES`; the view checks the file itself."""
    view.takes_files = True  # type: ignore[attr-defined]  # a mark on the function object
    return view


def init_app(app: Flask) -> None:
    """Set the limit before anything reads the body: the check of the CSRF token does."""
    app.before_request(_set_limit)


def _set_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = MOST_BYTES
