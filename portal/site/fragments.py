"""The two ways a view answers: a page or its live fragment; a fragment or a redirect.

Every HTMX control is a real link or form first. htmx asks for a fragment with
`HX-Request-Type: partial`; Back, a reload and a browser without JavaScript ask for the page.
"""

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.extensions import htmx  # noqa: F401 -- its request class gives `request.htmx`


def wants_fragment() -> bool:
    """Return whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request-Type") == "partial"


def page_or_fragment(page: str, fragment: str, status: int = 200, **context: Any) -> Response:
    """Answer a GET: HTMX gets the fragment, everybody else the page that includes it."""
    template = fragment if wants_fragment() else page
    return make_response(render_template(template, **context), status)


def fragment_or_redirect(
    fragment: str, url: str, status: int = 200, **context: Any
) -> ResponseReturnValue:
    """Answer a change: HTMX gets the fragment as it now is, everybody else a redirect to it."""
    if wants_fragment():
        return make_response(render_template(fragment, **context), status)
    return redirect(url, 303)


def vary(response: Response) -> Response:
    """Tell caches that one address has two answers."""
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
