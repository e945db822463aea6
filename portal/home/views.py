"""The first page after signing in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Permission.HOME_READ)
def index() -> ResponseReturnValue:
    """Show what needs this person, in the order in which it must be done."""
    return render_template("home/index.html")
