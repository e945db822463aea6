"""What somebody had typed, when their sending of it could not be taken.

A form is sent by somebody who was signed out meanwhile (401), or from a page whose token is no
longer good (400). Neither may lose what was typed. So the answer carries every field of the form
with it, in hidden inputs:

- 401: the answer is the sign-in page. Its form carries the fields, packed and signed. Once the
  password is right, the answer is a page that shows what had been typed, with one button that
  sends it to where it was going, and a link that gives it up.
- 400: the answer is that same page at once.

Sending it is the person's own click, with a new CSRF token, so nothing is done behind their back;
and the view at the other end checks it as always, and shows its form again if something is wrong.
It is offered only for what was sent from one of our own pages (`Origin`): another site could
otherwise choose the words. Passwords and files are never carried. Nothing is stored on the
server; without JavaScript it works the same, and HTMX is told to swap the whole page.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.accounts import rules

MOST: Final = 60_000
"""Characters of typed text that are carried; the longest form of the portal has far fewer."""

GOOD_FOR: Final = 24 * 60 * 60
UNSAID: Final = frozenset({"csrf_token", "next", "carried"})
UNSHOWN: Final = frozenset({"version", "form_key", "action"})
WHOLE_PAGE: Final = {
    "HX-Retarget": "body",
    "HX-Reselect": "body > :not(script)",
    "HX-Reswap": "innerHTML",
}


@dataclass(frozen=True)
class Carried:
    """Where it was going, and each field with its text."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Return the fields that a person filled in, with their names in words."""
        return [
            (name.replace("_", " ").replace("-", " ").capitalize(), text)
            for name, text in self.fields
            if text.strip() and name not in UNSHOWN
        ]


def from_request() -> Carried | None:
    """Return what this request wanted to send, or None if that cannot or may not be carried."""
    if request.method != "POST" or not _is_ours():
        return None
    fields = tuple(
        (name, text)
        for name, text in request.form.items(multi=True)
        if name not in UNSAID and "password" not in name
    )
    if sum(len(name) + len(text) for name, text in fields) > MOST:
        return None
    return Carried(request.full_path.rstrip("?"), fields)


def packed(carried: Carried | None) -> str:
    """Return it as the text of a hidden input."""
    return _signer().dumps([carried.path, carried.fields]) if carried else ""


def unpacked(text: str | None) -> Carried | None:
    """Return what was packed less than a day ago; None for anything else."""
    try:
        path, fields = _signer().loads(text or "", max_age=GOOD_FOR)
    except BadSignature:
        return None
    return Carried(path, tuple((name, typed) for name, typed in fields))


def page_before() -> str:
    """Return the page of ours that the request came from, to go back to."""
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if came_from.netloc != request.host:
        return "/"
    query = f"?{came_from.query}" if came_from.query else ""
    return rules.safe_next(came_from.path + query)


def for_htmx() -> dict[str, str]:
    """Return the headers that make HTMX swap the whole page; none for everybody else."""
    return WHOLE_PAGE if request.headers.get("HX-Request") == "true" else {}


def _is_ours() -> bool:
    base = urlsplit(current_app.config["BASE_URL"])
    origin = request.headers.get("Origin", "")
    return origin in {request.host_url.rstrip("/"), f"{base.scheme}://{base.netloc}"}


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="accounts-carried")
