"""Planning who sits, before anybody is told: pencil in, rub out, pin, swap.

A seat that is pencilled is still empty: it counts for no quorum, and the person knows nothing of
it. It keeps their time all the same, so that nobody is planned twice at once. As in
`actions.offers`, people are held first, then sittings, then their seats.
"""

from collections.abc import Iterable, Sequence

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions.entries import publish_sitting
from portal.panels.models import PanelsTag, Seat, SeatKind, Sitting, SittingState
from portal.panels.queries import candidates, sittings
from portal.people.models import Person
from portal.site.filters import day

PLANNED_IN = (SittingState.DRAFT, SittingState.PUBLISHED)


def pencil(*, seat: Seat, person: Person, actor: Person, override_reason: str = "") -> Seat:
    """Plan a volunteer for a seat instead of whoever was; nobody is told. Twice is harmless.

    `override_reason` sets aside what speaks against them, if that can be set aside at all, and is
    kept. Raises `rules.Refused` when somebody has the seat or the person cannot sit there.
    """
    sittings.lock_people([*_planned(seat), person.id])
    sitting, seat = _hold(seat)
    _check_open(sitting, seat)
    if seat.pencilled_id == person.id:
        return seat
    _check_not_planned(sitting, seat, person)
    reason = _check_can_sit(sitting, seat, person, override_reason)
    if seat.pencilled is not None:
        _empty(sitting, seat, actor=actor)
    seat.pencilled, seat.override_reason = person, reason
    record(
        PanelsTag.SEAT_PENCILLED,
        sitting,
        actor=actor,
        seat=seat.kind,
        person=person.id,
        reason=reason,
    )
    publish_sitting(sitting, actor=actor)
    return seat


def rub_out(*, seat: Seat, actor: Person | None) -> Seat:
    """Take back whom a seat was planned for, and the pin with it. Twice is harmless."""
    sittings.lock_people(_planned(seat))
    sitting, seat = _hold(seat)
    if seat.pencilled is None:
        return seat
    _check_going(sitting)
    _empty(sitting, seat, actor=actor)
    seat.pinned = False
    publish_sitting(sitting, actor=actor)
    return seat


def pin(*, seat: Seat, pinned: bool, actor: Person) -> Seat:
    """Keep filling from changing a seat, with somebody planned or kept empty; or let it again.

    Raises `rules.Refused` when somebody has the seat: filling never moves them.
    """
    sitting, seat = _hold(seat)
    if seat.pinned is pinned:
        return seat
    _check_open(sitting, seat)
    seat.pinned = pinned
    tag = PanelsTag.SEAT_PINNED if pinned else PanelsTag.SEAT_UNPINNED
    record(tag, sitting, actor=actor, seat=seat.kind, person=seat.pencilled_id)
    return seat


def swap(*, seat: Seat, with_seat: Seat, actor: Person) -> None:
    """Let the people planned for two seats change places; an empty one is moved to.

    Each takes along their pin, and the reason for which something was set aside. Raises
    `rules.Refused` when one of them cannot sit where they would go, or has said yes to where they
    are, and has then changed nothing.
    """
    sittings.lock_people(_planned(seat, with_seat))
    sittings.lock_rows({seat.sitting_id, with_seat.sitting_id})
    held = [_hold(each) for each in sorted({seat, with_seat}, key=lambda each: each.sitting_id)]
    for sitting, each in held:
        _check_not_promised(sitting, each)
        _check_open(sitting, each)
    moving = [(each.pencilled, each.pinned, each.override_reason or "") for _, each in held]
    if len(held) == 1 or not any(person for person, *_ in moving):
        raise rules.Refused(
            "There is nobody to swap.", "Choose a seat that somebody is planned for."
        )
    with session.begin_nested():
        for _, each in held:
            each.pencilled, each.override_reason = None, None
        _publish(held, actor=actor)  # they are free again where they come from
        for (sitting, each), (person, pinned, reason) in zip(held, reversed(moving), strict=True):
            each.pinned = pinned
            _arrive(sitting, each, person, reason, actor=actor)
        _publish(held, actor=actor)


def plan_anew(*, changes: Sequence[tuple[Seat, Person | None]], actor: Person) -> None:
    """Plan many seats at once: who goes is free before anybody comes; nobody is told.

    The caller holds the people and the sittings, and has seen to it that each can come.
    """
    coming = [(seat, person) for seat, person in changes if person is not None]
    moving = {(person.id, seat.sitting.entry.first_day) for seat, person in coming}
    leaving = [seat for seat, _ in changes if seat.pencilled is not None]
    in_the_way = [
        (seat.sitting, seat)
        for seat in leaving
        if (seat.pencilled_id, seat.sitting.entry.first_day) in moving
    ]
    for seat in leaving:
        _empty(seat.sitting, seat, actor=actor)
    session.flush()  # who changes seats leaves the one before they have the other
    _publish(in_the_way, actor=actor)
    for seat, person in coming:
        seat.pencilled = person
        record(
            PanelsTag.SEAT_PENCILLED,
            seat.sitting,
            actor=actor,
            seat=seat.kind,
            person=person.id,
            reason=None,
        )
    _publish([(seat.sitting, seat) for seat, _ in changes], actor=actor)


def is_going(sitting: Sitting) -> bool:
    """Return whether a sitting is still to come and can be planned."""
    return sitting.state in PLANNED_IN and sitting.entry.starts_at > clock.now()


def _arrive(
    sitting: Sitting, seat: Seat, person: Person | None, reason: str, *, actor: Person
) -> None:
    if person is None:
        record(PanelsTag.SEAT_RUBBED_OUT, sitting, actor=actor, seat=seat.kind)
        return
    _check_not_planned(sitting, seat, person)
    seat.override_reason = _check_can_sit(sitting, seat, person, reason)
    seat.pencilled = person
    record(PanelsTag.SEAT_SWAPPED, sitting, actor=actor, seat=seat.kind, person=person.id)
    session.flush()  # the next of them may go to the seat that is now taken


def _publish(held: Iterable[tuple[Sitting, Seat]], *, actor: Person) -> None:
    for sitting in {sitting.id: sitting for sitting, _ in held}.values():
        publish_sitting(sitting, actor=actor)


def _planned(*seats: Seat) -> list[int]:
    return [seat.pencilled_id for seat in seats if seat.pencilled_id is not None]


def _hold(seat: Seat) -> tuple[Sitting, Seat]:
    """Hold a seat's sitting and all its seats, and return both as they now are."""
    sitting = sittings.lock_sitting(seat.sitting_id)
    return sitting, next(each for each in sitting.seats if each.id == seat.id)


def _empty(sitting: Sitting, seat: Seat, *, actor: Person | None) -> None:
    record(
        PanelsTag.SEAT_RUBBED_OUT, sitting, actor=actor, seat=seat.kind, person=seat.pencilled_id
    )
    seat.pencilled, seat.override_reason = None, None


def _check_going(sitting: Sitting) -> None:
    if not is_going(sitting):
        raise rules.Refused(
            "This sitting is over, or has been cancelled.", "Arrange another one for its orders."
        )


def _check_open(sitting: Sitting, seat: Seat) -> None:
    _check_going(sitting)
    if seat.kind is SeatKind.ADVISER:
        raise rules.Refused(
            "An adviser is not planned in pencil.", "Choose one under ‘Move or change’."
        )
    if seat.person is not None:
        raise rules.Refused(
            f"{seat.person.display_name} has this seat for sure.",
            "Release them first, or choose a seat that is free.",
        )


def _check_not_promised(sitting: Sitting, seat: Seat) -> None:
    """Refuse to swap somebody who has said yes: only they can give their seat away."""
    if seat.person is not None and seat.kind is not SeatKind.ADVISER:
        name, on = seat.person.display_name, day(sitting.entry.starts_at)
        raise rules.Refused(
            f"{name} has said yes to {on}, so they are not moved by a plan.",
            f"Ask {name} whether they would change, then release them here and plan them there; "
            "or choose a seat that is planned or empty.",
            "with_seat",
        )


def _check_not_planned(sitting: Sitting, seat: Seat, person: Person) -> None:
    for other in sitting.seats:
        if other.id != seat.id and other.pencilled_id == person.id:
            raise rules.Refused(
                f"{person.display_name} is planned for this sitting already, as "
                f"{other.kind.label}.",
                "Swap the two seats instead.",
            )


def _check_can_sit(
    sitting: Sitting, seat: Seat, person: Person, override_reason: str
) -> str | None:
    """Return the reason to keep: none is kept where nothing had to be set aside."""
    found = candidates.candidate(sitting, seat, person.id)
    if found is None:
        raise rules.Refused(
            f"{person.display_name} is not an appointed volunteer.",
            "Choose somebody from the list.",
        )
    bars = found.standing.bars(found.seat)
    rules.check_set_aside(person.display_name, bars, override_reason)
    return override_reason if bars else None
