"""People of a neighbouring service: the link that invites them, and a page without an account."""

from datetime import time
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, public, requires
from portal.accounts.actions import take_try
from portal.accounts.queries import signed_in_person
from portal.site import answers
from portal.site.urls import absolute
from portal.training import actions, forms, rules
from portal.training.models import Booking, SessionInvitation
from portal.training.queries import guests as queries
from portal.training.queries import places, planned
from portal.training.views import bp
from portal.training.views.bookings import SESSION

LAST_MINUTE = time(23, 59)
GONE = 410
ACCEPT, CANCEL = "accept", "cancel"


@bp.route(f"{SESSION}/invitations/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_BOOK_OTHERS)
def invite_service(session_uuid: UUID) -> ResponseReturnValue:
    """Make a link for a neighbouring service, and show it the one time that it can be shown."""
    held = planned.session_at(session_uuid)
    form = forms.Invitation()
    if form.validate_on_submit():
        try:
            made, token = actions.invite(
                held=held,
                organisation=str(form.organisation.data),
                number=form.places.data,
                expires_at=clock.at(form.until.data, LAST_MINUTE),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            return _shown_once(made, token)
    page = render_template("training/bookings/invitation_new.html", held=held, form=form)
    return page, answers.status()


def _shown_once(made: SessionInvitation, token: str) -> Response:
    answer = make_response(
        render_template(
            "training/bookings/invitation.html",
            invitation=made,
            held=made.session,
            address=absolute("training.invited", token=token),
        )
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.post(f"{SESSION}/invitations/<int:invitation_id>/revoke")
@requires(Permission.TRAINING_BOOK_OTHERS)
def revoke_invitation(session_uuid: UUID, invitation_id: int) -> ResponseReturnValue:
    """End a link; whoever has booked by it keeps their place."""
    held = planned.session_at(session_uuid)
    found = queries.invitation_of(held.id, invitation_id)
    actions.revoke_invitation(invitation=found, actor=signed_in_person())
    flash(f"The link for {found.organisation} has stopped working.", "done")
    return redirect(url_for(".session", session_uuid=session_uuid, _anchor="places"), 303)


@bp.get("/invited/<string:token>")
@public
def invited(token: str) -> ResponseReturnValue:
    """Show the session that a link invites to, and ask who comes."""
    found = queries.invitation_by(token)
    if not queries.is_open(found) or not _is_coming(found):
        return render_template("training/bookings/invitation_over.html"), GONE
    return _invited_page(token, found, forms.Guest(formdata=None))


@bp.post("/invited/<string:token>")
@public
def ask_as_guest(token: str) -> ResponseReturnValue:
    """Keep a place for a guest, and send the link by which they confirm it."""
    found = queries.invitation_by(token)
    if not queries.is_open(found) or not _is_coming(found):
        return render_template("training/bookings/invitation_over.html"), GONE
    form = forms.Guest()
    if not form.validate():
        return _invited_page(token, found, form)
    # Counted beside the tries at passwords, so that nobody's mailbox can be filled.
    email = str(form.email.data)
    if not take_try(email=f"guest {email}", address=request.remote_addr or "").allowed:
        form.refuse("There were too many tries. Wait ten minutes, then try again.")
        return _invited_page(token, found, form)
    try:
        actions.ask_as_guest(
            invitation=found, name=str(form.name.data), email=email, form_key=form.form_key.data
        )
    except rules.Refused as refused:
        answers.refuse(form, refused)
        return _invited_page(token, queries.invitation_by(token), form)
    return redirect(url_for(".guest_asked"), 303)


@bp.get("/invited/sent")
@public
def guest_asked() -> ResponseReturnValue:
    """Say where to look, and whom to ring if nothing comes."""
    return render_template("training/bookings/guest_asked.html")


@bp.get("/guests/<string:token>")
@public
def guest(token: str) -> ResponseReturnValue:
    """Show a guest how their booking stands."""
    return _guest_page(token, queries.booking_by(token))


@bp.post("/guests/<string:token>")
@public
def answer_as_guest(token: str) -> ResponseReturnValue:
    """Take the place that is kept for a guest, or give it back."""
    found, chosen = queries.booking_by(token), request.form.get("answer", "")
    if chosen not in {ACCEPT, CANCEL}:
        flash("Choose one of the answers.", "problem")
        return _guest_page(token, found, answers.FAILED)
    try:
        if chosen == ACCEPT:
            actions.accept_place(booking=found, actor=None)
        else:
            actions.cancel_booking(booking=found, actor=None)
    except rules.Refused as refused:
        answers.say_no(refused)
    return redirect(url_for(".guest", token=token), 303)


def _is_coming(found: SessionInvitation) -> bool:
    return places.window_of(found.session) in {
        rules.Window.OPEN,
        rules.Window.NOT_YET,
        rules.Window.CLOSED,
    }


def _invited_page(token: str, found: SessionInvitation, form: forms.Guest) -> ResponseReturnValue:
    page = render_template(
        "training/bookings/invited.html",
        token=token,
        invitation=found,
        held=found.session,
        board=places.board(found.session, None),
        entries=places.entries_of(found.session),
        form=form,
    )
    return page, answers.status()


def _guest_page(token: str, found: Booking, status: int = 200) -> ResponseReturnValue:
    board = places.board(found.session, None)
    page = render_template(
        "training/bookings/guest.html",
        token=token,
        booking=found,
        held=found.session,
        board=board,
        turn=board.turns.get(found.id),
        entries=places.entries_of(found.session),
    )
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
