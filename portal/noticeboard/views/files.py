"""Files that go with a notice or a page of the handbook: added, handed out, taken off."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person
from portal.database import begins_deferred, changing, session
from portal.noticeboard.actions import files as actions
from portal.noticeboard.forms.handbook import NewFile
from portal.noticeboard.models import MOST_FILE_MB, BoardFile, HandbookPage, Notice
from portal.noticeboard.queries import files as queries
from portal.noticeboard.queries import handbook, notices
from portal.noticeboard.rules.refusals import Refused
from portal.noticeboard.views import asked, bp
from portal.notifications.views import saved
from portal.settings.queries import value
from portal.site import answers
from portal.site.files import keep
from portal.site.uploads import takes_files

Owner = Notice | HandbookPage


@bp.route("/notices/<uuid:notice_uuid>/files/new", methods=["GET", "POST"])
@requires(Permission.NOTICEBOARD_EDIT)
@takes_files
@begins_deferred
def add_notice_file(notice_uuid: UUID) -> ResponseReturnValue:
    """Ask for a file that goes with a notice, and keep it."""
    return _add(lambda: notices.notice(notice_uuid))


@bp.route("/handbook/<string:slug>/files/new", methods=["GET", "POST"])
@requires(Permission.NOTICEBOARD_EDIT)
@takes_files
@begins_deferred
def add_page_file(slug: str) -> ResponseReturnValue:
    """Ask for a file that goes with a page of the handbook, and keep it."""
    return _add(lambda: handbook.page(None, slug))


def _add(find: Callable[[], Owner]) -> ResponseReturnValue:
    owner, form = _mine(find()), NewFile()
    if form.validate_on_submit():
        try:
            _keep(find, form)
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{form.title.data} is added.", "done")
            return redirect(_page_of(find()), 303)
        owner = find()
    page = render_template(
        "noticeboard/file_new.html", form=form, title=owner.title, back=_page_of(owner)
    )
    return page, answers.status()


def _keep(find: Callable[[], Owner], form: NewFile) -> None:
    """Keep a file. Making a picture anew is slow, so it is done before the change begins."""
    sent = form.file.data
    file = keep(sent.read(), sent.filename or "", most_mb=value(MOST_FILE_MB))
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        actions.add_file(
            owner=find(), title=str(form.title.data), file=file, actor=signed_in_person()
        )


@bp.get("/files/<uuid:file_uuid>")
@requires(Permission.NOTICEBOARD_READ)
def board_file(file_uuid: UUID) -> ResponseReturnValue:
    """Hand out a file to be saved, to whoever may read what it goes with."""
    found = queries.file(file_uuid)
    if not may(Permission.NOTICEBOARD_EDIT):
        _check_readable(found)
    return saved(found.document)


def _check_readable(found: BoardFile) -> None:
    """Raise NoResultFound, answered 404, for a file of what is not on somebody's board."""
    me = signed_in_person().id
    if found.notice is not None:
        notices.notice_for(me, found.notice.uuid)
    elif found.page is not None:
        handbook.page(me, found.page.slug)


@bp.post("/files/<uuid:file_uuid>/remove")
@requires(Permission.NOTICEBOARD_EDIT)
def remove_board_file(file_uuid: UUID) -> ResponseReturnValue:
    """Take a file off."""
    found = queries.file(file_uuid)
    owner = found.notice or found.page
    assert owner is not None  # noqa: S101 -- the database holds it to one of the two
    _mine(owner)
    actions.remove_file(file=found, actor=signed_in_person())
    flash("It is taken off.", "done")
    return redirect(_page_of(owner), 303)


def _mine(owner: Owner) -> Owner:
    asked.check_mine(owner.keys)
    return owner


def _page_of(owner: Owner) -> str:
    if isinstance(owner, Notice):
        return url_for(".notice", notice_uuid=owner.uuid)
    return url_for(".handbook_page", slug=owner.slug)
