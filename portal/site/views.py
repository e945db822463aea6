"""The shell's own pages: statements, help, and the two addresses of a load balancer."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from portal.access.gate import public
from portal.database import session

bp = Blueprint("site", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return "ok\n", {"Content-Type": "text/plain"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Say that the database answers too."""
    session.execute(text("SELECT 1"))
    return "ok\n", {"Content-Type": "text/plain"}


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement that the 2018 regulations ask for."""
    return render_template("site/accessibility.html")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Show what is held about whom, why, and for how long."""
    return render_template("site/privacy.html")


@bp.get("/help")
@public
def help_page() -> ResponseReturnValue:
    """Show who to ring, and how the portal does what it does."""
    return render_template("site/help.html")
