"""A look at what was typed before it is kept: a form asks for one by its second button."""

from flask import request

from portal.noticeboard.rules import markdown
from portal.site import answers
from portal.site.forms import Form


def is_asked() -> bool:
    """Return whether the form asks how what was typed will look, and for nothing else."""
    return "look" in request.form


def look(form: Form) -> markdown.Shown | None:
    """Return how what was typed will look, if that is what the form asks for."""
    return markdown.shown(str(form["body"].data)) if is_asked() else None


def status(form: Form) -> int:
    """Return the status of the form's page: nothing is wrong where only a look was asked for."""
    return 200 if is_asked() and not form.errors else answers.status()
