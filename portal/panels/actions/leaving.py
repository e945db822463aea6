"""What follows for panels when a volunteer leaves the service."""

from datetime import date

from portal.panels.actions.holding import facts_of
from portal.panels.actions.offers import leave_seat, offer_again, withdraw_offer
from portal.panels.actions.pencilling import rub_out
from portal.panels.models import OfferState, SeatKind
from portal.panels.queries import offers
from portal.people.models import Person


def give_back_seats(*, person: Person, actor: Person | None, after: date | None = None) -> None:
    """Free every seat to come that the person has, and close what they were asked.

    `members.actions.leaving` calls it, and `giving_notice` with the last day, `after` which it is
    done. Each coordinator learns which seat is free again, and where nobody is in line for it,
    everybody who can sit is asked at once: nobody knew that it would be needed. Where they were
    only planned, they are rubbed out.
    """
    for seat in offers.planned_seats(person.id, after):
        rub_out(seat=seat, actor=actor)
    for offer_id in offers.open_offer_ids(person.id, after=after):
        offer = offers.offer_by_id(offer_id)
        if facts_of(offer).started:
            continue
        if offer.state is OfferState.ACCEPTED:
            leave_seat(offer=offer, actor=actor)
            if offer.seat.kind is not SeatKind.OBSERVER:
                offer_again(offer.seat.sitting, offer.seat, to_everybody=True)
        else:
            withdraw_offer(offer=offer, actor=actor)
