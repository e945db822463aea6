"""How pages of the register say no where somebody may be busy then."""

from flask import request

from portal.calendar.rules import PersonBusy
from portal.site import answers
from portal.site.forms import Form
from portal.site.refusals import Refused


def status_of(form: Form) -> int:
    """Return the status of a form's page: one that was sent and is shown again has problems."""
    return answers.FAILED if request.method == "POST" and form.errors else 200


def refuse(form: Form, problem: Refused | PersonBusy, at: str = "") -> int:
    """Show why an action refused, and return the status; nothing that it did before stays.

    `at` is the field for a time at which somebody is busy.
    """
    if not isinstance(problem, PersonBusy):
        return answers.refuse(form, problem)
    answers.undo()
    form.refuse(problem.sentence, at)
    return answers.CONFLICT
