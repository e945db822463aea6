"""Arranging a sitting, moving it, cancelling it; of a draft nobody is told."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import Changes, amend, plain, record
from portal.calendar.actions import cancel as cancel_entry
from portal.calendar.models import Room
from portal.database import session
from portal.members.queries import MemberStanding
from portal.panels import rules
from portal.panels.actions import plans, replanning, turns
from portal.panels.actions.due_days import publish_due_days_of
from portal.panels.actions.entries import open_entry, publish_sitting
from portal.panels.actions.holding import call_off_offers, follow
from portal.panels.actions.seats import free, seat_adviser
from portal.panels.actions.telling import sittings as telling
from portal.panels.models import (
    CancelReason,
    OfferState,
    PanelsTag,
    PanelState,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import candidates, orders, sittings
from portal.people.models import Area, Person

SEATS: Final = (SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.ADVISER, SeatKind.OBSERVER)
"""A chair and a member, as the law asks at least; one to learn beside them; the adviser."""


def arrange_sitting(
    *,
    facts: rules.SittingFacts,
    chosen: Sequence[turns.Chosen],
    room: Room,
    form_key: str,
    actor: Person,
) -> Sitting:
    """Arrange one to three panels back to back, and tell the adviser and the case managers.

    A planned panel of that kind without a date gets this one. Of a draft nobody is told until it
    is published. The same form twice makes one sitting. Raises `rules.Refused` with the field it
    is about.
    """
    made = sittings.sitting_by_form(form_key)
    if made is not None:
        return made
    rules.check_times(facts.starts_at, facts.minutes, now=clock.now())
    if facts.adviser_id:
        sittings.lock_people([facts.adviser_id])
    wanted = turns.hold_all(chosen)
    rules.check_hearings([each.hearing for each in wanted])
    sitting = open_sitting(
        facts=facts,
        count=len(wanted),
        room=room,
        area=wanted[0].area,
        form_key=form_key,
        actor=actor,
    )
    for position, each in enumerate(wanted, start=1):
        panel = turns.put(sitting, each, position, actor=actor)
        plans.explain(panel, facts, actor=actor)
    if facts.adviser_id:
        seat_adviser(sitting, facts, actor=actor)
    publish_sitting(sitting, actor=actor)
    publish_due_days_of(sitting.panels, actor=actor)
    if sitting.state is SittingState.PUBLISHED:
        telling.arranged(sitting, actor=actor)
    return sitting


def open_sitting(
    *,
    facts: rules.SittingFacts,
    count: int,
    room: Room,
    area: Area | None,
    form_key: str,
    actor: Person,
) -> Sitting:
    """Put an evening for `count` panels into the calendar, with its seats and nobody on them.

    Raises `rules.Refused` when the room is taken.
    """
    entry = open_entry(facts=facts, count=count, room=room, area=area, actor=actor)
    sitting = Sitting(
        entry=entry,
        state=SittingState.DRAFT if facts.is_draft else SittingState.PUBLISHED,
        coordinator=actor,
        kept_for=facts.kept_for,
        form_key=form_key,
    )
    sitting.seats = [Seat(number=number, kind=kind) for number, kind in enumerate(SEATS, start=1)]
    session.add(sitting)
    record(PanelsTag.SITTING_ARRANGED, sitting, actor=actor)
    return sitting


def move_sitting(
    *,
    sitting: Sitting,
    version: int,
    facts: rules.SittingFacts,
    room: Room,
    released: Collection[int] = (),
    actor: Person,
) -> Sitting:
    """Give a sitting another date, time, room or adviser, and tell everybody on it old and new.

    A yes stays a yes, unless the person is away or promised elsewhere at the new time, or could
    not get there in time: they are released, once the coordinator has been told so (`released`
    names them). So are those who are only planned; they are told as little as anybody of a draft.
    The plans of its orders follow, as `facts` agrees to, and says why those are late that it takes
    past their last day. Raises `rules.WouldRelease` and `rules.WouldReplan` until then,
    `rules.Stale` when somebody else changed it meanwhile, and `rules.Refused` when it cannot be
    moved there.
    """
    rules.check_times(facts.starts_at, facts.minutes, now=clock.now())
    sittings.lock_people(_people(sitting, facts))
    orders.lock_orders(sittings.order_ids(sitting.panels))
    sitting = sittings.lock_sitting(sitting.id)
    if sitting.version != version:
        raise rules.Stale("This sitting was changed since you opened it.")
    _check_stands(sitting)
    plans.explain_move(sitting, facts, actor=actor)
    plans.follow_move(sitting, facts, actor=actor)
    before, was_adviser = telling.Before.of(sitting), sitting.adviser
    leaving = _leaving(sitting, facts, room, released)
    changes = _changes(sitting, facts, room)
    seat_adviser(sitting, facts, actor=actor)
    if not changes and sitting.adviser is was_adviser:
        return sitting
    gone = [person for seat in leaving if (person := _let_go(seat, sitting, actor=actor))]
    if was_adviser and was_adviser is not sitting.adviser:
        gone.append(was_adviser)
    sitting.kept_for = facts.kept_for
    _follow(sitting, facts)
    flag_modified(sitting, "updated_at")  # its version counts up, so a stale form is noticed
    publish_sitting(sitting, actor=actor, facts=facts, room=room)
    record(PanelsTag.SITTING_MOVED, sitting, actor=actor, changes=changes)
    if sitting.state is SittingState.PUBLISHED and telling.Before.of(sitting) != before:
        telling.moved(sitting, before, released=gone, version=version, actor=actor)
    return sitting


def cancel_sitting(
    *, sitting: Sitting, version: int, reason: CancelReason, actor: Person
) -> Sitting:
    """Call a sitting off and tell everybody on it; its orders are without a panel again.

    Panels of a plan are planned again, unless none is needed, and stand without a date. Twice is
    harmless. Raises `rules.Stale` when somebody else changed it meanwhile.
    """
    sitting = _hold_to_call_off(sitting, version)
    if sitting.state is SittingState.CANCELLED:
        return sitting
    if sitting.state is SittingState.DRAFT:
        raise rules.Refused("This sitting is a draft.", "Drop it: nobody has been told of it.")
    telling.cancelled(sitting, actor=actor)
    _call_off(sitting, reason, actor=actor)
    return sitting


def drop_draft(*, sitting: Sitting, version: int, actor: Person | None) -> Sitting:
    """Drop a draft. Nobody knew of it, so nobody is told; its panels need a date again.

    Twice is harmless. Raises `rules.Stale` when it was changed meanwhile, or published.
    """
    sitting = _hold_to_call_off(sitting, version)
    if sitting.state is SittingState.CANCELLED:
        return sitting
    if sitting.state is not SittingState.DRAFT:
        raise rules.Refused(
            "This sitting has been published meanwhile.", "Cancel it: people have been told."
        )
    panels = sittings.live_panels(sitting)
    for panel in panels:
        turns.release_panel(panel, sitting, actor=actor)
    for seat in sitting.seats:
        seat.person = seat.pencilled = seat.override_reason = None
        seat.clash_known = seat.pinned = False
    changes = amend(sitting, state=SittingState.CANCELLED)
    cancel_entry(entry=sitting.entry, actor=actor)
    publish_due_days_of(panels, actor=actor)
    record(PanelsTag.SITTING_DROPPED, sitting, actor=actor, changes=changes)
    return sitting


def close_ended(*, sitting: Sitting) -> None:
    """Note that a sitting which could sit has had its time. One that could not stays as it was."""
    changes = amend(sitting, state=SittingState.HELD)
    for panel in sitting.panels:
        if panel.state is PanelState.PLANNED:
            panel.state = PanelState.HELD
    record(PanelsTag.SITTING_HELD, sitting, actor=None, changes=changes)


def close_unused(*, sitting: Sitting) -> None:
    """Take out of the way an evening that is over and heard nobody, or that nobody published.

    Nobody is told: there is nothing left to come to.
    """
    if sitting.state is SittingState.DRAFT:
        drop_draft(sitting=sitting, version=sitting.version, actor=None)
    else:
        _call_off(sitting, CancelReason.NOT_NEEDED, actor=None)


def _hold_to_call_off(sitting: Sitting, version: int) -> Sitting:
    sittings.lock_people(_people(sitting))
    orders.lock_orders(sittings.order_ids(sitting.panels))
    sitting = sittings.lock_sitting(sitting.id)
    if sitting.state is SittingState.CANCELLED:
        return sitting
    if sitting.version != version:
        raise rules.Stale("This sitting was changed since you opened it.")
    if sitting.state is SittingState.HELD:
        raise rules.Refused("This sitting has been held.", "What has been cannot be cancelled.")
    return sitting


def _call_off(sitting: Sitting, reason: CancelReason, *, actor: Person | None) -> None:
    changes = amend(sitting, state=SittingState.CANCELLED, cancel_reason=reason)
    panels = sittings.live_panels(sitting)
    for panel in panels:
        panel.state = PanelState.CANCELLED
        if actor and reason is not CancelReason.NOT_NEEDED and replanning.is_renewed(panel):
            replanning.renew(panel, actor=actor)
    for seat in sitting.seats:
        seat.pencilled = None
    call_off_offers(sitting, at=clock.now())
    cancel_entry(entry=sitting.entry, actor=actor)
    publish_due_days_of(sitting.panels, actor=actor)
    record(PanelsTag.SITTING_CANCELLED, sitting, actor=actor, reason=reason, changes=changes)


def _people(sitting: Sitting, facts: rules.SittingFacts | None = None) -> list[int]:
    also = {facts.adviser_id} if facts and facts.adviser_id else set()
    return sorted({*turns.people_of(sitting), *also})


def _check_stands(sitting: Sitting) -> None:
    if sitting.state not in turns.STANDS:
        raise rules.Refused(
            "This sitting has been cancelled or held.", "Arrange another one for its orders."
        )


def _leaving(
    sitting: Sitting, facts: rules.SittingFacts, room: Room, released: Collection[int]
) -> list[Seat]:
    """Return the seats of those who could not come then; they must have been named before."""
    ends_at = facts.ends_at(len(sittings.live_panels(sitting)))
    seated = {
        person_id: seat
        for seat in sitting.seats
        if seat.kind is not SeatKind.ADVISER and (person_id := seat.person_id or seat.pencilled_id)
    }
    hindered = candidates.hindered(facts.starts_at, ends_at, room, sitting, seated)
    unnamed = [each for each in hindered if each.member.person_id not in released]
    if unnamed:
        raise rules.WouldRelease(
            tuple(_release_words(each) for each in hindered),
            tuple(each.member.person_id for each in hindered),
        )
    return [seated[each.member.person_id] for each in hindered]


def _release_words(each: MemberStanding) -> str:
    why = candidates.hindrance(each.standing)
    said = why.text if why else "cannot come then"
    return f"{each.member.person.display_name} would lose the seat: {said[0].lower()}{said[1:]}."


def _let_go(seat: Seat, sitting: Sitting, *, actor: Person) -> Person | None:
    """Empty a seat; return who had it, to be told, and nobody where they were only planned."""
    person = seat.person
    if person is None:
        record(
            PanelsTag.SEAT_RUBBED_OUT,
            sitting,
            actor=actor,
            seat=seat.kind,
            person=seat.pencilled_id,
        )
        seat.pencilled = seat.override_reason = None
        return None
    free(seat, OfferState.WITHDRAWN, at=clock.now())
    record(PanelsTag.SEAT_RELEASED, sitting, actor=actor, seat=seat.kind, person=person.id)
    return person


def _changes(sitting: Sitting, facts: rules.SittingFacts, room: Room) -> Changes:
    """Return what of time and place changes, for the trail."""
    entry = sitting.entry
    ends_at = facts.ends_at(len(sittings.live_panels(sitting)))
    pairs = {
        "starts_at": (entry.starts_at, facts.starts_at),
        "ends_at": (entry.ends_at, ends_at),
        "kept_for": (sitting.kept_for, facts.kept_for),
        "room": (entry.room_id, room.id),
    }
    return {name: [plain(old), plain(new)] for name, (old, new) in pairs.items() if old != new}


def _follow(sitting: Sitting, facts: rules.SittingFacts) -> None:
    """Let what is open follow a sitting to its new day."""
    on = clock.london(facts.starts_at).date()
    for seat in sitting.seats:
        follow(seat, on, facts.starts_at)
