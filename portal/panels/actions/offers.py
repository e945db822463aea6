"""Offering a seat, answering, taking back, lapsing. Each answer twice is harmless."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.calls import end_if_everybody_answered, put_name_down, start_call
from portal.panels.actions.cover import hand_over
from portal.panels.actions.eligibility import (
    bars,
    check_can_offer,
    check_can_sit,
    check_still_can,
)
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.holding import (
    bring_up_to_date,
    close,
    facts_of,
    hold,
    hold_seat,
    is_open,
    is_personal,
    until_the_last,
)
from portal.panels.actions.lists import ask_next, is_being_asked, take_off
from portal.panels.actions.seats import free
from portal.panels.actions.taking import make_room, take_seat
from portal.panels.actions.telling import offers as telling
from portal.panels.models import (
    OFFER_HOURS,
    CallMode,
    Offer,
    OfferState,
    OrderConflict,
    PanelsTag,
    Seat,
    Sitting,
)
from portal.panels.queries import offers, sittings
from portal.people.models import Person
from portal.settings.queries import value

EVENING: Final = time(20)
"""When the last day to tell people ends, for an answer."""

TO_ANSWER: Final = (OfferState.SENT, OfferState.VOLUNTEERED, OfferState.WAITING)
"""Offers that their people know of, and may still say no to."""

PLANNED: Final = (OfferState.QUEUED, *TO_ANSWER)


def offer_seat(*, seat: Seat, person: Person, actor: Person, reason: str = "") -> Offer:
    """Ask a volunteer to take a seat, and write to them. Asked twice is asked once.

    Several people may be asked for one seat: whoever says yes first has it. `reason` sets aside
    what speaks against the person, if it can be set aside at all, and is kept. Raises
    `rules.Refused` when the seat is not free or the person cannot sit, with the first reason.
    """
    sitting, seat = hold_seat(seat, person)
    known = _standing(seat, person)
    if known is not None and known.state is OfferState.SENT and is_personal(known):
        return known
    check_can_offer(sitting, seat)
    found = check_can_sit(sitting, seat, person, reason)
    offer = known or Offer(seat=seat, person=person)
    offer.state, offer.rank, offer.answered_at = OfferState.SENT, None, None
    offer.created_at, offer.offered_by, offer.call = clock.now(), actor, None
    offer.sits_on = clock.london(sitting.entry.starts_at).date()
    offer.for_cover = seat.person_id is not None
    offer.override_reason = reason if bars(found) else None
    offer.expires_at = until_the_last(sitting) if offer.for_cover else answer_by(sitting)
    session.add(offer)
    record(PanelsTag.OFFER_MADE, offer, actor=actor, seat=seat.kind, person=person.id)
    note_set_aside(sitting, offer, actor=actor)
    publish_sitting(sitting, actor=actor)
    telling.asked("cover_asked" if offer.for_cover else "offer_made", offer)
    return offer


def accept_offer(*, offer: Offer, actor: Person) -> Offer:
    """Seat the person, or put their name down where the coordinator chooses.

    Whoever looked for cover is off the panel thereby. `actor` is the person, or a coordinator to
    whom they said so. Raises `rules.OfferRefused` when it comes too late, and has then changed
    nothing.
    """
    sittings.lock_people([offer.person_id])
    choosing = offer.call is not None and offer.call.mode is CallMode.CHOOSE
    if not choosing:
        make_room(offer.person, offer.seat.sitting, actor=actor)
    sitting, offer = hold(offer)
    if offer.state is OfferState.ACCEPTED or (choosing and offer.state is OfferState.VOLUNTEERED):
        return offer
    rules.check_may_accept(facts_of(offer))
    check_still_can(sitting, offer)
    if choosing:
        put_name_down(sitting, offer, actor=actor)
        return offer
    had = hand_over(sitting, offer)
    take_seat(sitting, offer, at=clock.now())
    record(PanelsTag.OFFER_ACCEPTED, offer, actor=actor, seat=offer.seat.kind)
    publish_sitting(sitting, actor=actor)
    if had is not None:
        telling.covered(had, offer, actor=actor)
    else:
        telling.coordinator("offer_accepted", offer, actor=actor)
    telling.seated(offer, actor=actor)
    return offer


def decline_offer(*, offer: Offer, actor: Person) -> Offer:
    """Take a no: they are not asked again about that day. From somebody seated, it is leaving."""
    sitting, offer = hold(offer)
    if offer.state is OfferState.ACCEPTED:
        return _leave(sitting, offer, actor=actor)
    if offer.state not in TO_ANSWER:
        return offer
    was = offer.state
    close(offer, OfferState.DECLINED)
    record(PanelsTag.OFFER_DECLINED, offer, actor=actor, seat=offer.seat.kind)
    end_if_everybody_answered(sitting, offer.seat)
    ask_next(sitting, offer.seat)
    bring_up_to_date(sitting, actor=actor)
    if was is OfferState.VOLUNTEERED or (was is OfferState.SENT and is_personal(offer)):
        telling.declined(offer, actor=actor)
    return offer


def stand_by(*, offer: Offer, actor: Person) -> Offer:
    """Put somebody who came too late on the waiting list, behind those who are on it.

    They are asked as soon as the seat opens again. Twice is harmless. Raises
    `rules.OfferRefused` when there is nothing to wait for.
    """
    sitting, offer = hold(offer)
    if offer.state is OfferState.WAITING:
        return offer
    rules.check_may_wait(facts_of(offer))
    check_still_can(sitting, offer)
    close(offer, OfferState.WAITING)
    record(PanelsTag.OFFER_WAITING, offer, actor=actor, seat=offer.seat.kind)
    publish_sitting(sitting, actor=actor)
    return offer


def leave_seat(*, offer: Offer, actor: Person | None) -> Offer:
    """Take back a yes before the sitting begins: the seat is free, the coordinator knows.

    Near to the day the person themselves cannot: they look for cover. Raises
    `rules.OfferRefused` then, and when it has begun.
    """
    sitting, offer = hold(offer)
    if offer.state is not OfferState.ACCEPTED:
        return offer
    return _leave(sitting, offer, actor=actor)


def declare_conflict(*, offer: Offer, actor: Person) -> Offer:
    """Note that the person may know a family of this sitting, and ask nothing more.

    It can be said at any time, after a yes too, and while the panel sits. They leave this sitting
    and any other to come that hears one of the same orders, and are never asked for those orders
    again. The seat is offered again at once, and the coordinator learns that a conflict was
    declared.
    """
    orders = sittings.order_ids(offer.seat.sitting.panels)
    _hold_all(offer, orders)
    sitting, offer = hold(offer)
    for order_id in sorted(orders - offers.conflicted(offer.person_id, orders)):
        session.add(OrderConflict(order_id=order_id, person_id=offer.person_id))
    if offer.state is OfferState.CONFLICT:
        return offer
    elsewhere = offers.open_offer_ids(offer.person_id, orders)
    _declare(sitting, offer, actor=actor)
    for offer_id in elsewhere:
        if offer_id != offer.id:
            other_sitting, other = hold(offers.offer_by_id(offer_id))
            _declare(other_sitting, other, actor=actor)
    return offer


def withdraw_offer(*, offer: Offer, actor: Person | None) -> Offer:
    """Take back an offer that has not become a seat, say so to the person, and ask the next.

    Who was only on a list has never known of it, and learns nothing.
    """
    sitting, offer = hold(offer)
    if offer.state is OfferState.QUEUED:
        take_off(offer, actor=actor)
    if offer.state not in TO_ANSWER:
        return offer
    knew = offer.state is not OfferState.SENT or is_personal(offer)
    close(offer, OfferState.WITHDRAWN)
    record(
        PanelsTag.OFFER_WITHDRAWN,
        offer,
        actor=actor,
        seat=offer.seat.kind,
        person=offer.person_id,
    )
    ask_next(sitting, offer.seat)
    bring_up_to_date(sitting, actor=actor)
    if knew:
        telling.asked("offer_withdrawn", offer)
    return offer


def lapse_offer(*, offer: Offer) -> Offer:
    """Close an offer whose time has run out, tell the coordinator, and ask the next.

    Twice is harmless.
    """
    sitting, offer = hold(offer)
    if offer.state is not OfferState.SENT or not facts_of(offer).expired:
        return offer
    close(offer, OfferState.LAPSED)
    record(PanelsTag.OFFER_LAPSED, offer, actor=None, seat=offer.seat.kind, person=offer.person_id)
    ask_next(sitting, offer.seat)
    bring_up_to_date(sitting, actor=None)
    telling.coordinator("offer_lapsed", offer, actor=None)
    return offer


def note_set_aside(sitting: Sitting, offer: Offer, *, actor: Person) -> None:
    """Write into the trail why somebody was asked whom something speaks against."""
    if offer.override_reason:
        record(
            PanelsTag.BAR_SET_ASIDE,
            sitting,
            actor=actor,
            seat=offer.seat.kind,
            person=offer.person_id,
            reason=offer.override_reason,
        )


def _hold_all(offer: Offer, orders: Collection[int]) -> None:
    """Hold every sitting that a conflict may free a seat of, in one order for all.

    Two people who leave the same two sittings at once must not each wait for the other.
    """
    sittings.lock_people([offer.person_id])
    elsewhere = offers.open_offer_ids(offer.person_id, orders)
    found = [offers.offer_by_id(each).seat.sitting_id for each in elsewhere]
    sittings.lock_rows({offer.seat.sitting_id, *found})


def _standing(seat: Seat, person: Person) -> Offer | None:
    return next(
        (made for made in seat.offers if made.person_id == person.id and made.state in PLANNED),
        None,
    )


def answer_by(sitting: Sitting) -> datetime:
    """Return until when somebody who is asked now may answer."""
    told = sittings.readiness(sitting).tell_by
    return rules.lapses_at(
        clock.now(),
        hours=value(OFFER_HOURS),
        notice_ends=clock.at(told, EVENING),
        starts_at=sitting.entry.starts_at,
    )


def _leave(sitting: Sitting, offer: Offer, *, actor: Person | None) -> Offer:
    if facts_of(offer).started:
        raise rules.OfferRefused("over", *rules.ENDINGS["over"])
    if actor is not None and actor.id == offer.person_id:
        rules.check_may_leave(sittings.leaving(sitting))
    free(offer.seat, OfferState.LEFT, at=clock.now())
    record(PanelsTag.OFFER_LEFT, offer, actor=actor, seat=offer.seat.kind)
    ask_next(sitting, offer.seat)
    bring_up_to_date(sitting, actor=actor)
    telling.coordinator("seat_free", offer, actor=actor)
    telling.left(offer, actor=actor)
    return offer


def _declare(sitting: Sitting, offer: Offer, *, actor: Person) -> None:
    had_promised = offer.state is OfferState.ACCEPTED
    knew = offer.state is not OfferState.QUEUED
    if had_promised:
        free(offer.seat, OfferState.CONFLICT, at=clock.now())
    close(offer, OfferState.CONFLICT)
    record(PanelsTag.CONFLICT_DECLARED, offer, actor=actor, seat=offer.seat.kind)
    offer_again(sitting, offer.seat, to_everybody=had_promised)
    bring_up_to_date(sitting, actor=actor)
    if knew:
        telling.coordinator("seat_free", offer, actor=actor)
    if had_promised:
        telling.left(offer, actor=actor)


def offer_again(sitting: Sitting, seat: Seat, *, to_everybody: bool) -> None:
    """Ask the next in line at once; where nobody is, and the seat has become free, everybody."""
    end_if_everybody_answered(sitting, seat)
    if ask_next(sitting, seat) or is_being_asked(seat) or not is_open(sitting, seat):
        return
    if to_everybody:
        start_call(sitting, seat, opened_by=None)
