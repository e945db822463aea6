"""Holding what a change of a seat decides on, and how an offer of it then stands.

Every change holds the person's row first, then the sitting's, then its seats: so one person
cannot say yes to two sittings at once, nor two people to one seat.
"""

from datetime import date, datetime

from portal import clock
from portal.panels import rules
from portal.panels.actions.entries import publish_sitting
from portal.panels.models import (
    STANDING_OFFERS,
    CallMode,
    Offer,
    OfferState,
    Seat,
    SeatCall,
    Sitting,
    SittingState,
)
from portal.panels.queries import offers, sittings
from portal.people.models import Person


def hold(offer: Offer) -> tuple[Sitting, Offer]:
    """Hold the person, the sitting and its seats, and return both rows as they now are.

    Where the seat would pass from somebody to them, both people are held.
    """
    people = {offer.person_id, *([offer.seat.person_id] if offer.seat.person_id else [])}
    sittings.lock_people(sorted(people))
    sitting = sittings.lock_sitting(offer.seat.sitting_id)
    return sitting, offers.lock_offer(offer.id)


def hold_seat(seat: Seat, *people: Person) -> tuple[Sitting, Seat]:
    """Hold people, a seat's sitting and all its seats, and return it as it now is."""
    if people:
        sittings.lock_people(sorted({person.id for person in people}))
    sitting = sittings.lock_sitting(seat.sitting_id)
    return sitting, next(each for each in sitting.seats if each.id == seat.id)


def facts_of(offer: Offer) -> rules.OfferFacts:
    """Return how an offer stands at this moment."""
    now, seat = clock.now(), offer.seat
    entry = seat.sitting.entry
    taken = seat.person_id not in {None, offer.person_id}
    return rules.OfferFacts(
        state=offer.state.value,
        sitting=seat.sitting.state.value,
        started=entry.starts_at <= now,
        expired=offer.expires_at is not None and offer.expires_at <= now,
        seat_taken=taken and not (offer.for_cover and seat.cover_wanted_at),
        ended=entry.ends_at <= now,
        by_choice=offer.call is not None and offer.call.mode is CallMode.CHOOSE,
        kept=offer.for_cover and taken and _had_it_before(offer),
    )


def _had_it_before(offer: Offer) -> bool:
    """Return whether whoever has the seat had it already when this person was asked."""
    return any(
        other.state is OfferState.ACCEPTED
        and other.answered_at is not None
        and other.answered_at <= offer.created_at
        for other in offer.seat.offers
    )


def is_open(sitting: Sitting, seat: Seat) -> bool:
    """Return whether somebody could still take the seat: it is free, or looks for cover."""
    going = sitting.state is SittingState.PUBLISHED and sitting.entry.starts_at > clock.now()
    return going and (seat.person_id is None or seat.cover_wanted_at is not None)


def open_call(seat: Seat) -> SeatCall | None:
    """Return the seat's open call, if there is one."""
    return next((call for call in seat.calls if call.closed_at is None), None)


def is_personal(offer: Offer) -> bool:
    """Return whether the person was asked themselves, and not with everybody in a call."""
    return offer.call_id is None and offer.call is None


def until_the_last(sitting: Sitting) -> datetime:
    """Return the last moment at which somebody may take a seat by a call or for cover."""
    return max(sitting.entry.starts_at - rules.LAST_MINUTE, clock.now())


def close(offer: Offer, state: OfferState) -> None:
    """End an offer now."""
    offer.state = state
    offer.answered_at = clock.now()


def end_call(seat: Seat, *, at: datetime) -> None:
    """Close the seat's open call, before its offers are.

    What it promised is thereby settled, if anybody had put their name down to be told.
    """
    call = open_call(seat)
    if call is None:
        return
    call.closed_at = at
    names = any(
        offer.call_id == call.id and offer.state is OfferState.VOLUNTEERED for offer in seat.offers
    )
    call.settled_at = at if names else None


def call_off_offers(sitting: Sitting, *, at: datetime) -> None:
    """End whatever is open of a sitting that will not be."""
    for seat in sitting.seats:
        end_call(seat, at=at)
        for offer in seat.offers:
            if offer.state in STANDING_OFFERS and offer.state is not OfferState.ACCEPTED:
                close(offer, OfferState.WITHDRAWN)


def follow(seat: Seat, on: date, starts_at: datetime) -> None:
    """Let what is open of a seat follow its sitting: none is answered after it has begun.

    An open call that the first yes ends stays open until an hour before.
    """
    last = starts_at - rules.LAST_MINUTE
    call = open_call(seat)
    if call is not None and call.confirm_by:
        call.confirm_by = min(call.confirm_by, last)
    for offer in seat.offers:
        if offer.state in STANDING_OFFERS and offer.state is not OfferState.ACCEPTED:
            offer.sits_on = on
            open_to_all = offer.call_id is not None and not (call and call.confirm_by)
            by = last if open_to_all or offer.expires_at is None else min(offer.expires_at, last)
            offer.expires_at = None if offer.state is OfferState.QUEUED else by


def bring_up_to_date(sitting: Sitting, *, actor: Person | None) -> None:
    """Let the calendar follow, while the sitting is one that people know of."""
    if sitting.state is SittingState.PUBLISHED:
        publish_sitting(sitting, actor=actor)
