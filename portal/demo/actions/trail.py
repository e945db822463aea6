"""What the trail says of sittings and offers: when, by whom, in the order in which it happened."""

from collections.abc import Callable
from datetime import datetime, timedelta

from portal import clock
from portal.audit.actions import plain
from portal.demo.actions.rows import Rows, moment, note
from portal.demo.rules import sittings as told
from portal.demo.rules.sittings import ACCEPTED, CONFLICT, DECLINED, LAPSED, LEFT, Ask
from portal.panels.models import PanelsTag, Sitting, SittingState
from portal.people.models import Person

Telling = tuple[datetime, Callable[[], None]]

ANSWERS = {
    ACCEPTED: PanelsTag.OFFER_ACCEPTED,
    DECLINED: PanelsTag.OFFER_DECLINED,
    CONFLICT: PanelsTag.CONFLICT_DECLARED,
}
LATER = timedelta(hours=2)
"""After how long somebody said yes who could not come after all."""


def note_sittings(rows: Rows, sittings: list[told.Sitting]) -> None:
    """Tell how each sitting came about, and what became of it."""
    for each in sittings:
        tellings = _tellings(rows, each)
        for at, tell in sorted(tellings, key=lambda telling: telling[0]):
            with clock.frozen(at):
                tell()


def _tellings(rows: Rows, each: told.Sitting) -> list[Telling]:
    sitting = rows.sittings[each]
    tellings: list[Telling] = [(moment(each.arranged), lambda: _arranged(sitting))]
    for seat in each.seats:
        for ask in seat.asks:
            tellings += _asked(rows, ask, seat.kind, sitting.coordinator)
    if each.changed:
        at, tell = moment(each.changed), _cancelled if each.state == "cancelled" else _moved
        tellings.append((at, lambda: tell(each, sitting)))
    if sitting.state is SittingState.HELD:
        tellings.append((sitting.entry.ends_at, lambda: _held(sitting)))
    return tellings


def _arranged(sitting: Sitting) -> None:
    actor = sitting.coordinator
    note(PanelsTag.SITTING_ARRANGED, sitting, actor=actor)
    for panel in sitting.panels:
        note(PanelsTag.PANEL_ADDED, panel, actor=actor, sitting=sitting.id)
    for seat in sitting.seats:
        if seat.person_id and not seat.offers:
            note(PanelsTag.ADVISER_ASSIGNED, sitting, actor=actor, person=seat.person_id)


def _asked(rows: Rows, ask: Ask, kind: str, coordinator: Person) -> list[Telling]:
    offer = rows.offers[ask]
    person = offer.person

    def made() -> None:
        note(PanelsTag.OFFER_MADE, offer, actor=coordinator, seat=kind, person=person.id)

    def lapsed() -> None:
        note(PanelsTag.OFFER_LAPSED, offer, actor=None, seat=kind, person=person.id)

    def said(tag: PanelsTag) -> Callable[[], None]:
        return lambda: note(tag, offer, actor=person, seat=kind)

    tellings: list[Telling] = [(moment(ask.made), made)]
    if ask.answered and ask.state in ANSWERS:
        tellings.append((moment(ask.answered), said(ANSWERS[ask.state])))
    elif ask.answered and ask.state == LAPSED:
        tellings.append((moment(ask.answered), lapsed))
    elif ask.answered and ask.state == LEFT:
        tellings.append((moment(ask.made) + LATER, said(PanelsTag.OFFER_ACCEPTED)))
        tellings.append((moment(ask.answered), said(PanelsTag.OFFER_LEFT)))
    return tellings


def _moved(each: told.Sitting, sitting: Sitting) -> None:
    entry = sitting.entry
    assert each.moved_from is not None  # noqa: S101 -- only those that were moved are told so
    was = clock.at(each.moved_from, each.starts), clock.at(each.moved_from, each.ends)
    changes = {
        "starts_at": [plain(was[0]), plain(entry.starts_at)],
        "ends_at": [plain(was[1]), plain(entry.ends_at)],
    }
    note(PanelsTag.SITTING_MOVED, sitting, actor=sitting.coordinator, changes=changes)


def _cancelled(each: told.Sitting, sitting: Sitting) -> None:
    reason = sitting.cancel_reason
    again = {meeting.again for meeting in each.meetings if meeting.is_planned_again}
    for panel in (other for here in sitting.panels if here.order for other in here.order.panels):
        if panel.ref in again and panel.sitting is None:
            note(PanelsTag.PANEL_PLANNED, panel, actor=sitting.coordinator)
    changes = {
        "state": [SittingState.PUBLISHED.value, each.state],
        "cancel_reason": [None, plain(reason)],
    }
    note(
        PanelsTag.SITTING_CANCELLED,
        sitting,
        actor=sitting.coordinator,
        reason=reason,
        changes=changes,
    )


def _held(sitting: Sitting) -> None:
    changes = {"state": [SittingState.PUBLISHED.value, SittingState.HELD.value]}
    note(PanelsTag.SITTING_HELD, sitting, actor=None, changes=changes)
