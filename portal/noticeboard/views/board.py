"""What everybody reads: the board, one notice, and saying that one has read it."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.noticeboard import permissions
from portal.noticeboard.actions import notices as actions
from portal.noticeboard.models import Notice
from portal.noticeboard.queries import files
from portal.noticeboard.queries import notices as queries
from portal.noticeboard.rules import markdown
from portal.noticeboard.views import asked, bp
from portal.site.fragments import fragment_or_redirect
from portal.site.pagination import requested_page


@bp.get("/")
@requires(Permission.NOTICEBOARD_READ)
def index() -> ResponseReturnValue:
    """Show somebody's board: what is pinned first, then the newest."""
    me = signed_in_person()
    found = queries.board(me.id, requested_page())
    return render_template(
        "noticeboard/index.html",
        found=found,
        read=queries.read_by(me.id, found.items),
        excerpts={each.id: markdown.excerpt(each.body) for each in found.items},
    )


@bp.get("/notices/<uuid:notice_uuid>")
@requires(Permission.NOTICEBOARD_READ)
def notice(notice_uuid: UUID) -> ResponseReturnValue:
    """Show a notice to those whom it is for; and to coordinators with what they can do with it."""
    found = _reached(notice_uuid)
    looks_after = permissions.looks_after(signed_in_user(), found.keys)
    return render_template(
        "noticeboard/notice.html",
        notice=found,
        shown=markdown.shown(found.body),
        files=files.files_of(found),
        receipt=queries.receipt(found, signed_in_person()),
        for_me=queries.is_for(found, signed_in_person()),
        standing=queries.standing_of(found),
        audience=asked.in_words(found.keys) if looks_after else "",
        looks_after=looks_after,
    )


def _reached(notice_uuid: UUID) -> Notice:
    """Return a notice on somebody's board; to a coordinator any one."""
    if may(Permission.NOTICEBOARD_EDIT):
        return queries.notice(notice_uuid)
    return queries.notice_for(signed_in_person().id, notice_uuid)


@bp.post("/notices/<uuid:notice_uuid>/read")
@requires(Permission.NOTICEBOARD_READ)
def read_notice(notice_uuid: UUID) -> ResponseReturnValue:
    """Keep that somebody has read a notice on their board."""
    me = signed_in_person()
    found = queries.notice_for(me.id, notice_uuid)
    actions.read_notice(notice=found, actor=me)
    flash(f"Thank you. “{found.title}” is marked as read.", "done")
    return fragment_or_redirect(
        "noticeboard/_receipt.html",
        url_for(".index"),
        notice=found,
        receipt=queries.receipt(found, me),
        for_me=True,
    )
