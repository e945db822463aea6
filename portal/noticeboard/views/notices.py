"""Looking after notices: all of them, posting one, changing it, taking it off."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.noticeboard.actions import notices as actions
from portal.noticeboard.forms import notices as forms
from portal.noticeboard.models import Notice
from portal.noticeboard.queries import notices as queries
from portal.noticeboard.rules import audience
from portal.noticeboard.rules.notices import Standing
from portal.noticeboard.rules.refusals import Refused
from portal.noticeboard.views import asked, bp, looking
from portal.people.queries import areas
from portal.site import answers
from portal.site.compare import differences
from portal.site.pagination import requested_page

STALE = "Somebody changed this notice while you were typing. Compare the two, then save again"


@bp.get("/notices")
@requires(Permission.NOTICEBOARD_EDIT)
def manage_notices() -> ResponseReturnValue:
    """Show all notices that stand in one way today, with who they are for and how many read."""
    chosen = request.args.get("show", "")
    shown = Standing(chosen) if chosen in set(Standing) else Standing.SHOWN
    found = queries.notices(shown, requested_page())
    places = [(each.id, each.name) for each in areas()]
    return render_template(
        "noticeboard/notices.html",
        found=found,
        shown=shown,
        standings=tuple(Standing),
        read=queries.counts(found.items),
        audiences={
            each.id: ", ".join(audience.in_words(each.keys, places)) for each in found.items
        },
    )


@bp.route("/notices/new", methods=["GET", "POST"])
@requires(Permission.NOTICEBOARD_EDIT)
def new_notice() -> ResponseReturnValue:
    """Ask for a notice, show how it will look if asked to, and post it."""
    form = forms.NewNotice(data={"shown_from": clock.today()}, choices={"keys": asked.audiences()})
    if form.validate_on_submit() and not looking.is_asked():
        try:
            made = actions.post_notice(
                said=actions.Said(**form.said),
                form_key=str(form.form_key.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(_posted_words(made), "done")
            return _page_of(made.uuid)
    page = render_template("noticeboard/notice_new.html", form=form, look=looking.look(form))
    return page, looking.status(form)


@bp.route("/notices/<uuid:notice_uuid>/change", methods=["GET", "POST"])
@requires(Permission.NOTICEBOARD_EDIT)
def change_notice(notice_uuid: UUID) -> ResponseReturnValue:
    """Change a notice; of two who do so at once, the second sees both."""
    found = _managed(notice_uuid)
    choices = {"keys": asked.audiences(found.keys)}
    form = forms.ChangedNotice(data=forms.held(found), choices=choices)
    if form.validate_on_submit() and not looking.is_asked():
        try:
            actions.change_notice(
                notice=found,
                version=form.version.data or 0,
                said=actions.Said(**form.said),
                ask_again=bool(form.ask_again.data),
                actor=signed_in_person(),
            )
        except Refused as refused:
            return _not_changed(notice_uuid, form, refused)
        flash("The notice is changed.", "done")
        return _page_of(notice_uuid)
    page = render_template(
        "noticeboard/notice_change.html", form=form, notice=found, look=looking.look(form)
    )
    return page, looking.status(form)


def _not_changed(
    notice_uuid: UUID, form: forms.ChangedNotice, refused: Refused
) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = _managed(notice_uuid)
    stale = answers.overtaken(form, refused, found, STALE)
    page = render_template(
        "noticeboard/notice_change.html",
        form=form,
        notice=found,
        differing=differences(form, forms.held(found)) if stale else [],
    )
    return page, status


@bp.post("/notices/<uuid:notice_uuid>/withdraw")
@requires(Permission.NOTICEBOARD_EDIT)
def withdraw_notice(notice_uuid: UUID) -> ResponseReturnValue:
    """Take a notice off the board."""
    actions.withdraw_notice(notice=_managed(notice_uuid), actor=signed_in_person())
    flash("It is off the board. You can put it back.", "done")
    return _page_of(notice_uuid)


@bp.post("/notices/<uuid:notice_uuid>/put-back")
@requires(Permission.NOTICEBOARD_EDIT)
def put_back_notice(notice_uuid: UUID) -> ResponseReturnValue:
    """Put a notice that was taken off back on the board."""
    actions.put_back(notice=_managed(notice_uuid), actor=signed_in_person())
    flash("It is back on the board, from its first day to its last.", "done")
    return _page_of(notice_uuid)


def _managed(notice_uuid: UUID) -> Notice:
    found = queries.notice(notice_uuid)
    asked.check_mine(found.keys)
    return found


def _posted_words(made: Notice) -> str:
    if queries.standing_of(made) is Standing.COMING:
        return "It is kept, and stands on the board from its first day on."
    return "It stands on the board."


def _page_of(notice_uuid: UUID) -> ResponseReturnValue:
    return redirect(url_for(".notice", notice_uuid=notice_uuid), 303)
