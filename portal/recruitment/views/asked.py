"""What an address or a form asks for, and how a form says no."""

from typing import Any, Final
from uuid import UUID

from flask import abort, flash, request

from portal.accounts.queries import signed_in_user
from portal.database import session
from portal.recruitment.models import Application
from portal.recruitment.permissions import looks_after
from portal.recruitment.queries import applications as queries
from portal.recruitment.rules.refusals import Refused, Stale
from portal.site.forms import Form

FAILED: Final = 422
CONFLICT: Final = 409
MOST_TYPED: Final = 100


def words() -> str:
    """Return what was typed into the search."""
    return request.args.get("words", "").replace("\0", "")[:MOST_TYPED].strip()


def uuid(name: str) -> UUID | None:
    """Return the UUID that the address gives under a name; nonsense gives none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def one_of(name: str, options: Any) -> str:
    """Return the choice in the address; nonsense chooses nothing."""
    named = request.args.get(name, "")
    return named if named in options else ""


def mine(application_uuid: UUID) -> Application:
    """Return an application that whoever is signed in looks after; anybody else's is not found."""
    found = queries.application(application_uuid)
    if not looks_after(signed_in_user(), found):
        abort(404)
    return found


def status() -> int:
    """Return the status of a form's page: a form that was sent and is shown again has problems."""
    return FAILED if request.method == "POST" else 200


def refuse(form: Form, refused: Refused) -> int:
    """Show why an action refused, and return the status; nothing that it did stays."""
    session.rollback()
    form.refuse(refused.sentence, refused.field if refused.field in form else None)
    return CONFLICT if isinstance(refused, Stale) else FAILED


def say_no(refused: Refused) -> int:
    """Say why an action refused, on the page shown next, and return the status."""
    session.rollback()
    flash(refused.sentence, "problem")
    return CONFLICT if isinstance(refused, Stale) else FAILED
