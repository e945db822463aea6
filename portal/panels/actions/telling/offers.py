"""Telling people what became of an offer, a call, or cover that was looked for.

The keys hold the moment at which an offer was made or answered: one may be made again.
"""

from portal import clock
from portal.notifications.actions import post
from portal.panels.models import Offer, Seat, SeatCall
from portal.people.models import Person


def asked(template: str, offer: Offer, *, actor: Person | None = None, **ids: int) -> None:
    """Tell the volunteer about their offer."""
    post(
        to=offer.person,
        template=f"panels/email/{template}",
        key=f"panels:{template}:{_once(offer)}",
        actor=actor,
        address=None,
        offer=offer.id,
        **ids,
    )


def coordinator(template: str, offer: Offer, *, actor: Person | None, **ids: int) -> None:
    """Tell the coordinator what became of an offer."""
    post(
        to=offer.seat.sitting.coordinator,
        template=f"panels/email/{template}",
        key=f"panels:{template}:{_once(offer)}",
        actor=actor,
        address=None,
        offer=offer.id,
        **ids,
    )


def declined(offer: Offer, *, actor: Person) -> None:
    """Tell the coordinator of a no; whoever looks for cover too, if they had named the person."""
    coordinator("offer_declined", offer, actor=actor)
    owner = offer.seat.person
    if offer.for_cover and owner is not None and offer.offered_by_id == owner.id:
        post(
            to=owner,
            template="panels/email/cover_declined",
            key=f"panels:cover_declined:{_once(offer)}",
            actor=actor,
            offer=offer.id,
        )


def seated(offer: Offer, *, actor: Person) -> None:
    """Send somebody who said yes the invitation for their calendar, if they need one.

    That letter brings what the page cannot, so it goes to them though they clicked themselves;
    `by_other` tells that a coordinator noted their yes.
    """
    post(
        to=offer.person,
        template="panels/email/seat_confirmed",
        key=f"panels:seat_confirmed:{_once(offer)}",
        offer=offer.id,
        by_other=int(actor.id != offer.person_id),
    )


def given(offer: Offer, *, actor: Person, said_yes: bool = True) -> None:
    """Tell somebody that a coordinator gave them the seat: they had said they would, or not."""
    if said_yes:
        seated(offer, actor=actor)
    else:
        asked("seat_assigned", offer, actor=actor)


def cover_wanted(offer: Offer, *, actor: Person) -> None:
    """Tell the coordinator at once that somebody looks for cover, and whom to ring."""
    since = int(clock.now().timestamp())
    post(
        to=offer.seat.sitting.coordinator,
        template="panels/email/cover_wanted",
        key=f"panels:cover_wanted:{offer.id}:{since}",
        actor=actor,
        offer=offer.id,
    )


def covered(had: Offer, by: Offer, *, actor: Person) -> None:
    """Tell whoever looked for cover, and the coordinator, who has taken over from whom."""
    post(
        to=had.person,
        template="panels/email/cover_taken",
        key=f"panels:cover_taken:{_once(by)}",
        actor=actor,
        offer=by.id,
    )
    post(
        to=by.seat.sitting.coordinator,
        template="panels/email/cover_found",
        key=f"panels:cover_found:{_once(by)}",
        actor=actor,
        offer=by.id,
        had=had.person_id,
    )


def left(offer: Offer, *, actor: Person | None) -> None:
    """Take the sitting out of the calendar of somebody who left it, if no feed does.

    As with the invitation, it goes to them though they clicked themselves: `by_self`.
    """
    post(
        to=offer.person,
        template="panels/email/seat_released",
        key=f"panels:seat_left:{offer.id}",
        sitting=offer.seat.sitting_id,
        by_self=int(actor is not None and actor.id == offer.person_id),
    )


def name_down(offer: Offer, *, actor: Person) -> None:
    """Tell the coordinator of the first name that was put down in a call, or of one without."""
    about = f"call:{offer.call.id}" if offer.call else _once(offer)
    post(
        to=offer.seat.sitting.coordinator,
        template="panels/email/name_put_down",
        key=f"panels:name_put_down:{about}",
        actor=actor,
        offer=offer.id,
    )


def unanswered(call: SeatCall) -> None:
    """Tell the coordinator that nobody who was asked in a call has said yes."""
    post(
        to=call.seat.sitting.coordinator,
        template="panels/email/call_unanswered",
        key=f"panels:call_unanswered:{call.id}",
        call=call.id,
    )


def rubbed_out(seat: Seat, person: Person) -> None:
    """Tell the coordinator of a plan that somebody in it has said yes elsewhere at that time.

    Whoever noted the yes is told too: they may not have seen what it took from the plan.
    """
    post(
        to=seat.sitting.coordinator,
        template="panels/email/pencil_rubbed_out",
        key=f"panels:pencil_rubbed_out:{seat.id}:{person.id}:{int(clock.now().timestamp())}",
        seat=seat.id,
        person=person.id,
    )


def _once(offer: Offer) -> str:
    at = offer.answered_at or offer.created_at
    return f"{offer.id}:{int(at.timestamp())}"
