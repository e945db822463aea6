"""How pages of the register say no: at the form, with what was typed still in it."""

from typing import Final

from flask import flash, request

from portal.calendar.rules import PersonBusy
from portal.database import session
from portal.site.forms import Form
from portal.site.refusals import Refused, Stale

FAILED: Final = 422
CONFLICT: Final = 409


def status_of(form: Form) -> int:
    """Return the status of a form's page: one that was sent and is shown again has problems."""
    return FAILED if request.method == "POST" and form.errors else 200


def refuse(form: Form, problem: Refused | PersonBusy, at: str = "") -> int:
    """Show why an action refused, and return the status; nothing that it did before stays.

    `at` is the field for a time at which somebody is busy.
    """
    session.rollback()
    if isinstance(problem, PersonBusy):
        form.refuse(problem.sentence, at)
        return CONFLICT
    form.refuse(problem.sentence, problem.field if problem.field in form else None)
    return CONFLICT if isinstance(problem, Stale) else FAILED


def say_no(problem: Refused) -> None:
    """Say why an action refused, on the page shown next; nothing that it did before stays."""
    session.rollback()
    flash(problem.sentence, "problem")
