"""Whether a seat can be offered, and somebody can sit on it: asked again under the locks."""

from typing import Final

from portal import clock
from portal.calendar import queries as calendar
from portal.members.rules import Reason
from portal.panels import rules
from portal.panels.models import Offer, Seat, SeatKind, Sitting, SittingState
from portal.panels.queries import candidates
from portal.people.models import Person

SETTLED_BY_A_YES: Final = frozenset(
    {"answer", "away", "availability", "load", "areas", "round", "travel"}
)


def check_can_offer(sitting: Sitting, seat: Seat) -> None:
    """Raise `rules.Refused` when nobody can be asked for the seat."""
    if sitting.state is not SittingState.PUBLISHED or sitting.entry.starts_at <= clock.now():
        raise rules.Refused(
            "This sitting is over, or has been cancelled.", "Arrange another one for its orders."
        )
    if seat.kind is SeatKind.ADVISER:
        raise rules.Refused(
            "An adviser is not asked by an offer.", "Choose one under ‘Move or change’."
        )
    if seat.person is not None and seat.cover_wanted_at is None:
        raise rules.Refused(
            f"{seat.person.display_name} has this seat.", "Choose a seat that is free."
        )


def check_can_sit(
    sitting: Sitting, seat: Seat, person: Person, reason: str = ""
) -> candidates.Candidate:
    """Return how somebody stands for a seat that they may be asked for.

    Raises `rules.Refused` for what bars them, unless all of it can be set aside and `reason`
    does so. That they were asked already for this very seat speaks for nothing here.
    """
    found = candidates.candidate(sitting, seat, person.id)
    if found is None:
        raise rules.Refused(
            f"{person.display_name} is not an appointed volunteer.",
            "Choose somebody from the list.",
        )
    rules.check_set_aside(person.display_name, bars(found), reason, doing="be asked")
    return found


def bars(found: candidates.Candidate) -> tuple[Reason, ...]:
    """Return what keeps somebody from the seat."""
    return found.standing.bars(found.seat)


def check_still_can(sitting: Sitting, offer: Offer) -> None:
    """Check that nothing has changed since they were asked that a yes cannot settle."""
    ring = f"Ring {sitting.coordinator.display_name} if you think this is wrong."
    if any(seat.person_id == offer.person_id for seat in sitting.seats):
        raise rules.OfferRefused("other", "You are on this sitting already.", ring)
    found = candidates.candidate(sitting, offer.seat, offer.person_id)
    if found is None:
        raise rules.OfferRefused("other", "You are not on the register of volunteers now.", ring)
    for why in bars(found):
        if why.about == "duty":
            _check_not_promised(sitting, offer)
        elif why.about not in SETTLED_BY_A_YES and not _is_set_aside(why, offer):
            raise rules.OfferRefused(
                "other",
                "Something has changed since we asked you, so this seat is not open to you now.",
                ring,
            )


def _is_set_aside(why: Reason, offer: Offer) -> bool:
    return bool(offer.override_reason) and not why.fixed


def _check_not_promised(sitting: Sitting, offer: Offer) -> None:
    """Refuse whoever has promised something else; what they are only planned for is no promise."""
    entry = sitting.entry
    if calendar.promised_then(offer.person_id, entry.starts_at, entry.ends_at, ignoring=entry.id):
        raise rules.OfferRefused(
            "busy",
            "You have said yes to something else at that time.",
            "See My duties. If you would rather sit here, say there first that you can’t.",
        )
