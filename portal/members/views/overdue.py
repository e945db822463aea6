"""What is overdue about volunteers, on one page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.members.queries import overdue as queries
from portal.members.views import bp


@bp.get("/overdue")
@requires(Permission.MEMBERS_EDIT)
def overdue() -> ResponseReturnValue:
    """Show all that is overdue: what somebody who takes the register over does first."""
    lists = queries.everything(signed_in_user())
    return render_template("members/overdue.html", lists=lists)
