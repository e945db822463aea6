"""Places: booking one, moving it, giving it back; who came, and the note for the case system."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import places as actions
from portal.reparation.forms import referrals as forms
from portal.reparation.models import Place, PlaceState, ProjectSession
from portal.reparation.queries import referrals as queries
from portal.reparation.queries import sessions
from portal.reparation.rules import places as rules
from portal.reparation.rules.places import Taken
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.reparation.views.referrals import seen
from portal.site import answers

PLACE = "/places/<uuid:place_uuid>"


@bp.route("/sessions/<uuid:session_uuid>/book", methods=["GET", "POST"])
@requires(Permission.REPARATION_PLACE)
def book_place(session_uuid: UUID) -> ResponseReturnValue:
    """Book a place at a session for a referral, or a turn on its waiting list."""
    held, wanted = sessions.session_at(session_uuid), asked.uuid("referral")
    known = queries.open_referrals(seen(), wanted)
    chosen = next((each for each in known if each.uuid == wanted), None)
    form = forms.BookedPlace(
        data={"referral": chosen.id if chosen else None},
        choices={"referral": forms.referral_options(known)},
    )
    if form.validate_on_submit():
        try:
            place = actions.book_place(
                referral=next(each for each in known if each.id == form.referral.data),
                held=held,
                waits=_waits(),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
            held = sessions.session_at(session_uuid)
        else:
            flash(_booked_words(place), "done")
            return to_place(place.uuid)
    return _book_page(held, form)


def _book_page(held: ProjectSession, form: forms.BookedPlace) -> ResponseReturnValue:
    taken = sessions.taken_of([held.id]).get(held.id, Taken())
    page = render_template("reparation/places/book.html", form=form, held=held, taken=taken)
    return page, answers.status()


@bp.get(PLACE)
@requires(Permission.REPARATION_PLACE)
def place(place_uuid: UUID) -> ResponseReturnValue:
    """Show a place: where and when, who came, and what there is to do."""
    found = queries.place(place_uuid, seen())
    return _page(found, forms.MarkedPlace(data=forms.marked(found, _lasted(found))))


@bp.post(f"{PLACE}/mark")
@requires(Permission.REPARATION_PLACE)
def mark_place(place_uuid: UUID) -> ResponseReturnValue:
    """Say whether somebody came, and for how long."""
    found, form = queries.place(place_uuid, seen()), forms.MarkedPlace()
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        actions.mark_place(
            place=found,
            attended=form.attended.data == forms.YES,
            minutes=form.time,
            actor=signed_in_person(),
        )
    except Refused as refused:
        answers.refuse(form, refused)
        return _page(queries.place(place_uuid, seen()), form)
    flash("It is noted. Now record it in the case system.", "done")
    return to_place(place_uuid)


@bp.post(f"{PLACE}/recorded")
@requires(Permission.REPARATION_PLACE)
def tick_recorded(place_uuid: UUID) -> ResponseReturnValue:
    """Tick that a place is recorded in the case system, or take the tick off."""
    try:
        actions.tick_recorded(
            place=queries.place(place_uuid, seen()),
            recorded=request.form.get("recorded") == "1",
            actor=signed_in_person(),
        )
    except Refused as refused:
        answers.say_no(refused)
    return to_place(place_uuid)


@bp.route(f"{PLACE}/move", methods=["GET", "POST"])
@requires(Permission.REPARATION_PLACE)
def move_place(place_uuid: UUID) -> ResponseReturnValue:
    """Move a place to another session, or to its waiting list."""
    found = queries.place(place_uuid, seen())
    others = [each for each in sessions.bookable() if each.id != found.session_id]
    taken = sessions.taken_of([each.id for each in others])
    form = forms.MovedPlace(choices={"session": forms.session_options(others, taken)})
    if form.validate_on_submit():
        try:
            moved = actions.move_place(
                place=found,
                to=next(each for each in others if each.id == form.session.data),
                waits=_waits(),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            return _not_moved(place_uuid, form, refused)
        flash(_booked_words(moved), "done")
        return to_place(moved.uuid)
    page = render_template("reparation/places/move.html", form=form, place=found, full=False)
    return page, answers.status()


def _not_moved(place_uuid: UUID, form: forms.MovedPlace, refused: Refused) -> ResponseReturnValue:
    """Show why; of a session that is full, its waiting list can be joined."""
    answers.refuse(form, refused)
    page = render_template(
        "reparation/places/move.html",
        form=form,
        place=queries.place(place_uuid, seen()),
        full=isinstance(refused, rules.Full),
    )
    return page, answers.FAILED


@bp.post(f"{PLACE}/cancel")
@requires(Permission.REPARATION_PLACE)
def cancel_place(place_uuid: UUID) -> ResponseReturnValue:
    """Give a place back; the next who waits gets it."""
    with answers.saying("The place is given back."):
        actions.cancel_place(place=queries.place(place_uuid, seen()), actor=signed_in_person())
    return to_place(place_uuid)


@bp.route(f"{PLACE}/note", methods=["GET", "POST"])
@requires(Permission.REPARATION_PLACE)
def place_note(place_uuid: UUID) -> ResponseReturnValue:
    """Put what was typed into a note to copy. It changes nothing: the note is kept nowhere."""
    found, form = queries.place(place_uuid, seen()), forms.Note()
    note = forms.note_of(found, form) if form.validate_on_submit() else ""
    status = 200 if note else answers.status()
    page = render_template("reparation/places/note.html", form=form, place=found, note=note)
    return page, status


def to_place(place_uuid: UUID) -> ResponseReturnValue:
    """Lead to the page of a place."""
    return redirect(url_for("reparation.place", place_uuid=place_uuid), 303)


def _page(found: Place, form: forms.MarkedPlace) -> ResponseReturnValue:
    begun = sessions.has_begun(found.session)
    page = render_template(
        "reparation/places/place.html",
        place=found,
        form=form,
        begun=begun,
        marks=sessions.may_be_marked(found),
        moves=sessions.may_be_moved(found),
    )
    return page, answers.status()


def _waits() -> bool:
    return request.form.get("waits") == "1"


def _booked_words(place: Place) -> str:
    if place.state is PlaceState.WAITING:
        return f"{place.ref} is on the waiting list. You are told when a place is free."
    return f"{place.ref} is booked. Copy this reference into the case system."


def _lasted(found: Place) -> int:
    entry = found.session.entry
    return int((entry.ends_at - entry.starts_at).total_seconds()) // 60
