"""Arranging a sitting, moving it, cancelling it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import Changes, amend, plain, record
from portal.calendar.actions import cancel as cancel_entry
from portal.calendar.models import Room
from portal.database import session
from portal.members.queries import MemberStanding
from portal.panels import rules
from portal.panels.actions import mail, plans, replanning
from portal.panels.actions.due_days import publish_due_days
from portal.panels.actions.entries import open_entry, publish_sitting
from portal.panels.actions.holding import call_off_offers, follow
from portal.panels.actions.references import next_reference
from portal.panels.actions.seats import free, seat_adviser
from portal.panels.models import (
    CancelReason,
    OfferState,
    OrderState,
    Panel,
    PanelKind,
    PanelsTag,
    PanelState,
    ReferralOrder,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import candidates, orders, sittings
from portal.panels.queries import plans as find_plans
from portal.people.models import Area, Person

SEATS: Final = (SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.ADVISER, SeatKind.OBSERVER)
"""A chair and a member, as the law asks at least; one to learn beside them; the adviser."""

Chosen = tuple[ReferralOrder, PanelKind] | Panel
"""What shall be heard: an order, for a panel of a kind; or a panel before court."""


@dataclass(frozen=True)
class _Wanted:
    """What shall be heard, held; `panel` waits for a date already."""

    kind: PanelKind
    order: ReferralOrder | None
    panel: Panel | None
    area: Area


def arrange_sitting(
    *,
    facts: rules.SittingFacts,
    chosen: Sequence[Chosen],
    room: Room,
    form_key: str,
    actor: Person,
) -> Sitting:
    """Arrange one to three panels back to back, and tell the adviser and the case managers.

    A planned panel of that kind without a date gets this one. The same form twice makes one
    sitting. Raises `rules.Refused` with the field it is about.
    """
    made = sittings.sitting_by_form(form_key)
    if made is not None:
        return made
    rules.check_times(facts.starts_at, facts.minutes, now=clock.now())
    if facts.adviser_id:
        sittings.lock_people([facts.adviser_id])
    wanted = [_hold(each) for each in chosen]
    rules.check_hearings([_hearing(each) for each in wanted])
    entry = open_entry(
        uuid=uuid4(),
        facts=facts,
        count=len(wanted),
        room=room,
        area=wanted[0].area,
        actor=actor,
    )
    sitting = Sitting(entry=entry, coordinator=actor, form_key=form_key)
    sitting.seats = [Seat(number=number, kind=kind) for number, kind in enumerate(SEATS, start=1)]
    session.add(sitting)
    record(PanelsTag.SITTING_ARRANGED, sitting, actor=actor)
    for position, each in enumerate(wanted, start=1):
        panel = _put(each, sitting, position, actor=actor)
        plans.explain(panel, facts, actor=actor)
    if facts.adviser_id:
        seat_adviser(sitting, facts, actor=actor)
    publish_sitting(sitting, actor=actor)
    _publish_due_days(sitting, actor=actor)
    mail.tell_arranged(sitting, actor=actor)
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

    A yes stays a yes, unless the person is away or promised elsewhere at the new time: they are
    released, once the coordinator has been told so (`released` names them). The plans of its
    orders follow, as `facts` agrees to. Raises `rules.WouldRelease` and `rules.WouldReplan` until
    then, `rules.Stale` when somebody else changed it meanwhile, and
    `rules.Refused` when it cannot be moved there.
    """
    rules.check_times(facts.starts_at, facts.minutes, now=clock.now())
    sittings.lock_people(_people(sitting, facts))
    orders.lock_orders(sittings.order_ids(sitting.panels))
    sitting = sittings.lock_sitting(sitting.id)
    if sitting.version != version:
        raise rules.Stale("This sitting was changed since you opened it.")
    _check_stands(sitting)
    plans.follow_move(sitting, facts, actor=actor)
    before, was_adviser = mail.Before.of(sitting), mail.adviser_of(sitting)
    leaving = _leaving(sitting, facts, released)
    changes = _changes(sitting, facts, room)
    seat_adviser(sitting, facts, actor=actor)
    if not changes and mail.adviser_of(sitting) is was_adviser:
        return sitting
    gone = [_let_go(seat, sitting, actor=actor) for seat in leaving]
    if was_adviser and was_adviser is not mail.adviser_of(sitting):
        gone.append(was_adviser)
    _follow(sitting, facts)
    flag_modified(sitting, "updated_at")  # its version counts up, so a stale form is noticed
    publish_sitting(sitting, actor=actor, facts=facts, room=room)
    record(PanelsTag.SITTING_MOVED, sitting, actor=actor, changes=changes)
    mail.tell_moved(sitting, before, released=gone, version=version, actor=actor)
    return sitting


def cancel_sitting(
    *, sitting: Sitting, version: int, reason: CancelReason, actor: Person
) -> Sitting:
    """Call a sitting off and tell everybody on it; its orders are without a panel again.

    Panels of a plan are planned again, unless none is needed, and stand without a date. Twice is
    harmless. Raises `rules.Stale` when somebody else changed it meanwhile.
    """
    sittings.lock_people(_people(sitting))
    orders.lock_orders(sittings.order_ids(sitting.panels))
    sitting = sittings.lock_sitting(sitting.id)
    if sitting.state is SittingState.CANCELLED:
        return sitting
    if sitting.version != version:
        raise rules.Stale("This sitting was changed since you opened it.")
    if sitting.state is SittingState.HELD:
        raise rules.Refused("This sitting has been held.", "What has been cannot be cancelled.")
    mail.tell_cancelled(sitting, actor=actor)
    changes = amend(sitting, state=SittingState.CANCELLED, cancel_reason=reason)
    for panel in list(sitting.panels):
        panel.state = PanelState.CANCELLED
        if reason is not CancelReason.NOT_NEEDED and replanning.is_renewed(panel):
            replanning.renew(panel, actor=actor)
    call_off_offers(sitting, at=clock.now())
    cancel_entry(entry=sitting.entry, actor=actor)
    _publish_due_days(sitting, actor=actor)
    record(PanelsTag.SITTING_CANCELLED, sitting, actor=actor, reason=reason, changes=changes)
    return sitting


def close_ended(*, sitting: Sitting) -> None:
    """Note that a sitting which could sit has had its time. One that could not stays as it was."""
    changes = amend(sitting, state=SittingState.HELD)
    for panel in sitting.panels:
        if panel.state is PanelState.PLANNED:
            panel.state = PanelState.HELD
    record(PanelsTag.SITTING_HELD, sitting, actor=None, changes=changes)


def _hold(chosen: Chosen) -> _Wanted:
    """Hold what shall be heard; of an order, a panel of that kind which waits for a date."""
    if isinstance(chosen, Panel):
        panel = find_plans.lock_panel(chosen.id)
        if not replanning.is_open(panel):
            raise rules.Refused(
                f"{panel.ref} has its date, or is no longer planned.",
                "Move its sitting, or choose another.",
                "order_1",
            )
        return _Wanted(panel.kind, panel.order, panel, panel.area)
    order, kind = orders.lock_order(chosen[0].id), chosen[1]
    waiting = find_plans.waiting(order.id, kind)
    return _Wanted(kind, order, waiting and find_plans.lock_panel(waiting.id), order.area)


def _hearing(wanted: _Wanted) -> rules.Hearing:
    order, words = wanted.order, ""
    if order is not None and wanted.kind is PanelKind.INITIAL:
        arranged = orders.planned_initial(order.id)
        words = find_plans.arranged_words([arranged] if arranged else [])
    ref = order.ref if order else wanted.panel.ref if wanted.panel else ""
    is_open = order is None or order.state is OrderState.OPEN
    return rules.Hearing(ref, wanted.area.id, wanted.area.name, is_open, wanted.kind.value, words)


def _put(wanted: _Wanted, sitting: Sitting, position: int, *, actor: Person) -> Panel:
    """Give a panel its turn in a sitting."""
    panel = wanted.panel or Panel(
        ref=next_reference("P"),
        order=wanted.order,
        kind=wanted.kind,
        due_on=find_plans.last_day(wanted.order, wanted.kind) if wanted.order else None,
    )
    panel.state, panel.sitting, panel.position = PanelState.PLANNED, sitting, position
    session.add(panel)
    record(PanelsTag.PANEL_ADDED, panel, actor=actor, sitting=sitting.id)
    return panel


def _publish_due_days(sitting: Sitting, *, actor: Person) -> None:
    for panel in sitting.panels:
        if panel.order is not None:
            publish_due_days(panel.order, actor=actor)


def _people(sitting: Sitting, facts: rules.SittingFacts | None = None) -> list[int]:
    ids = {seat.person_id for seat in sitting.seats if seat.person_id}
    return sorted(ids | ({facts.adviser_id} if facts and facts.adviser_id else set()))


def _check_stands(sitting: Sitting) -> None:
    if sitting.state is not SittingState.PUBLISHED:
        raise rules.Refused(
            "This sitting has been cancelled or held.", "Arrange another one for its orders."
        )


def _leaving(sitting: Sitting, facts: rules.SittingFacts, released: Collection[int]) -> list[Seat]:
    """Return the seats of those who could not come then; they must have been named before."""
    ends_at = facts.ends_at(len(sittings.live_panels(sitting)))
    seated = {
        seat.person_id: seat
        for seat in sitting.seats
        if seat.person_id and seat.kind is not SeatKind.ADVISER
    }
    hindered = candidates.hindered(facts.starts_at, ends_at, sitting, seated)
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


def _let_go(seat: Seat, sitting: Sitting, *, actor: Person) -> Person:
    person = seat.person
    assert person is not None  # noqa: S101 -- only taken seats are asked
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
        "room": (entry.room_id, room.id),
    }
    return {name: [plain(old), plain(new)] for name, (old, new) in pairs.items() if old != new}


def _follow(sitting: Sitting, facts: rules.SittingFacts) -> None:
    """Let what is open follow a sitting to its new day."""
    on = clock.london(facts.starts_at).date()
    for seat in sitting.seats:
        follow(seat, on, facts.starts_at)
