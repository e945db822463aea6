"""Pages for what went wrong: a sentence that says what to do next, and that cannot itself fail."""

from flask import Flask, Response, make_response, render_template
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.database import session
from portal.site.fragments import wants_fragment


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, lambda _: answer(404))
    app.register_error_handler(IntegrityError, lambda _: _conflict())
    app.register_error_handler(StaleDataError, lambda _: _conflict())
    app.register_error_handler(OperationalError, lambda _: _busy())
    app.register_error_handler(500, lambda _: answer(500))


def answer(status: int) -> Response:
    """Return the page, or for HTMX the small fragment, of a status."""
    kind = "_problem" if wants_fragment() else "problem"
    return make_response(render_template(f"site/{kind}.html", status=status), status)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    return answer(error.code or 500)


def _conflict() -> Response:
    session.rollback()
    return answer(409)


def _busy() -> Response:
    session.rollback()
    return answer(503)
