"""What a seat's card shows: who has it, who is asked, who is next, who put their name down."""

from dataclasses import dataclass

from portal.panels.models import (
    STANDING_OFFERS,
    CallMode,
    Offer,
    OfferState,
    Seat,
    SeatCall,
    SeatKind,
    Sitting,
)


@dataclass(frozen=True)
class Card:
    """One seat, from its offers and calls as they are loaded.

    `asked` were asked alone and have not answered; `called` is how many were asked in the open
    call and have not; `listed` wait their turn, `names` can be chosen, `waiting` stand by.
    """

    asked: tuple[Offer, ...]
    listed: tuple[Offer, ...]
    names: tuple[Offer, ...]
    waiting: tuple[Offer, ...]
    call: SeatCall | None
    called: int
    looking: bool
    free: bool

    @property
    def open(self) -> bool:
        """Return whether somebody could still take the seat."""
        return self.free or self.looking

    @property
    def chooses(self) -> bool:
        """Return whether the coordinator has promised to choose."""
        return self.call is not None and self.call.mode is CallMode.CHOOSE


def cards(sitting: Sitting) -> dict[int, Card]:
    """Return a card for each seat of a loaded sitting, by the seat's number in the database."""
    return {seat.id: _card(seat) for seat in sitting.seats}


def seats_to_fill(sitting: Sitting) -> list[Seat]:
    """Return the seats that somebody could be asked for: those the panel needs first."""
    fillable = [
        seat
        for seat in sitting.seats
        if seat.kind is not SeatKind.ADVISER and (seat.person is None or seat.cover_wanted_at)
    ]
    return sorted(
        fillable,
        key=lambda seat: (seat.kind is SeatKind.OBSERVER, seat.person is not None, seat.number),
    )


def place_in_line(offer: Offer) -> int:
    """Return the turn of somebody who stands by: 1 is asked next."""
    waiting = _in_line(offer.seat)
    return waiting.index(offer) + 1 if offer in waiting else 0


def _card(seat: Seat) -> Card:
    standing = [offer for offer in seat.offers if offer.state in STANDING_OFFERS]
    sent = [offer for offer in standing if offer.state is OfferState.SENT]
    queued = [offer for offer in standing if offer.state is OfferState.QUEUED]
    return Card(
        asked=tuple(offer for offer in sent if offer.call_id is None),
        listed=tuple(sorted(queued, key=lambda offer: (offer.rank or 0, offer.id))),
        names=tuple(offer for offer in standing if offer.state is OfferState.VOLUNTEERED),
        waiting=tuple(_in_line(seat)),
        call=next((call for call in seat.calls if call.closed_at is None), None),
        called=sum(offer.call_id is not None for offer in sent),
        looking=seat.cover_wanted_at is not None,
        free=seat.person is None,
    )


def _in_line(seat: Seat) -> list[Offer]:
    waiting = [offer for offer in seat.offers if offer.state is OfferState.WAITING]
    return sorted(waiting, key=lambda offer: (offer.answered_at or offer.created_at, offer.id))
