"""How a page says no: at the form, with what was typed still in it, or on the page shown next."""

from typing import Final

from flask import flash, request

from portal.database import session
from portal.site.forms import Form
from portal.site.refusals import Refused, Stale

FAILED: Final = 422
CONFLICT: Final = 409


def status() -> int:
    """Return the status of a form's page: a form that was sent and is shown again has problems."""
    return FAILED if request.method == "POST" else 200


def refuse(form: Form, refused: Refused, at: str = "") -> int:
    """Show why an action refused, and return the status; nothing that it did before stays.

    It is shown at the field that the refusal names, else at the field `at`, else at the top.
    """
    session.rollback()
    field = refused.field if refused.field in form else at
    form.refuse(refused.sentence, field or None)
    return status_of(refused)


def say_no(refused: Refused) -> int:
    """Say why an action refused, on the page shown next, and return the status; nothing stays."""
    session.rollback()
    flash(refused.sentence, "problem")
    return status_of(refused)


def status_of(refused: Refused) -> int:
    """Return 409 where somebody else was faster, else 422."""
    return CONFLICT if isinstance(refused, Stale) else FAILED


def undo() -> None:
    """Leave nothing of what a refused action did."""
    session.rollback()
