"""What an address or a form asks for, and how a form says no."""

from typing import Final
from uuid import UUID

from flask import flash, request

from portal.accounts.queries import signed_in_user
from portal.database import session
from portal.reparation.queries.projects import Areas
from portal.reparation.rules.refusals import Refused
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


def my_areas() -> Areas:
    """Return the areas that whoever is signed in is limited to; none means all."""
    return signed_in_user().area_ids


def status() -> int:
    """Return the status of a form's page: a form that was sent and is shown again has problems."""
    return FAILED if request.method == "POST" else 200


def refuse(form: Form, refused: Refused) -> None:
    """Show why an action refused, at its field; nothing that it did before stays."""
    session.rollback()
    form.refuse(refused.sentence, refused.field if refused.field in form else None)


def undo() -> None:
    """Leave nothing of what a refused action did."""
    session.rollback()


def say_no(refused: Refused) -> None:
    """Say why an action refused, on the page shown next; nothing that it did before stays."""
    session.rollback()
    flash(refused.sentence, "problem")
