"""Pages for what went wrong: a sentence that says what to do next, and that cannot itself fail.

They ask nothing of the database, of who is signed in, or of Flask's own rendering (which asks who
is signed in); and when even the template cannot be rendered, a fixed text is left.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, current_app, make_response, request
from markupsafe import escape
from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.database import session
from portal.site.fragments import vary, wants_fragment

SERVER_FAULT: Final = 500
TOO_MANY: Final = 429
TEN_MINUTES: Final = 600
PASSED_ON: Final = frozenset({"Allow", "Retry-After"})
BESIDE: Final = {"HX-Retarget": "#said", "HX-Reswap": "outerHTML", "HX-Push-Url": "false"}
"""Puts an answer at the top of the page, whatever the control that asked wanted done with it."""
FALLBACK: Final = (
    '<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8">'
    "<title>{title}</title><h1>{title}</h1><p>{sentence}</p>"
    '<p><a href="/">Go to the home page</a></p></html>'
)


@dataclass(frozen=True)
class Problem:
    """What happened, and what to do about it."""

    title: str
    sentence: str
    remedy: str


PROBLEMS: Final[dict[int, Problem]] = {
    400: Problem(
        "We could not read that",
        "Something in what was sent is broken. Nothing was changed.",
        "Go back, check what you typed, and send it again.",
    ),
    403: Problem(
        "You cannot open this page",
        "Your account does not have the role for it.",
        "If you need it for your work, ask council IT to add the role to your account. "
        "If you have another account, sign out and use that one.",
    ),
    404: Problem(
        "There is nothing here for you",
        "There is no such page, or it is for somebody else.",
        "If you typed the address, check it. If you followed a link in an email, you may be "
        "signed in with another account than the one it was sent to.",
    ),
    405: Problem(
        "This page cannot be opened this way",
        "It only receives what a form sends. Nothing was changed.",
        "Go to the home page, find the form again, and send it from there.",
    ),
    409: Problem(
        "Somebody else was quicker",
        "What you were changing was changed by somebody else in the meantime. "
        "Nothing of yours was saved.",
        "Go back, load the page again to see how it stands now, then decide afresh.",
    ),
    413: Problem(
        "That is too big",
        "The portal takes files of up to 16 MB. Nothing was saved.",
        "Choose a smaller file, or split it into several.",
    ),
    429: Problem(
        "That was too often",
        "There have been too many tries from here in a short time.",
        "Wait ten minutes, then try again. Nothing is lost, and nobody was told.",
    ),
    500: Problem(
        "Something is wrong on our side",
        "This is a fault of the portal, not yours. Nothing was saved.",
        "Try again in a few minutes. If it happens again, tell us what you were doing.",
    ),
    503: Problem(
        "The portal is busy",
        "It could not take your change just now. Nothing was saved.",
        "Wait a minute, then go back and send it again. What you typed should still be there.",
    ),
}


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, lambda _: answer(404))
    app.register_error_handler(IntegrityError, lambda error: _refused_by_database(409, error))
    app.register_error_handler(StaleDataError, lambda _: _undone(409))
    app.register_error_handler(OperationalError, lambda error: _refused_by_database(503, error))
    app.register_error_handler(SERVER_FAULT, lambda _: _undone(SERVER_FAULT))


def answer(status: int) -> Response:
    """Return the page of a status; for htmx a banner for the top of the page it is on.

    The banner leaves the rest of that page alone, so that nothing typed is lost.
    """
    fallback = 400 if status < SERVER_FAULT else SERVER_FAULT
    problem = PROBLEMS.get(status) or PROBLEMS[fallback]
    response = make_response(_render(problem), status)
    if wants_fragment():
        response.headers.update(BESIDE)
    return vary(response)


def _render(problem: Problem) -> str:
    kind = "_problem" if wants_fragment() else "problem"
    try:
        template = current_app.jinja_env.get_template(f"site/{kind}.html")
        return template.render(problem=problem)
    except Exception:  # a page about trouble must not make more of it
        current_app.logger.exception("the page about a problem failed: %s", request.path)
        return FALLBACK.format(title=escape(problem.title), sentence=escape(problem.remedy))


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return current_app.make_response(error.response)
    response = answer(error.code or SERVER_FAULT)
    for name, value in error.get_headers():
        if name in PASSED_ON:
            response.headers[name] = value
    if response.status_code == TOO_MANY:
        response.headers.setdefault("Retry-After", str(TEN_MINUTES))
    return response


def _refused_by_database(status: int, error: DBAPIError) -> Response:
    # Its first line names what broke; the further ones, and the statement, can hold what was typed.
    why = str(error.orig).partition("\n")[0]
    current_app.logger.error("%d at %s %s: %s", status, request.method, request.path, why)
    return _undone(status)


def _undone(status: int) -> Response:
    # The connection may be what broke.
    with suppress(Exception):
        session.rollback()
    return answer(status)
