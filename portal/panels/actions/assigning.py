"""Putting a volunteer on a seat directly: they are told, not asked."""

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.cover import hand_over
from portal.panels.actions.eligibility import bars, check_can_offer, check_can_sit
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.holding import hold_seat
from portal.panels.actions.offers import note_set_aside
from portal.panels.actions.taking import take_seat
from portal.panels.actions.telling import offers as telling
from portal.panels.models import STANDING_OFFERS, Offer, OfferState, PanelsTag, Seat
from portal.panels.queries.candidates import Candidate
from portal.people.models import Person


def assign_seat(
    *, seat: Seat, person: Person, actor: Person, reason: str = "", said_yes: bool = False
) -> Offer:
    """Seat a volunteer and tell them so by letter. Twice is harmless.

    With `said_yes` they were rung and agreed, which may also be to take over from somebody who
    looks for cover. `reason` sets aside what speaks against them, if it can be set aside at all.
    Raises `rules.Refused` when the seat is not free or they cannot sit, and for somebody over
    their own most who has not agreed: they are asked, never assigned.
    """
    sitting, seat = hold_seat(seat, person)
    known = next((made for made in seat.offers if _stands(made, person)), None)
    if known is not None and known.state is OfferState.ACCEPTED:
        return known
    check_can_offer(sitting, seat)
    found = check_can_sit(sitting, seat, person, reason)
    if not said_yes:
        _check_within_their_most(found, person)
    offer = known or Offer(seat=seat, person=person)
    offer.offered_by, offer.rank, offer.call = actor, None, None
    offer.sits_on = clock.london(sitting.entry.starts_at).date()
    offer.override_reason = reason if bars(found) else None
    session.add(offer)
    had = hand_over(sitting, offer)
    take_seat(sitting, offer, at=clock.now())
    tag = PanelsTag.OFFER_ACCEPTED if said_yes else PanelsTag.SEAT_ASSIGNED
    record(tag, offer, actor=actor, seat=seat.kind)
    note_set_aside(sitting, offer, actor=actor)
    publish_sitting(sitting, actor=actor)
    if had is not None:
        telling.covered(had, offer, actor=actor)
    telling.given(offer, actor=actor, said_yes=said_yes)
    return offer


def _stands(offer: Offer, person: Person) -> bool:
    return offer.person_id == person.id and offer.state in STANDING_OFFERS


def _check_within_their_most(found: Candidate, person: Person) -> None:
    if found.over_most:
        raise rules.Refused(
            f"{person.display_name} would be over their own most that month.",
            "Ask them: a yes from them settles it.",
            "person",
        )
