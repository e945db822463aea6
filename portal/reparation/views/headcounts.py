"""How many came to a session: counted by the partner who hosts it, or by staff."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.reparation import permissions
from portal.reparation.actions import headcounts as actions
from portal.reparation.forms.sessions import HeadCount
from portal.reparation.models import ProjectSession
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import bp
from portal.reparation.views.sessions import context_of, page_of, session_seen, to_session
from portal.site import answers


@bp.post("/sessions/<uuid:session_uuid>/headcount")
@requires(Permission.REPARATION_OWN, Permission.REPARATION_PLACE)
def count_heads(session_uuid: UUID) -> ResponseReturnValue:
    """Note how many came, and how many units were awarded."""
    found, form = _counted_by_me(session_uuid), HeadCount()
    if form.validate_on_submit():
        try:
            actions.count_heads(
                held=found,
                headcount=form.headcount.data,
                unit_awards=form.unit_awards.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
            found = session_seen(session_uuid)
        else:
            flash("The headcount is noted. Thank you.", "done")
            return to_session(session_uuid)
    page = render_template(page_of(), **{**context_of(found), "form": form})
    return page, answers.FAILED


def _counted_by_me(session_uuid: UUID) -> ProjectSession:
    found = session_seen(session_uuid)
    staff = may(Permission.REPARATION_READ)
    if staff and not permissions.may_count(signed_in_user(), found):
        raise NoResultFound
    return found
