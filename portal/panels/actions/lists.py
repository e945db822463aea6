"""Asking people one after another: those who stand by first, then a list, in order.

The next is asked as soon as the one before says no, runs out of time or declares a conflict. Who
can no longer sit when their turn comes is passed over, and has never known.
"""

from collections.abc import Sequence
from datetime import datetime

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.eligibility import bars, check_can_offer
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.holding import close, hold_seat, is_open, open_call
from portal.panels.actions.telling import offers as telling
from portal.panels.models import (
    OFFER_HOURS,
    STANDING_OFFERS,
    TURN_LEAST_HOURS,
    TURN_PERCENT,
    Offer,
    OfferState,
    PanelsTag,
    Seat,
    Sitting,
)
from portal.panels.queries import candidates
from portal.people.models import Person
from portal.settings.queries import value


def ask_in_turn(*, seat: Seat, people: Sequence[Person], actor: Person) -> list[Offer]:
    """Put people at the end of a seat's list, in this order, and ask whose turn it is.

    Who is on it already, or was asked, is not put there twice. Raises `rules.Refused` when the
    seat is not free, everybody has been asked in an open call, or one of them cannot sit.
    """
    sitting, seat = hold_seat(seat)
    check_can_offer(sitting, seat)
    _check_no_call(seat)
    known = {offer.person_id for offer in seat.offers if offer.state in STANDING_OFFERS}
    found = _standings(sitting, seat, [person.id for person in people])
    new = [person for person in people if person.id not in known]
    for person in new:
        _check_can_be_listed(found.get(person.id), person)
    last = max((offer.rank or 0 for offer in seat.offers), default=0)
    offers = [
        _queue(sitting, seat, person, rank, actor=actor)
        for rank, person in enumerate(new, last + 1)
    ]
    if offers:
        record(PanelsTag.LIST_MADE, sitting, actor=actor, seat=seat.kind, count=len(offers))
    ask_next(sitting, seat)
    publish_sitting(sitting, actor=actor)
    return offers


def stop_list(*, seat: Seat, actor: Person) -> int:
    """Take everybody off a seat's list who has not been asked yet; return how many that were."""
    sitting, seat = hold_seat(seat)
    queued = [offer for offer in seat.offers if offer.state is OfferState.QUEUED]
    for offer in queued:
        take_off(offer, actor=actor)
    if queued:
        record(PanelsTag.LIST_STOPPED, sitting, actor=actor, seat=seat.kind)
    return len(queued)


def take_off(offer: Offer, *, actor: Person | None) -> None:
    """Take somebody off the list of a seat that is held; they have never known of it."""
    close(offer, OfferState.WITHDRAWN)
    person, part = offer.person_id, offer.seat.kind
    record(PanelsTag.OFFER_UNLISTED, offer, actor=actor, seat=part, person=person)


def go_on(*, seat: Seat) -> Offer | None:
    """Ask whose turn it is, if nobody is being asked: for work done by the clock."""
    sitting, seat = hold_seat(seat)
    offer = ask_next(sitting, seat)
    if offer is not None:
        publish_sitting(sitting, actor=None)
    return offer


def ask_next(sitting: Sitting, seat: Seat) -> Offer | None:
    """Ask the next person for a seat that is held and open, if nobody else is being asked now.

    The calendar is brought up to date by whoever calls.
    """
    if not is_open(sitting, seat) or is_being_asked(seat) or open_call(seat):
        return None
    line = _line(seat)
    found = _standings(sitting, seat, [offer.person_id for offer in line]) if line else {}
    for offer in line:
        stands = found.get(offer.person_id)
        if stands and stands.can:
            return _ask(sitting, offer)
        _pass_over(offer)
    return None


def is_being_asked(seat: Seat) -> bool:
    """Return whether somebody's yes or no is waited for."""
    return any(offer.state is OfferState.SENT for offer in seat.offers)


def _line(seat: Seat) -> list[Offer]:
    """Return those who stand by, who said so first first; then the list."""
    standing_by = [offer for offer in seat.offers if offer.state is OfferState.WAITING]
    listed = [offer for offer in seat.offers if offer.state is OfferState.QUEUED]
    return [
        *sorted(standing_by, key=lambda each: (each.answered_at or each.created_at, each.id)),
        *sorted(listed, key=lambda each: (each.rank or 0, each.id)),
    ]


def _standings(sitting: Sitting, seat: Seat, ids: Sequence[int]) -> dict[int, candidates.Candidate]:
    found = candidates.candidates(sitting, seat, ids)
    return {each.member.person_id: each for each in found}


def _check_no_call(seat: Seat) -> None:
    if open_call(seat):
        raise rules.Refused(
            "Everybody who can has been asked for this seat.", "Close the open call first."
        )


def _check_can_be_listed(found: candidates.Candidate | None, person: Person) -> None:
    if found is None:
        raise rules.Refused(
            f"{person.display_name} is not an appointed volunteer.",
            "Choose somebody from the list.",
        )
    rules.check_set_aside(person.display_name, bars(found), "", doing="be asked")


def _queue(sitting: Sitting, seat: Seat, person: Person, rank: int, *, actor: Person) -> Offer:
    offer = Offer(
        seat=seat,
        person=person,
        offered_by=actor,
        state=OfferState.QUEUED,
        sits_on=clock.london(sitting.entry.starts_at).date(),
        rank=rank,
    )
    session.add(offer)
    record(PanelsTag.OFFER_QUEUED, offer, actor=actor, seat=seat.kind, person=person.id)
    return offer


def _ask(sitting: Sitting, offer: Offer) -> Offer:
    stood_by = offer.state is OfferState.WAITING
    offer.state, offer.answered_at = OfferState.SENT, None
    offer.created_at = clock.now()  # it is made only now: until here it was a place in a line
    offer.call = None
    offer.for_cover = offer.seat.person_id is not None
    offer.expires_at = _turn_ends_at(sitting)
    record(PanelsTag.OFFER_TURN, offer, actor=None, seat=offer.seat.kind, person=offer.person_id)
    telling.asked(_letter(offer, stood_by=stood_by), offer)
    return offer


def _letter(offer: Offer, *, stood_by: bool) -> str:
    if offer.for_cover:
        return "cover_asked"
    return "seat_reopened" if stood_by else "offer_made"


def _turn_ends_at(sitting: Sitting) -> datetime:
    return rules.turn_ends_at(
        clock.london(clock.now()),
        starts_at=sitting.entry.starts_at,
        most=value(OFFER_HOURS),
        least=value(TURN_LEAST_HOURS),
        percent=value(TURN_PERCENT),
    )


def _pass_over(offer: Offer) -> None:
    if offer.state is OfferState.WAITING:
        telling.asked("name_not_needed", offer)
    close(offer, OfferState.WITHDRAWN)
    record(PanelsTag.OFFER_SKIPPED, offer, actor=None, seat=offer.seat.kind, person=offer.person_id)
