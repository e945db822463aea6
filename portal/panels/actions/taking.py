"""What follows when somebody gets a seat: it is theirs, and nobody else need answer."""

from datetime import datetime

from portal import clock
from portal.database import session
from portal.panels.actions.holding import close, end_call, is_personal
from portal.panels.actions.pencilling import rub_out
from portal.panels.actions.telling import offers as telling
from portal.panels.models import Offer, OfferState, Sitting
from portal.panels.queries import offers, sittings
from portal.people.models import Person


def take_seat(sitting: Sitting, offer: Offer, *, at: datetime) -> None:
    """Put somebody on a seat by an offer of theirs; everybody else who was asked is out.

    Who stands by or waits their turn in a list stays where they are, in case it opens again.
    """
    seat = offer.seat
    for each in sitting.seats:
        if each is seat or each.pencilled_id == offer.person_id:
            each.pencilled = None
    session.flush()  # nobody has two seats of a sitting, even for a moment
    end_call(seat, at=at)
    for other in seat.offers:
        if other is not offer:
            _let_off(other)
    offer.state, offer.answered_at = OfferState.ACCEPTED, at
    seat.person, seat.override_reason = offer.person, offer.override_reason
    session.flush()  # the seat is theirs before the calendar is told


def make_room(person: Person, sitting: Sitting, *, actor: Person) -> None:
    """Rub a person out wherever they are only planned at that time: their yes goes before a plan.

    Their row is held already. Of each plan, its coordinator is told that it lacks somebody now;
    the person never learns that there was one.
    """
    entry = sitting.entry
    planned = offers.planned_then(
        person.id, entry.starts_at, entry.ends_at, ignoring=sitting.id, since=clock.now()
    )
    sittings.lock_rows({sitting.id, *(seat.sitting_id for seat in planned)})
    for seat in planned:
        rub_out(seat=seat, actor=actor)
        telling.rubbed_out(seat, person)


def _let_off(other: Offer) -> None:
    """Close what somebody else was asked; who was asked with everybody in a call gets no letter."""
    if other.state is OfferState.SENT:
        close(other, OfferState.WITHDRAWN)
        if is_personal(other):
            telling.asked("offer_taken", other)
    elif other.state is OfferState.VOLUNTEERED:
        close(other, OfferState.WITHDRAWN)
        telling.asked("name_not_needed", other)
