"""What a volunteer reads of what the service holds about them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import requires
from portal.members import queries, rules
from portal.members.views import bp
from portal.members.views.me import VOLUNTEERS_OWN, my_member


@bp.get("/me/held")
@requires(*VOLUNTEERS_OWN)
def held() -> ResponseReturnValue:
    """Show a volunteer everything that is held about them."""
    return render_template("members/held.html", sections=queries.held.everything(my_member()))


@bp.get("/me/seen")
@requires(*VOLUNTEERS_OWN)
def seen() -> ResponseReturnValue:
    """Show a volunteer who else reads what, by role."""
    shares = my_member().person.phone_shared
    return render_template("members/seen.html", seen=rules.who_sees(), shares=shares)
