"""Offering a seat, answering, taking back, lapsing. Each answer twice is harmless.

Every change here holds the person's row first, then the sitting's, then its seats: so one person
cannot say yes to two sittings at once, nor two people to one seat.
"""

from collections.abc import Collection
from datetime import datetime, time
from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions import mail
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.seats import free
from portal.panels.models import (
    OFFER_HOURS,
    Offer,
    OfferState,
    OrderConflict,
    PanelsTag,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import candidates, offers, sittings
from portal.people.models import Person
from portal.settings.queries import value

EVENING: Final = time(20)
"""When the last day to tell people ends, for an answer."""

SETTLED_BY_A_YES: Final = frozenset(
    {"answer", "away", "availability", "round", "travel", "load", "areas"}
)


def offer_seat(*, seat: Seat, person: Person, actor: Person) -> Offer:
    """Ask a volunteer to take a seat, and write to them. Asked twice is asked once.

    Several people may be asked for one seat: whoever says yes first has it. Raises
    `rules.Refused` when the seat is not free or the person cannot sit, with the first reason.
    """
    sittings.lock_people([person.id])
    sitting = sittings.lock_sitting(seat.sitting_id)
    seat = _seat(sitting, seat.id)
    for made in seat.offers:
        if made.person_id == person.id and made.state is OfferState.SENT:
            return made
    _check_can_offer(sitting, seat)
    _check_can_sit(candidates.candidate(sitting, seat, person.id), person)
    offer = Offer(
        seat=seat,
        person=person,
        offered_by=actor,
        sits_on=clock.london(sitting.entry.starts_at).date(),
        expires_at=_lapses_at(sitting),
    )
    session.add(offer)
    record(PanelsTag.OFFER_MADE, offer, actor=actor, seat=seat.kind, person=person.id)
    publish_sitting(sitting, actor=actor)
    mail.tell_asked("offer_made", offer)
    return offer


def accept_offer(*, offer: Offer, actor: Person) -> Offer:
    """Seat the person, take the seat off whoever else was asked, and tell the coordinator.

    `actor` is the person, or a coordinator to whom they said so. Raises `rules.OfferRefused`
    when it comes too late, and has then changed nothing.
    """
    sitting, offer = _hold(offer)
    if offer.state is OfferState.ACCEPTED:
        return offer
    rules.check_may_accept(facts_of(offer))
    _check_still_can(sitting, offer)
    offer.state = OfferState.ACCEPTED
    offer.answered_at = clock.now()
    offer.seat.person, offer.seat.pencilled = offer.person, None
    for other in offer.seat.offers:
        if other.state is OfferState.SENT:
            _close(other, OfferState.WITHDRAWN)
            mail.tell_asked("offer_taken", other)
    record(PanelsTag.OFFER_ACCEPTED, offer, actor=actor, seat=offer.seat.kind)
    publish_sitting(sitting, actor=actor)
    mail.tell_coordinator("offer_accepted", offer, actor=actor)
    mail.tell_seated(offer, actor=actor)
    return offer


def decline_offer(*, offer: Offer, actor: Person) -> Offer:
    """Take a no: they are not asked again about that day. From somebody seated, it is leaving."""
    sitting, offer = _hold(offer)
    if offer.state is OfferState.ACCEPTED:
        return _leave(sitting, offer, actor=actor)
    if offer.state is not OfferState.SENT:
        return offer
    _close(offer, OfferState.DECLINED)
    record(PanelsTag.OFFER_DECLINED, offer, actor=actor, seat=offer.seat.kind)
    _bring_up_to_date(sitting, actor=actor)
    mail.tell_coordinator("offer_declined", offer, actor=actor)
    return offer


def leave_seat(*, offer: Offer, actor: Person | None) -> Offer:
    """Take back a yes before the sitting begins: the seat is free, the coordinator knows."""
    sitting, offer = _hold(offer)
    if offer.state is not OfferState.ACCEPTED:
        return offer
    return _leave(sitting, offer, actor=actor)


def declare_conflict(*, offer: Offer, actor: Person) -> Offer:
    """Note that the person may know a family of this sitting, and ask nothing more.

    It can be said at any time, after a yes too. They leave this sitting and any other to come
    that hears one of the same orders, and are never asked for those orders again. The
    coordinator learns that the seat is free and that a conflict was declared.
    """
    orders = sittings.order_ids(offer.seat.sitting.panels)
    _hold_all(offer, orders)
    sitting, offer = _hold(offer)
    for order_id in sorted(orders - offers.conflicted(offer.person_id, orders)):
        session.add(OrderConflict(order_id=order_id, person_id=offer.person_id))
    if offer.state is OfferState.CONFLICT:
        return offer
    elsewhere = offers.open_offer_ids(offer.person_id, orders)
    _declare(sitting, offer, actor=actor)
    for offer_id in elsewhere:
        if offer_id != offer.id:
            other_sitting, other = _hold(offers.offer_by_id(offer_id))
            _declare(other_sitting, other, actor=actor)
    return offer


def withdraw_offer(*, offer: Offer, actor: Person | None) -> Offer:
    """Take back an offer that nobody has answered, and say so to the person."""
    sitting, offer = _hold(offer)
    if offer.state is not OfferState.SENT:
        return offer
    _close(offer, OfferState.WITHDRAWN)
    record(
        PanelsTag.OFFER_WITHDRAWN,
        offer,
        actor=actor,
        seat=offer.seat.kind,
        person=offer.person_id,
    )
    _bring_up_to_date(sitting, actor=actor)
    mail.tell_asked("offer_withdrawn", offer)
    return offer


def lapse_offer(*, offer: Offer) -> Offer:
    """Close an offer whose time has run out, and tell the coordinator. Twice is harmless."""
    sitting, offer = _hold(offer)
    if offer.state is not OfferState.SENT or not facts_of(offer).expired:
        return offer
    _close(offer, OfferState.LAPSED)
    record(PanelsTag.OFFER_LAPSED, offer, actor=None, seat=offer.seat.kind, person=offer.person_id)
    _bring_up_to_date(sitting, actor=None)
    mail.tell_coordinator("offer_lapsed", offer, actor=None)
    return offer


def facts_of(offer: Offer) -> rules.OfferFacts:
    """Return how an offer stands at this moment."""
    now, sitting = clock.now(), offer.seat.sitting
    return rules.OfferFacts(
        state=offer.state.value,
        sitting=sitting.state.value,
        started=sitting.entry.starts_at <= now,
        expired=offer.expires_at is not None and offer.expires_at <= now,
        seat_taken=offer.seat.person_id not in {None, offer.person_id},
    )


def _hold(offer: Offer) -> tuple[Sitting, Offer]:
    """Hold the person, the sitting and its seats, and return both rows as they now are."""
    sittings.lock_people([offer.person_id])
    sitting = sittings.lock_sitting(offer.seat.sitting_id)
    return sitting, offers.lock_offer(offer.id)


def _hold_all(offer: Offer, orders: Collection[int]) -> None:
    """Hold every sitting that a conflict may free a seat of, in one order for all.

    Two people who leave the same two sittings at once must not each wait for the other.
    """
    sittings.lock_people([offer.person_id])
    elsewhere = offers.open_offer_ids(offer.person_id, orders)
    found = [offers.offer_by_id(each).seat.sitting_id for each in elsewhere]
    sittings.lock_rows({offer.seat.sitting_id, *found})


def _seat(sitting: Sitting, seat_id: int) -> Seat:
    return next(seat for seat in sitting.seats if seat.id == seat_id)


def _check_can_offer(sitting: Sitting, seat: Seat) -> None:
    if sitting.state is not SittingState.PUBLISHED or sitting.entry.starts_at <= clock.now():
        raise rules.Refused(
            "This sitting is over, or has been cancelled.", "Arrange another one for its orders."
        )
    if seat.kind is SeatKind.ADVISER:
        raise rules.Refused(
            "An adviser is not asked by an offer.", "Choose one under ‘Move or change’."
        )
    if seat.person is not None:
        raise rules.Refused(
            f"{seat.person.display_name} has this seat.", "Choose a seat that is free."
        )


def _check_can_sit(found: candidates.Candidate | None, person: Person) -> None:
    if found is None:
        raise rules.Refused(
            f"{person.display_name} is not an appointed volunteer.",
            "Choose somebody from the list.",
        )
    if not found.can:
        why = found.standing.bars(found.seat)[0]
        remedy = f"To mend that: {why.remedy}." if why.remedy else "Choose somebody else."
        raise rules.Refused(f"{person.display_name} can’t be asked: {why.text}.", remedy)


def _check_still_can(sitting: Sitting, offer: Offer) -> None:
    """Check that nothing has changed since they were asked that a yes cannot settle."""
    ring = f"Ring {sitting.coordinator.display_name} if you think this is wrong."
    if any(seat.person_id == offer.person_id for seat in sitting.seats):
        raise rules.OfferRefused("other", "You are on this sitting already.", ring)
    found = candidates.candidate(sitting, offer.seat, offer.person_id)
    if found is None:
        raise rules.OfferRefused("other", "You are not on the register of volunteers now.", ring)
    for why in found.standing.bars(found.seat):
        if why.about == "duty":
            raise rules.OfferRefused(
                "busy",
                "You have said yes to something else at that time.",
                "See My duties. If you would rather sit here, say there first that you can’t.",
            )
        if why.about not in SETTLED_BY_A_YES:
            raise rules.OfferRefused(
                "other",
                "Something has changed since we asked you, so this seat is not open to you now.",
                ring,
            )


def _lapses_at(sitting: Sitting) -> datetime:
    told = sittings.readiness(sitting).tell_by
    return rules.lapses_at(
        clock.now(),
        hours=value(OFFER_HOURS),
        notice_ends=clock.at(told, EVENING),
        starts_at=sitting.entry.starts_at,
    )


def _close(offer: Offer, state: OfferState) -> None:
    offer.state = state
    offer.answered_at = clock.now()


def _leave(sitting: Sitting, offer: Offer, *, actor: Person | None) -> Offer:
    if facts_of(offer).started:
        raise rules.OfferRefused("over", *rules.ENDINGS["over"])
    free(offer.seat, OfferState.LEFT, at=clock.now())
    record(PanelsTag.OFFER_LEFT, offer, actor=actor, seat=offer.seat.kind)
    _bring_up_to_date(sitting, actor=actor)
    mail.tell_coordinator("seat_free", offer, actor=actor)
    mail.tell_left(offer, actor=actor)
    return offer


def _declare(sitting: Sitting, offer: Offer, *, actor: Person) -> None:
    had_promised = offer.state is OfferState.ACCEPTED
    if had_promised:
        free(offer.seat, OfferState.CONFLICT, at=clock.now())
    elif offer.state is OfferState.SENT:
        _close(offer, OfferState.CONFLICT)
    offer.state = OfferState.CONFLICT
    record(PanelsTag.CONFLICT_DECLARED, offer, actor=actor, seat=offer.seat.kind)
    _bring_up_to_date(sitting, actor=actor)
    mail.tell_coordinator("seat_free", offer, actor=actor)
    if had_promised:
        mail.tell_left(offer, actor=actor)


def _bring_up_to_date(sitting: Sitting, *, actor: Person | None) -> None:
    if sitting.state is SittingState.PUBLISHED:
        publish_sitting(sitting, actor=actor)
