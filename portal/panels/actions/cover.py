"""Looking for cover: somebody who can no longer come stays responsible until another takes over."""

from dataclasses import dataclass

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.calls import start_call
from portal.panels.actions.eligibility import check_can_sit
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.holding import (
    close,
    end_call,
    facts_of,
    hold,
    is_personal,
    open_call,
    until_the_last,
)
from portal.panels.actions.seats import free
from portal.panels.actions.telling import offers as telling
from portal.panels.models import (
    STANDING_OFFERS,
    Offer,
    OfferState,
    PanelsTag,
    Seat,
    Sitting,
)
from portal.people.models import Person


@dataclass(frozen=True)
class Wanted:
    """Who is asked to take over: everybody who can, a colleague by name, or both.

    `agreed` is whether that colleague has said already that they would.
    """

    everybody: bool
    colleague: Person | None = None
    agreed: bool = False


def ask_for_cover(*, offer: Offer, wanted: Wanted, actor: Person) -> Offer:
    """Let somebody on a sitting look for cover; the coordinator hears at once whom to ring.

    `offer` is their accepted one. Asked again, more people are asked. Raises `rules.OfferRefused`
    when they are not on it or it has begun, `rules.Refused` when the colleague cannot sit.
    """
    sitting, offer = hold(offer)
    seat = offer.seat
    if offer.state is not OfferState.ACCEPTED or facts_of(offer).started:
        raise rules.OfferRefused("over", *rules.ENDINGS["over"])
    first = seat.cover_wanted_at is None
    if first:
        seat.cover_wanted_at = clock.now()
        record(PanelsTag.COVER_ASKED, sitting, actor=actor, seat=seat.kind, person=offer.person_id)
    if wanted.colleague is not None:
        _ask_colleague(sitting, seat, wanted.colleague, agreed=wanted.agreed)
    if wanted.everybody and open_call(seat) is None:
        start_call(sitting, seat, opened_by=actor)
    publish_sitting(sitting, actor=actor)
    if first:
        telling.cover_wanted(offer, actor=actor)
    return offer


def stay(*, offer: Offer, actor: Person) -> Offer:
    """Take back that somebody looks for cover: they come after all, and nobody else is needed.

    Twice is harmless. Raises `rules.OfferRefused` when somebody has taken over meanwhile.
    """
    sitting, offer = hold(offer)
    if offer.state is not OfferState.ACCEPTED:
        raise rules.OfferRefused(
            "covered",
            "Somebody has taken over from you already.",
            "Ring the coordinator if you would like to sit all the same.",
        )
    seat = offer.seat
    if seat.cover_wanted_at is None:
        return offer
    seat.cover_wanted_at = None
    _let_off(seat)
    record(PanelsTag.COVER_NOT_NEEDED, sitting, actor=actor, seat=seat.kind, person=offer.person_id)
    publish_sitting(sitting, actor=actor)
    telling.coordinator("cover_not_needed", offer, actor=actor)
    return offer


def hand_over(sitting: Sitting, offer: Offer) -> Offer | None:
    """Take the seat off whoever looks for cover, for the person of `offer`; both are held.

    Return the yes that is thereby over; None when the seat was free.
    """
    seat = offer.seat
    had = next((each for each in seat.offers if each.state is OfferState.ACCEPTED), None)
    if seat.person is None:
        return None
    record(PanelsTag.COVER_TAKEN, sitting, actor=None, seat=seat.kind, person=seat.person_id)
    free(seat, OfferState.LEFT, at=clock.now())
    offer.for_cover = True
    return had


def _ask_colleague(sitting: Sitting, seat: Seat, colleague: Person, *, agreed: bool) -> None:
    known = next((each for each in seat.offers if _stands(each, colleague)), None)
    if known is not None and known.state is OfferState.SENT:
        return
    if known is None:
        _check_colleague(sitting, seat, colleague)
        known = Offer(seat=seat, person=colleague)
        session.add(known)
    known.state, known.rank, known.answered_at = OfferState.SENT, None, None
    known.created_at, known.call, known.for_cover = clock.now(), None, True
    known.offered_by = seat.person
    known.sits_on = clock.london(sitting.entry.starts_at).date()
    known.expires_at = until_the_last(sitting)
    record(PanelsTag.OFFER_MADE, known, actor=seat.person, seat=seat.kind, person=colleague.id)
    telling.asked("cover_asked", known, agreed=int(agreed))


def _stands(offer: Offer, person: Person) -> bool:
    return offer.person_id == person.id and offer.state in STANDING_OFFERS


def _check_colleague(sitting: Sitting, seat: Seat, colleague: Person) -> None:
    """Say no more of a colleague than that they cannot: why is not for others to read."""
    try:
        check_can_sit(sitting, seat, colleague)
    except rules.Refused as refused:
        raise rules.Refused(
            f"{colleague.display_name} can’t take over this one.",
            "Choose somebody from the list, or ask everybody who can.",
            "colleague",
        ) from refused


def _let_off(seat: Seat) -> None:
    for offer in seat.offers:
        if offer.state is OfferState.SENT:
            close(offer, OfferState.WITHDRAWN)
            if is_personal(offer):
                telling.asked("offer_withdrawn", offer)
    end_call(seat, at=clock.now())
