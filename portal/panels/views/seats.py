"""What a coordinator does to a seat: offer it, assign it, take back, note an answer, release."""

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import offers as actions
from portal.panels.actions import seats as seat_actions
from portal.panels.actions.assigning import assign_seat as assign
from portal.panels.models import Seat
from portal.panels.queries import candidates
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp, changed
from portal.panels.views.changed import OFFER, SEAT
from portal.people.models import Person
from portal.site import answers


@bp.post(f"{SEAT}/offer")
@requires(Permission.PANELS_ARRANGE)
def offer_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Ask a volunteer to take the seat."""
    seat, person = changed.seat_at(entry_uuid, number), _person()
    try:
        actions.offer_seat(seat=seat, person=person, actor=signed_in_person())
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    changed.say(f"{person.display_name} has been asked, by email and here.")
    return changed.answer(entry_uuid, number)


@bp.post(f"{SEAT}/assign")
@requires(Permission.PANELS_ARRANGE)
def assign_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Put a volunteer on the seat and tell them; or note that they were rung and said yes."""
    seat, person = changed.seat_at(entry_uuid, number), _person()
    said_yes = request.form.get("answer") == rules.Answer.YES
    try:
        assign(seat=seat, person=person, actor=signed_in_person(), said_yes=said_yes)
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    done = "said yes, and has" if said_yes else "is told by email that they have"
    changed.say(f"{person.display_name} {done} the seat.")
    return changed.answer(entry_uuid, number)


@bp.route(f"{SEAT}/set-aside", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def set_aside(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Ask or assign somebody whom something speaks against, with a reason that is kept."""
    seat = changed.seat_at(entry_uuid, number)
    named = request.form.get("person") or request.args.get("person")
    person = queries.person_numbered(asked.number(named))
    form = forms.SetAside(data={"how": forms.ASK})
    if form.validate_on_submit():
        try:
            _set_aside(seat, person, form)
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            return redirect(changed.address(entry_uuid, number), 303)
    status = answers.status()
    found = candidates.candidate(seat.sitting, seat, person.id)
    page = "panels/seat_set_aside.html"
    return render_template(page, form=form, seat=seat, person=person, found=found), status


@bp.post(f"{SEAT}/release")
@requires(Permission.PANELS_ARRANGE)
def release_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Take somebody off the seat, and tell them."""
    seat = changed.seat_at(entry_uuid, number)
    name = seat.person.display_name if seat.person else ""
    try:
        seat_actions.release(seat=seat, actor=signed_in_person())
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    if name:
        changed.say(f"{name} is released, and told so. The seat is free.")
    return changed.answer(entry_uuid, number)


@bp.post(f"{OFFER}/withdraw")
@requires(Permission.PANELS_ARRANGE)
def withdraw_offer(entry_uuid: UUID, offer_uuid: UUID) -> ResponseReturnValue:
    """Take back an offer that nobody has answered, or take somebody off the list."""
    offer = changed.offer_at(entry_uuid, offer_uuid)
    number, listed = offer.seat.number, offer.state == "queued"
    actions.withdraw_offer(offer=offer, actor=signed_in_person())
    name = offer.person.display_name
    taken_back = f"The offer to {name} is taken back, and they are told."
    changed.say(f"{name} is off the list." if listed else taken_back)
    return changed.answer(entry_uuid, number)


@bp.post(f"{OFFER}/noted")
@requires(Permission.PANELS_ARRANGE)
def note_answer(entry_uuid: UUID, offer_uuid: UUID) -> ResponseReturnValue:
    """Note what somebody answered by telephone."""
    offer = changed.offer_at(entry_uuid, offer_uuid)
    number, name = offer.seat.number, offer.person.display_name
    yes = request.form.get("answer") == rules.Answer.YES
    act = actions.accept_offer if yes else actions.decline_offer
    try:
        act(offer=offer, actor=signed_in_person())
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    changed.say(f"Noted: {name} {'said yes' if yes else 'can’t make it'}.")
    return changed.answer(entry_uuid, number)


def _person() -> Person:
    return queries.person_numbered(asked.number(request.form.get("person")))


def _set_aside(seat: Seat, person: Person, form: forms.SetAside) -> None:
    act = assign if form.how.data == forms.ASSIGN else actions.offer_seat
    act(seat=seat, person=person, actor=signed_in_person(), reason=form.reason.data or "")
    done = "is told that they have" if form.how.data == forms.ASSIGN else "has been asked for"
    flash(f"{person.display_name} {done} the seat. Your reason is kept.", "done")
