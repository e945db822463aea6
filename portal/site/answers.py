"""How a page says yes or no: at the form, with what was typed in it, or on the page shown next."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import flash, request

from portal.database import session
from portal.site.forms import EditForm, Form, HasVersion
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


def overtaken(form: EditForm, refused: Refused, row: HasVersion, words: str) -> bool:
    """Return whether somebody else was quicker; `words`, at the top of the form, say so then.

    What is sent next is over the row as it now is, and what was typed stays.
    """
    if not isinstance(refused, Stale):
        return False
    form.form_errors[:] = [words]
    form.renew(row)
    return True


def say_no(refused: Refused) -> int:
    """Say why an action refused, on the page shown next, and return the status; nothing stays."""
    session.rollback()
    flash(refused.sentence, "problem")
    return status_of(refused)


@contextmanager
def saying(done: str) -> Iterator[None]:
    """Say on the page shown next that what stands inside is done, or why it was refused."""
    try:
        yield
    except Refused as refused:
        say_no(refused)
    else:
        flash(done, "done")


def status_of(refused: Refused) -> int:
    """Return 409 where somebody else was faster, else 422."""
    return CONFLICT if isinstance(refused, Stale) else FAILED


def undo() -> None:
    """Leave nothing of what a refused action did."""
    session.rollback()
