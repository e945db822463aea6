"""Asking everybody who can at once: the first to say yes has the seat, or the coordinator chooses.

Who chooses has promised to everybody by when. The promise is settled when somebody has the seat
or the call is closed, and whoever put their name down is told at that moment.
"""

from datetime import datetime

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.eligibility import check_can_offer, check_can_sit
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.holding import (
    bring_up_to_date,
    close,
    end_call,
    hold,
    hold_seat,
    open_call,
    until_the_last,
)
from portal.panels.actions.lists import ask_next
from portal.panels.actions.taking import make_room, take_seat
from portal.panels.actions.telling import offers as telling
from portal.panels.models import (
    STANDING_OFFERS,
    CallMode,
    Offer,
    OfferState,
    PanelsTag,
    Seat,
    SeatCall,
    Sitting,
)
from portal.panels.queries import candidates, sittings
from portal.people.models import Person

WANTS_IT = (OfferState.SENT, OfferState.VOLUNTEERED)
TOGETHER = (OfferState.QUEUED, OfferState.WAITING)
"""Who was to be asked alone is asked with everybody once a call is opened."""


def ask_everybody(
    *, seat: Seat, mode: CallMode, confirm_by: datetime | None = None, actor: Person
) -> SeatCall:
    """Open a call for a seat and write to everybody who can sit. Twice opens one.

    With `CHOOSE`, `confirm_by` is the promise. Raises `rules.Refused` when the seat is not free,
    the promise cannot be kept, or nobody can sit.
    """
    sitting, seat = hold_seat(seat)
    check_can_offer(sitting, seat)
    made = open_call(seat)
    if made is not None:
        return made
    if confirm_by is not None:
        rules.check_promise(confirm_by, now=clock.now(), starts_at=sitting.entry.starts_at)
    call = start_call(sitting, seat, mode, confirm_by, opened_by=actor)
    if call is None:
        raise rules.Refused(
            "Nobody else can sit then.",
            "See the reasons and remedies beside each name, or move the sitting.",
        )
    publish_sitting(sitting, actor=actor)
    return call


def start_call(
    sitting: Sitting,
    seat: Seat,
    mode: CallMode = CallMode.FIRST,
    confirm_by: datetime | None = None,
    *,
    opened_by: Person | None,
) -> SeatCall | None:
    """Ask everybody who can sit for a seat that is held; None when that is nobody.

    `opened_by` None is the portal, which offers a seat again at once when a conflict was declared.
    """
    can = [each for each in candidates.candidates(sitting, seat) if each.can]
    known = {offer.person_id: offer for offer in seat.offers if offer.state in STANDING_OFFERS}
    asked = [
        each.member.person for each in can if _is_to_be_asked(known.get(each.member.person_id))
    ]
    if not asked:
        return None
    call = SeatCall(
        seat=seat,
        mode=mode,
        confirm_by=confirm_by,
        opened_by=opened_by,
        for_cover=seat.person_id is not None,
    )
    session.add(call)
    record(
        PanelsTag.CALL_OPENED,
        sitting,
        actor=opened_by,
        seat=seat.kind,
        mode=mode,
        count=len(asked),
    )
    offers = [_ask(sitting, call, person, known.get(person.id)) for person in asked]
    session.flush()  # a letter carries the number of its offer
    for offer in offers:
        telling.asked("cover_asked" if call.for_cover else "call_made", offer)
    return call


def close_call(*, seat: Seat, actor: Person | None) -> None:
    """End a seat's open call without choosing anybody, and tell those who put their names down."""
    sitting, seat = hold_seat(seat)
    if open_call(seat) is None:
        return
    _end(sitting, seat, actor=actor)
    bring_up_to_date(sitting, actor=actor)


def run_out(*, call: SeatCall) -> None:
    """End a call that nobody can or will answer any more, and tell the coordinator.

    Not one in which the coordinator has a name to choose from before the sitting begins: that
    promise stays open until it is kept.
    """
    sitting, seat = hold_seat(call.seat)
    open_now = open_call(seat)
    if open_now is None or open_now.id != call.id or not _has_run_out(sitting, seat, open_now):
        return
    _end(sitting, seat, actor=None)
    telling.unanswered(call)
    ask_next(sitting, seat)
    bring_up_to_date(sitting, actor=None)


def end_if_everybody_answered(sitting: Sitting, seat: Seat) -> None:
    """Close the call of a held seat when the last person asked has said no."""
    call = open_call(seat)
    if call is not None and not any(each.state in WANTS_IT for each in _of(call, seat)):
        _end(sitting, seat, actor=None)
        telling.unanswered(call)


def put_name_down(sitting: Sitting, offer: Offer, *, actor: Person) -> None:
    """Note a yes that the coordinator has still to choose from; the offer is held."""
    close(offer, OfferState.VOLUNTEERED)
    record(PanelsTag.NAME_PUT_DOWN, offer, actor=actor, seat=offer.seat.kind)
    publish_sitting(sitting, actor=actor)
    telling.name_down(offer, actor=actor)


def choose(*, offer: Offer, actor: Person) -> Offer:
    """Give the seat to somebody who put their name down, and tell everybody who did.

    Raises `rules.Refused` when they can no longer sit, or somebody else has the seat.
    """
    sittings.lock_people([offer.person_id])
    make_room(offer.person, offer.seat.sitting, actor=actor)
    sitting, offer = hold(offer)
    if offer.state is OfferState.ACCEPTED:
        return offer
    check_can_offer(sitting, offer.seat)
    if offer.state is not OfferState.VOLUNTEERED:
        raise rules.Refused(
            f"{offer.person.display_name} has taken their name off.", "Choose somebody else."
        )
    check_can_sit(sitting, offer.seat, offer.person, offer.override_reason or "")
    take_seat(sitting, offer, at=clock.now())
    record(
        PanelsTag.CALL_SETTLED, sitting, actor=actor, seat=offer.seat.kind, person=offer.person_id
    )
    publish_sitting(sitting, actor=actor)
    telling.given(offer, actor=actor)
    return offer


def come_forward(*, seat: Seat, person: Person) -> Offer:
    """Return the offer by which somebody takes what is open, made if they were not asked.

    With an open call it is one of that call, to be accepted; otherwise their name is put down,
    and the coordinator told. Raises `rules.Refused` when the seat is not open to them.
    """
    sitting, seat = hold_seat(seat, person)
    for made in seat.offers:
        if made.person_id == person.id and made.state in STANDING_OFFERS:
            return made
    check_can_offer(sitting, seat)
    call = open_call(seat)
    if seat.person is not None and call is None:
        raise rules.Refused("Somebody has this seat.", "Choose another date.")
    found = candidates.candidate(sitting, seat, person.id)
    if found is None or not found.can:
        raise rules.Refused(
            "This seat is not open to you.", "Ring the coordinator if you think this is wrong."
        )
    offer = _offer(sitting, seat, person, call)
    session.add(offer)
    if call is None:
        put_name_down(sitting, offer, actor=person)
    return offer


def _is_to_be_asked(offer: Offer | None) -> bool:
    return offer is None or offer.state in TOGETHER


def _ask(sitting: Sitting, call: SeatCall, person: Person, known: Offer | None) -> Offer:
    offer = known or _offer(sitting, call.seat, person, call)
    if known is not None:
        known.state, known.rank, known.answered_at = OfferState.SENT, None, None
        known.created_at, known.call, known.for_cover = clock.now(), call, call.for_cover
        known.expires_at = _answer_by(sitting, call)
    session.add(offer)
    return offer


def _offer(sitting: Sitting, seat: Seat, person: Person, call: SeatCall | None) -> Offer:
    return Offer(
        seat=seat,
        person=person,
        offered_by=call.opened_by if call else None,
        call=call,
        sits_on=clock.london(sitting.entry.starts_at).date(),
        for_cover=bool(call and call.for_cover),
        expires_at=_answer_by(sitting, call),
    )


def _answer_by(sitting: Sitting, call: SeatCall | None) -> datetime:
    return (call and call.confirm_by) or until_the_last(sitting)


def _of(call: SeatCall, seat: Seat) -> list[Offer]:
    return [offer for offer in seat.offers if offer.call_id == call.id]


def _has_run_out(sitting: Sitting, seat: Seat, call: SeatCall) -> bool:
    now = clock.now()
    if sitting.entry.starts_at <= now:
        return True
    names = any(offer.state is OfferState.VOLUNTEERED for offer in _of(call, seat))
    return _answer_by(sitting, call) <= now and not names


def _end(sitting: Sitting, seat: Seat, *, actor: Person | None) -> None:
    call = open_call(seat)
    assert call is not None  # noqa: S101 -- only open calls are ended
    end_call(seat, at=clock.now())
    for offer in _of(call, seat):
        if offer.state is OfferState.SENT:
            close(offer, OfferState.LAPSED if actor is None else OfferState.WITHDRAWN)
        elif offer.state is OfferState.VOLUNTEERED:
            close(offer, OfferState.WITHDRAWN)
            telling.asked("name_not_needed", offer)
    record(PanelsTag.CALL_CLOSED, sitting, actor=actor, seat=seat.kind)
