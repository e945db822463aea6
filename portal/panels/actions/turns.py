"""The panels of a sitting, in their turn: one more, one less, another order.

Rows are held in one order for all: people, then orders and panels, then sittings with their seats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.panels import rules
from portal.panels.actions import replanning
from portal.panels.actions.checklists import lay_out
from portal.panels.actions.due_days import publish_due_days_of
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.plans import explain
from portal.panels.actions.references import next_reference
from portal.panels.actions.telling import sittings as telling
from portal.panels.models import (
    Panel,
    PanelKind,
    PanelsTag,
    PanelState,
    ReferralOrder,
    Sitting,
    SittingState,
)
from portal.panels.queries import orders, plans, sittings, turns
from portal.people.models import Area, Person

Chosen = tuple[ReferralOrder, PanelKind] | Panel
"""What shall be heard: an order, for a panel of a kind; or a panel that waits for a date."""

STANDS = (SittingState.DRAFT, SittingState.PUBLISHED)


@dataclass(frozen=True)
class Wanted:
    """What shall be heard, held; `panel` waits for a date already."""

    kind: PanelKind
    order: ReferralOrder | None
    panel: Panel | None
    area: Area
    hearing: rules.Hearing


def hold(chosen: Chosen) -> Wanted:
    """Hold an order or a panel that shall be heard, and return it as it now is.

    A planned panel of that kind which still needs a date is taken before a new one is made.
    Raises `rules.Refused` for a panel that has its date, or is no longer planned.
    """
    if isinstance(chosen, Panel):
        return _hold_panel(chosen)
    order, kind = orders.lock_order(chosen[0].id), chosen[1]
    waiting = plans.waiting(order.id, kind)
    panel = plans.lock_panel(waiting.id) if waiting else None
    return Wanted(kind, order, panel, order.area, _hearing(order, kind))


def hold_all(chosen: Sequence[Chosen]) -> list[Wanted]:
    """Hold several as `hold` does, in one order for all, and return them as they were chosen.

    Orders are held by their number, what comes before court after them.
    """
    held = {
        place: hold(chosen[place]) for place in sorted(range(len(chosen)), key=_numbers(chosen))
    }
    return [held[place] for place in range(len(chosen))]


def put(sitting: Sitting, wanted: Wanted, position: int, *, actor: Person) -> Panel:
    """Give a panel its turn in a sitting, and its checklist."""
    panel = wanted.panel or Panel(
        ref=next_reference("P"),
        order=wanted.order,
        kind=wanted.kind,
        due_on=plans.last_day(wanted.order, wanted.kind) if wanted.order else None,
    )
    panel.state, panel.sitting, panel.position = PanelState.PLANNED, sitting, position
    session.add(panel)
    lay_out(panel)
    record(PanelsTag.PANEL_ADDED, panel, actor=actor, sitting=sitting.id)
    return panel


def put_panel_in(
    *,
    sitting: Sitting,
    version: int,
    chosen: Chosen,
    late_reason: str | None = None,
    actor: Person,
) -> Panel:
    """Hear one more at the end of a sitting; who is on it is told when it becomes longer.

    `late_reason` is as in `rules.SittingFacts`. Raises `rules.Stale` when somebody else changed it
    meanwhile, and `rules.Refused` when the sitting is full, the area does not fit, somebody on it
    should not sit for that order, the room or a person is promised elsewhere for the longer time,
    or it is still to be asked why the panel is late.
    """
    sittings.lock_people(people_of(sitting))
    wanted = hold(chosen)
    sitting = _hold_sitting(sitting, version)
    live = sittings.live_panels(sitting)
    area = sitting.entry.area
    rules.check_one_more(
        wanted.hearing, [hearing_of(each) for each in live], area.name if area else ""
    )
    _check_no_conflict(sitting, wanted)
    facts, before = facts_of(sitting), telling.Before.of(sitting)
    panel = put(sitting, wanted, len(live) + 1, actor=actor)
    explain(panel, replace(facts, late_reason=late_reason), actor=actor)
    session.flush()  # the sitting's panels are read again, in their turn
    _turns_changed(sitting, facts, before, actor=actor)
    publish_due_days_of([panel], actor=actor)
    if sitting.state is SittingState.PUBLISHED:
        telling.panel_arranged(panel, actor=actor)
    return panel


def take_panel_off(*, sitting: Sitting, version: int, panel: Panel, actor: Person) -> None:
    """Take a panel off a sitting: it needs another date, and those after it move up.

    Raises `rules.Stale` and `rules.Refused` as `put_panel_in` does.
    """
    sittings.lock_people(people_of(sitting))
    panel = plans.lock_panel(panel.id)
    sitting = _hold_sitting(sitting, version)
    facts, before, was = facts_of(sitting), telling.Before.of(sitting), starts_of(sitting)
    staying = [each for each in sittings.live_panels(sitting) if each.id != panel.id]
    release_panel(panel, sitting, actor=actor)
    _give_turns(sitting, staying)
    _turns_changed(sitting, facts, before, actor=actor)
    publish_due_days_of([panel], actor=actor)
    _tell_managers(sitting, was, [panel], version=version, actor=actor)


def change_turn(*, sitting: Sitting, version: int, panel: Panel, place: int, actor: Person) -> None:
    """Give a panel another turn: the first, the second, the third.

    Raises `rules.Stale` and `rules.Refused` as `put_panel_in` does.
    """
    sittings.lock_people(people_of(sitting))
    sitting = _hold_sitting(sitting, version)
    facts, before, was = facts_of(sitting), telling.Before.of(sitting), starts_of(sitting)
    in_turn = sittings.live_panels(sitting)
    moved = next(each for each in in_turn if each.id == panel.id)
    wanted = [each for each in in_turn if each is not moved]
    wanted.insert(max(place, 1) - 1, moved)
    if wanted == in_turn:
        return
    _give_turns(sitting, wanted)
    _turns_changed(sitting, facts, before, actor=actor)
    _tell_managers(sitting, was, [], version=version, actor=actor)


def release_panel(panel: Panel, sitting: Sitting, *, actor: Person | None) -> None:
    """Take a planned panel off its sitting: it needs a date again."""
    if panel.state is not PanelState.PLANNED:
        raise rules.Refused(
            f"{panel.ref} is no longer planned.", "What came of it stays with its sitting."
        )
    panel.sitting, panel.position = None, 1
    record(PanelsTag.PANEL_TAKEN_OFF, panel, actor=actor, sitting=sitting.id)


def follow(panel: Panel, due_on: date | None, *, actor: Person | None) -> Panel:
    """Plan the panel that comes in place of one which did not finish: it needs a date."""
    session.flush()  # the one before is no longer planned: an order has one such initial panel
    following = Panel(
        ref=next_reference("P"),
        kind=panel.kind,
        order_id=panel.order_id,
        court_on=panel.court_on,
        area_id=panel.area_id,
        case_manager_id=panel.case_manager_id,
        due_on=due_on,
        follows=panel,
    )
    session.add(following)
    record(PanelsTag.PANEL_TO_FOLLOW, following, actor=actor, follows=panel.id)
    return following


def people_of(sitting: Sitting) -> list[int]:
    """Return everybody who is on a sitting or planned for it, to be held."""
    each = (who for seat in sitting.seats for who in (seat.person_id, seat.pencilled_id))
    return sorted({person_id for person_id in each if person_id is not None})


def facts_of(sitting: Sitting) -> rules.SittingFacts:
    """Return what was chosen for a sitting, as it now is."""
    adviser = sitting.adviser
    return rules.SittingFacts(
        sitting.entry.starts_at,
        sittings.minutes_of(sitting),
        sitting.entry.room_id or 0,
        adviser.id if adviser else None,
        kept_for=sitting.kept_for,
        is_draft=sitting.state is SittingState.DRAFT,
    )


def starts_of(sitting: Sitting) -> dict[int, datetime]:
    """Return when each panel of a sitting starts, by its number."""
    return {panel.id: starts for panel, starts, _ in sittings.turns(sitting)}


def hearing_of(panel: Panel) -> rules.Hearing:
    """Return a panel as far as it matters whether it can be heard."""
    order, area = panel.order, panel.area
    ref = order.ref if order else panel.ref
    return rules.Hearing(
        ref, area.id, area.name, order is None or order.state == "open", panel.kind.value
    )


def _numbers(chosen: Sequence[Chosen]) -> Callable[[int], tuple[bool, int, int]]:
    """Return what says when each of them is held, by its place."""

    def number(place: int) -> tuple[bool, int, int]:
        each = chosen[place]
        order_id = each.order_id if isinstance(each, Panel) else each[0].id
        return (order_id is None, order_id or 0, each.id if isinstance(each, Panel) else 0)

    return number


def _hold_panel(chosen: Panel) -> Wanted:
    order = orders.lock_order(chosen.order_id) if chosen.order_id else None
    panel = plans.lock_panel(chosen.id)
    if not replanning.is_open(panel):
        raise rules.Refused(
            f"{panel.ref} has its date, or is no longer planned.", "Choose another panel.", "panel"
        )
    return Wanted(panel.kind, order, panel, panel.area, hearing_of(panel))


def _hearing(order: ReferralOrder, kind: PanelKind) -> rules.Hearing:
    arranged = orders.planned_initial(order.id) if kind is PanelKind.INITIAL else None
    words = plans.arranged_words([arranged] if arranged else [])
    return rules.Hearing(
        order.ref, order.area_id, order.area.name, order.state == "open", kind.value, words
    )


def _hold_sitting(sitting: Sitting, version: int) -> Sitting:
    sitting = sittings.lock_sitting(sitting.id)
    if sitting.version != version:
        raise rules.Stale("This sitting was changed since you opened it.", "See how it now stands.")
    if sitting.state not in STANDS or sitting.entry.starts_at <= clock.now():
        raise rules.Refused(
            "This sitting has begun, or has been cancelled.", "Arrange another one for its orders."
        )
    return sitting


def _check_no_conflict(sitting: Sitting, wanted: Wanted) -> None:
    """Ask of those on it, asked for it or planned for it, whether they may hear this order."""
    if wanted.order is None:
        return
    on_it = {person.id: (person, "Release them") for person in sitting.seated}
    asked = {
        offer.person_id: (offer.person, "Take back the offer to them")
        for offer in sitting.waiting_offers
    }
    planned = {
        seat.pencilled.id: (seat.pencilled, "Rub them out")
        for seat in sitting.seats
        if seat.pencilled
    }
    concerned = planned | asked | on_it
    for person_id in sorted(turns.conflicted(wanted.order.id, concerned)):
        person, remedy = concerned[person_id]
        raise rules.Refused(
            f"{person.display_name} said they should not sit for {wanted.order.ref}.",
            f"{remedy} first, or choose another sitting.",
            "panel",
        )


def _give_turns(sitting: Sitting, in_turn: Sequence[Panel]) -> None:
    """Number the panels anew. No two may have one turn, even for a moment: they step out first."""
    moved = [(panel, place) for place, panel in enumerate(in_turn, 1) if panel.position != place]
    for panel, _ in moved:
        panel.sitting = None
    session.flush()  # their turns are free
    for panel, place in moved:
        panel.position, panel.sitting = place, sitting
    session.flush()  # the sitting's panels are read again, in their turn


def _turns_changed(
    sitting: Sitting, facts: rules.SittingFacts, before: telling.Before, *, actor: Person
) -> None:
    """Bring the calendar and the people up to a sitting whose panels are not what they were."""
    session.expire(sitting, ["panels"])
    version = sitting.version
    flag_modified(sitting, "updated_at")  # its version counts up, so a stale form is noticed
    publish_sitting(sitting, actor=actor, facts=facts)
    refs = ", ".join(panel.ref for panel in sittings.live_panels(sitting))
    record(PanelsTag.PANELS_CHANGED, sitting, actor=actor, panels=refs)
    if sitting.state is SittingState.PUBLISHED:
        telling.length_changed(sitting, before, version=version, actor=actor)


def _tell_managers(
    sitting: Sitting,
    was: dict[int, datetime],
    taken_off: Sequence[Panel],
    *,
    version: int,
    actor: Person,
) -> None:
    if sitting.state is not SittingState.PUBLISHED:
        return
    now = starts_of(sitting)
    moved = [
        panel for panel in sitting.panels if panel.id in now and now[panel.id] != was[panel.id]
    ]
    telling.turns_changed(sitting, [*taken_off, *moved], was, version=version, actor=actor)
