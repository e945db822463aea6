"""The two ways a view answers: a page or its live fragment; a fragment or a redirect.

Every HTMX control is a real link or form first. htmx asks for a fragment with
`HX-Request-Type: partial`; Back, a reload and a browser without JavaScript ask for the page.

What is flashed, and the error summary of a form, stand outside any fragment: a fragment's answer
brings them along, and htmx puts them into `#said` of the layout.
"""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from portal.database import SAFE_METHODS


def wants_fragment() -> bool:
    """Return whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request-Type") == "partial"


def page_or_fragment(page: str, fragment: str, status: int = 200, **context: Any) -> Response:
    """Answer a GET: HTMX gets the fragment, everybody else the page that includes it."""
    if wants_fragment():
        return _fragment(fragment, status, context)
    return make_response(render_template(page, **context), status)


def fragment_or_redirect(
    fragment: str, url: str, status: int = 200, **context: Any
) -> ResponseReturnValue:
    """Answer a change: HTMX gets the fragment as it now is, everybody else a redirect to it."""
    if wants_fragment():
        return _fragment(fragment, status, context)
    return redirect(url, 303)


def _fragment(fragment: str, status: int, context: dict[str, Any]) -> Response:
    parts = [render_template(fragment, **context)]
    if request.method not in SAFE_METHODS or "_flashes" in session:
        parts.append(render_template("layouts/_said.html", out_of_band=True, **context))
    return make_response("\n".join(parts), status)


def vary(response: Response) -> Response:
    """Tell caches that one address has two answers."""
    if response.mimetype == "text/html":
        response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
