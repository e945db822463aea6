"""Who has said that they have read a notice, who has not, and reminding those."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.noticeboard.actions import notices as actions
from portal.noticeboard.models import Notice
from portal.noticeboard.queries import notices as queries
from portal.noticeboard.queries.notices import Readers
from portal.noticeboard.rules.notices import Standing
from portal.noticeboard.views import asked, bp
from portal.site.filters import plural
from portal.site.pagination import requested_page


@bp.get("/notices/<uuid:notice_uuid>/readers")
@requires(Permission.NOTICEBOARD_EDIT)
def readers(notice_uuid: UUID) -> ResponseReturnValue:
    """Show who has not said that they have read a notice, or who has."""
    found = _asking(notice_uuid)
    which = Readers.READ if request.args.get("show") == Readers.READ else Readers.MISSING
    people = queries.readers_of(found, which, requested_page())
    total = queries.people_addressed(found)
    other = total - people.total
    return render_template(
        "noticeboard/readers.html",
        notice=found,
        which=which,
        people=people,
        read_at=queries.read_at(found, people.items),
        total=total,
        read=people.total if which is Readers.READ else other,
        missing=other if which is Readers.READ else people.total,
        is_shown=queries.standing_of(found) is Standing.SHOWN,
    )


@bp.post("/notices/<uuid:notice_uuid>/remind")
@requires(Permission.NOTICEBOARD_EDIT)
def remind_readers(notice_uuid: UUID) -> ResponseReturnValue:
    """Write to those who have not said that they have read a notice."""
    found = _asking(notice_uuid)
    if queries.standing_of(found) is Standing.SHOWN:
        count = actions.remind_readers(notice=found, actor=signed_in_person())
        flash(f"{plural(count, 'person is', 'people are')} reminded by email today.", "done")
    else:
        flash("Nobody is reminded: it is not on the board now.", "problem")
    return redirect(url_for(".readers", notice_uuid=notice_uuid), 303)


def _asking(notice_uuid: UUID) -> Notice:
    """Return a notice that asks to be read; 404 for another: who read it is nobody's business."""
    found = queries.asking_notice(notice_uuid)
    asked.check_mine(found.keys)
    return found
