"""Telling people by letter what was done to their sitting. Nobody is told of their own click.

A letter carries numbers of rows alone; what it says is gathered when it is sent
(`portal.panels.letters`).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from portal.notifications.actions import post
from portal.panels.models import Offer, OfferState, SeatKind, Sitting
from portal.people.models import Person


@dataclass(frozen=True)
class Before:
    """How a sitting was before it was moved, as numbers: moments in seconds, 0 for nothing."""

    was_start: int
    was_end: int
    was_room: int
    was_adviser: int

    @classmethod
    def of(cls, sitting: Sitting) -> "Before":
        """Note how it is now."""
        entry, adviser = sitting.entry, adviser_of(sitting)
        return cls(
            int(entry.starts_at.timestamp()),
            int(entry.ends_at.timestamp()),
            entry.room_id or 0,
            adviser.id if adviser else 0,
        )


def adviser_of(sitting: Sitting) -> Person | None:
    """Return the sitting's adviser."""
    return next((seat.person for seat in sitting.seats if seat.kind is SeatKind.ADVISER), None)


def seated(sitting: Sitting) -> list[Person]:
    """Return everybody who has taken a seat."""
    return [seat.person for seat in sitting.seats if seat.person]


def open_offers(sitting: Sitting) -> list[Offer]:
    """Return the sitting's offers that wait for an answer."""
    return [
        offer for seat in sitting.seats for offer in seat.offers if offer.state is OfferState.SENT
    ]


def tell_arranged(sitting: Sitting, *, actor: Person) -> None:
    """Tell the adviser that they are on it, and case managers when their panels are."""
    adviser = adviser_of(sitting)
    _tell("adviser_assigned", sitting, [adviser] if adviser else [], actor=actor)
    _tell("panel_arranged", sitting, _case_managers(sitting), actor=actor)


def tell_moved(
    sitting: Sitting, before: Before, *, released: Iterable[Person], version: int, actor: Person
) -> None:
    """Tell everybody on it, and those who were, what it was and what it is."""
    adviser = adviser_of(sitting)
    moved_to = (adviser.id if adviser else 0) != before.was_adviser
    new = [adviser] if adviser and moved_to else []
    staying = [person for person in seated(sitting) if person not in new]
    _tell("adviser_assigned", sitting, new, actor=actor, version=version)
    _tell("seat_released", sitting, released, actor=actor, version=version)
    told = [*staying, *(each for each in _case_managers(sitting) if each not in staying)]
    _tell("sitting_moved", sitting, told, actor=actor, version=version, **asdict(before))
    for offer in open_offers(sitting):
        post(
            to=offer.person,
            template="panels/email/offer_moved",
            key=f"panels:offer_moved:{offer.id}:{version}",
            actor=actor,
            address=None,
            offer=offer.id,
            **asdict(before),
        )


def tell_cancelled(sitting: Sitting, *, actor: Person) -> None:
    """Tell everybody on it, everybody asked, and case managers; before the rows say so."""
    people = [
        *seated(sitting),
        *(offer.person for offer in open_offers(sitting)),
        *_case_managers(sitting),
    ]
    _tell("sitting_cancelled", sitting, people, actor=actor)


def tell_missed(sitting: Sitting) -> None:
    """Tell the coordinator, once, that a sitting is over which could not sit."""
    post(
        to=sitting.coordinator,
        template="panels/email/sitting_missed",
        key=f"panels:sitting_missed:{sitting.id}",
        sitting=sitting.id,
    )


def tell_released(sitting: Sitting, person: Person, *, key: int, actor: Person) -> None:
    """Tell somebody that they are no longer on a sitting; `key` is the offer they had accepted."""
    _tell("seat_released", sitting, [person], actor=actor, version=key)


def tell_left(offer: Offer, *, actor: Person | None) -> None:
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


def tell_coordinator(template: str, offer: Offer, *, actor: Person | None) -> None:
    """Tell the coordinator what became of an offer."""
    post(
        to=offer.seat.sitting.coordinator,
        template=f"panels/email/{template}",
        key=f"panels:{template}:{offer.id}",
        actor=actor,
        offer=offer.id,
    )


def tell_asked(template: str, offer: Offer, *, actor: Person | None = None) -> None:
    """Tell the volunteer about their offer."""
    post(
        to=offer.person,
        template=f"panels/email/{template}",
        key=f"panels:{template}:{offer.id}",
        actor=actor,
        offer=offer.id,
    )


def tell_seated(offer: Offer, *, actor: Person) -> None:
    """Send somebody who said yes the invitation for their calendar, if they need one.

    That letter brings what the page cannot, so it goes to them though they clicked themselves;
    `by_other` tells that a coordinator noted their yes.
    """
    post(
        to=offer.person,
        template="panels/email/seat_confirmed",
        key=f"panels:seat_confirmed:{offer.id}",
        offer=offer.id,
        by_other=int(actor.id != offer.person_id),
    )


def _case_managers(sitting: Sitting) -> list[Person]:
    return [panel.case_manager for panel in sitting.panels if panel.state != "cancelled"]


def _tell(
    template: str,
    sitting: Sitting,
    people: Iterable[Person],
    *,
    actor: Person,
    version: int = 0,
    **ids: int,
) -> None:
    unique = {person.id: person for person in people}
    for person in unique.values():
        post(
            to=person,
            template=f"panels/email/{template}",
            key=f"panels:{template}:{sitting.id}:{version}:{person.id}",
            actor=actor,
            address=None,
            sitting=sitting.id,
            **ids,
        )
