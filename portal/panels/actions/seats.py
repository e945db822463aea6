"""Who takes a seat without being asked, and who is taken off one."""

from datetime import datetime

from portal import clock
from portal.audit.actions import record
from portal.calendar import queries as calendar
from portal.database import session
from portal.panels import rules
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.holding import open_call
from portal.panels.actions.lists import ask_next
from portal.panels.actions.telling import sittings as telling
from portal.panels.models import (
    STANDING_OFFERS,
    OfferState,
    PanelsTag,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import sittings
from portal.people import queries as people
from portal.people.models import Person
from portal.site.filters import day, span


def free(seat: Seat, state: OfferState, *, at: datetime) -> None:
    """Empty a seat; the yes that filled it becomes `state`.

    Who was asked to take over is asked for a free seat from now on.
    """
    for offer in seat.offers:
        if offer.state is OfferState.ACCEPTED:
            offer.state = state
            offer.answered_at = at
        if offer.state in STANDING_OFFERS:
            offer.for_cover = False
    call = open_call(seat)
    if call is not None:
        call.for_cover = False
    seat.person = None
    seat.clash_known = False
    seat.cover_wanted_at = None
    seat.override_reason = None
    session.flush()  # the seat must be empty before somebody of this sitting is put on another


def release(*, seat: Seat, actor: Person) -> None:
    """Take somebody off a seat at a coordinator's word, and tell them. Twice is harmless."""
    if seat.person_id is not None:
        sittings.lock_people([seat.person_id])
    sitting = sittings.lock_sitting(seat.sitting_id)
    seat = next(each for each in sitting.seats if each.id == seat.id)
    person = seat.person
    if person is None:
        return
    if sitting.state is not SittingState.PUBLISHED:
        raise rules.Refused(
            "This sitting has been cancelled or held.", "Its seats stay as they are."
        )
    accepted = next(
        (offer.id for offer in seat.offers if offer.state is OfferState.ACCEPTED), sitting.version
    )
    free(seat, OfferState.WITHDRAWN, at=clock.now())
    record(PanelsTag.SEAT_RELEASED, sitting, actor=actor, seat=seat.kind, person=person.id)
    ask_next(sitting, seat)
    publish_sitting(sitting, actor=actor)
    telling.seat_released(sitting, person, key=accepted, actor=actor)


def seat_adviser(sitting: Sitting, facts: rules.SittingFacts, *, actor: Person) -> None:
    """Put the chosen adviser on the sitting at the time that `facts` says, or nobody.

    An adviser who has promised something else then takes both only with a reason, which the
    trail keeps. Raises `rules.Refused` and `rules.Busy`.
    """
    seat = next(each for each in sitting.seats if each.kind is SeatKind.ADVISER)
    adviser = _adviser(facts, seat)
    _check_one_seat(sitting, adviser)
    clash = _clash(sitting, facts, adviser)
    if adviser and clash and not facts.clash_reason:
        raise rules.Busy(clash, adviser.id)
    if adviser is not seat.person:
        seat.person = adviser
        record(
            PanelsTag.ADVISER_ASSIGNED,
            sitting,
            actor=actor,
            person=adviser.id if adviser else None,
        )
    seat.clash_known = bool(clash)
    if adviser and clash:
        record(
            PanelsTag.ADVISER_CLASH_OVERRIDDEN,
            sitting,
            actor=actor,
            person=adviser.id,
            reason=facts.clash_reason,
        )


def _adviser(facts: rules.SittingFacts, seat: Seat) -> Person | None:
    if facts.adviser_id is None or facts.adviser_id == seat.person_id:
        return seat.person if facts.adviser_id else None
    found = next((each for each in people.advisers() if each.id == facts.adviser_id), None)
    if found is None:
        raise rules.Refused(
            "That person cannot advise a panel.", "Choose an adviser from the list.", "adviser"
        )
    return found


def _check_one_seat(sitting: Sitting, adviser: Person | None) -> None:
    for seat in sitting.seats:
        if adviser and seat.person is adviser and seat.kind is not SeatKind.ADVISER:
            raise rules.Refused(
                f"{adviser.display_name} is on this sitting already, as {seat.kind.label}.",
                "Choose another adviser.",
                "adviser",
            )


def _clash(sitting: Sitting, facts: rules.SittingFacts, adviser: Person | None) -> str:
    """Say what else the adviser has promised then, or nothing."""
    if adviser is None:
        return ""
    ends_at = facts.ends_at(len(sittings.live_panels(sitting)))
    promised = calendar.busy([adviser.id], facts.starts_at, ends_at, ignoring=sitting.entry_id).get(
        adviser.id
    )
    if not promised:
        return ""
    other = promised[0]
    return (
        f"{adviser.display_name} has promised “{other.title}” on {day(other.starts_at)}, "
        f"{span(other.starts_at, other.ends_at)}. Choose another adviser or another time, or say "
        "below why they take both."
    )
