"""What a coordinator does to a seat: offer it, take an offer back, note an answer, release."""

from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import session
from portal.panels import rules
from portal.panels.actions import offers as actions
from portal.panels.actions import seats as seat_actions
from portal.panels.models import Offer, Seat
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp
from portal.panels.views.sittings import context_of
from portal.site.fragments import fragment_or_redirect, wants_fragment

SEAT = "/sittings/<uuid:entry_uuid>/seats/<int:number>"
OFFER = "/sittings/<uuid:entry_uuid>/offers/<uuid:offer_uuid>"


@bp.post(f"{SEAT}/offer")
@requires(Permission.PANELS_ARRANGE)
def offer_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Ask a volunteer to take the seat."""
    seat = _seat(entry_uuid, number)
    person = queries.person_numbered(asked.number(request.form.get("person")))
    try:
        actions.offer_seat(seat=seat, person=person, actor=signed_in_person())
    except rules.Refused as refused:
        return _answer(entry_uuid, number, refused)
    _say(f"{person.display_name} has been asked, by email and here.")
    return _answer(entry_uuid, number)


@bp.post(f"{SEAT}/release")
@requires(Permission.PANELS_ARRANGE)
def release_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Take somebody off the seat, and tell them."""
    seat = _seat(entry_uuid, number)
    name = seat.person.display_name if seat.person else ""
    try:
        seat_actions.release(seat=seat, actor=signed_in_person())
    except rules.Refused as refused:
        return _answer(entry_uuid, number, refused)
    if name:
        _say(f"{name} is released, and told so. The seat is free.")
    return _answer(entry_uuid, number)


@bp.post(f"{OFFER}/withdraw")
@requires(Permission.PANELS_ARRANGE)
def withdraw_offer(entry_uuid: UUID, offer_uuid: UUID) -> ResponseReturnValue:
    """Take back an offer that nobody has answered."""
    offer = _offer(entry_uuid, offer_uuid)
    number = offer.seat.number
    actions.withdraw_offer(offer=offer, actor=signed_in_person())
    _say(f"The offer to {offer.person.display_name} is taken back, and they are told.")
    return _answer(entry_uuid, number)


@bp.post(f"{OFFER}/noted")
@requires(Permission.PANELS_ARRANGE)
def note_answer(entry_uuid: UUID, offer_uuid: UUID) -> ResponseReturnValue:
    """Note what somebody answered by telephone."""
    offer = _offer(entry_uuid, offer_uuid)
    number, name = offer.seat.number, offer.person.display_name
    yes = request.form.get("answer") == rules.Answer.YES
    act = actions.accept_offer if yes else actions.decline_offer
    try:
        act(offer=offer, actor=signed_in_person())
    except rules.Refused as refused:
        return _answer(entry_uuid, number, refused)
    _say(f"Noted: {name} {'said yes' if yes else 'can’t make it'}.")
    return _answer(entry_uuid, number)


def _say(sentence: str) -> None:
    """Say what was done, where the page is loaded anew; htmx shows the changed seat itself."""
    if not wants_fragment():
        flash(sentence, "done")


def _seat(entry_uuid: UUID, number: int) -> Seat:
    return queries.seat_of(queries.sitting(entry_uuid, asked.my_areas()), number)


def _offer(entry_uuid: UUID, offer_uuid: UUID) -> Offer:
    return queries.offer_of(queries.sitting(entry_uuid, asked.my_areas()), offer_uuid)


def _answer(
    entry_uuid: UUID, number: int, refused: rules.Refused | None = None
) -> ResponseReturnValue:
    """Answer with the seats as they now are, and with all that hangs on them."""
    if refused is not None:
        session.rollback()
        flash(refused.sentence, "problem")
    found = queries.sitting(entry_uuid, asked.my_areas())
    return fragment_or_redirect(
        "panels/_changed.html",
        url_for(".sitting", entry_uuid=entry_uuid, _anchor=f"seat-{number}"),
        **context_of(found, ranked=wants_fragment()),
        focus=number,
    )
