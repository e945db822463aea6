"""What the demo writes is what the portal's own actions would have written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, db, session
from portal.demo.actions import sittings as demo_sittings
from portal.demo.actions.checklists import note_checklists
from portal.demo.actions.entries import publish_all
from portal.demo.actions.orders import load_orders
from portal.demo.actions.outcomes import note_outcomes
from portal.demo.actions.people import load_colleagues, load_volunteers
from portal.demo.actions.places import load_areas, load_places
from portal.demo.actions.rows import Rows, moment
from portal.demo.actions.trail import LATER, note_sittings
from portal.demo.rules import people, places
from portal.demo.rules.checklists import checklist
from portal.demo.rules.orders import Noted, Order
from portal.demo.rules.outcomes import ADJOURNED_FOR
from portal.demo.rules.sittings import (
    ACCEPTED,
    ADVISER,
    CHAIR,
    CONFLICT,
    DECLINED,
    LAPSED,
    LEFT,
    MEMBER,
    OBSERVER,
    SENT,
    Ask,
    Seat,
    Sitting,
)
from portal.demo.rules.times import Times, When
from portal.panels import rules
from portal.panels.actions import checklists, offers, outcomes
from portal.panels.actions import sittings as real
from portal.panels.models import CancelReason, Offer, Panel, PanelKind
from tests.databases import Backend
from tests.demo.kept import kept

TODAY = date(2026, 3, 2)
FOUR, MORNING = time(16, 2), time(9, 10)


@pytest.fixture
def today() -> Any:
    with clock.frozen(clock.at(TODAY, time(12))):
        yield TODAY


def ask(person: str, state: str, day: int, month: int = 2) -> Ask:
    """Return an offer of that day, answered on the next."""
    made = date(2026, month, day)
    lapses = When(made + timedelta(days=3), time(16))
    answered = {SENT: None, LAPSED: lapses}.get(state, When(made + timedelta(days=1), MORNING))
    return Ask(person, state, When(made, FOUR), lapses, answered)


def eventful() -> Sitting:
    """Return a sitting in which everything has happened that can happen to an offer."""
    order = Order("N", date(2026, 2, 11), date(2026, 3, 11), 6, "Meera Joshi", ref="RO-2026-001")
    other = Order("N", date(2025, 12, 11), date(2026, 1, 13), 9, "Laura Finch", ref="RO-2025-001")
    day = date(2026, 3, 31)
    sitting = Sitting(
        "N", day, time(17, 30), "Northmere Library", "Room 2", "Kofi Mensah", "Jo Hartley"
    )
    sitting.meetings = [order.meet("initial", day), other.meet("progress", day)]
    for number, meeting in enumerate(sitting.meetings, start=1):
        meeting.ref = f"P-2026-{number:03}"
    sitting.arranged = When(date(2026, 2, 16), time(11, 30))
    sitting.seats = [
        Seat(
            CHAIR,
            [
                ask("Priya Nair", DECLINED, 16),
                ask("Carol Bennett", CONFLICT, 17),
                ask("Joseph Okafor", ACCEPTED, 18),
            ],
        ),
        Seat(
            MEMBER,
            [
                ask("Tom Whitlock", LAPSED, 16),
                ask("Siân Morgan", LEFT, 20),
                ask("Ann Lee", SENT, 1, 3),
            ],
        ),
        Seat(OBSERVER, [ask("Beth Calloway", ACCEPTED, 17)]),
        Seat(ADVISER, given="Kofi Mensah"),
    ]
    return sitting


def world(sitting: Sitting) -> Rows:
    """Put in the people, places and orders of the demo that a sitting needs."""
    rows = Rows(Times(TODAY, clock), "not used")
    with changing(), clock.frozen(clock.at(TODAY, time())):
        load_areas(rows)
        load_places(rows, places.PLACES)
        load_colleagues(rows, list(people.COLLEAGUES))
        load_volunteers(rows, people.volunteers())
        load_orders(rows, [meeting.order for meeting in sitting.meetings])
    return rows


def by_the_demo(sitting: Sitting) -> None:
    """Make it as `demo load` does."""
    rows = world(sitting)
    with changing():
        publish_all(demo_sittings.drafts(rows, [sitting]))
        note_sittings(rows, [sitting])
        note_checklists(rows, [sitting])
        note_outcomes(rows, [sitting])


def by_the_portal(sitting: Sitting) -> None:
    """Make it as people do, one click after another."""
    rows = world(sitting)
    was = replace(sitting, day=sitting.moved_from or sitting.day)
    made = at(sitting.arranged, lambda: arrange(was, rows))
    clicks: list[tuple[datetime, Callable[[], Any]]] = []
    for seat in sitting.seats:
        for each in seat.asks:
            clicks += asked(made, seat.kind, each, rows)
    if sitting.changed:
        change = call_off if sitting.state == "cancelled" else move
        clicks.append((moment(sitting.changed), lambda: change(made, sitting, rows)))
    for panel in made.panels:
        clicks += ticked(panel, sitting, rows)
    noted = sitting.meetings[0].noted
    if noted:
        clicks.append((made.entry.ends_at, lambda: real.close_ended(sitting=made)))
        clicks.append((moment(noted.at), lambda: note_what_came(made, sitting, rows)))
    for when, click in sorted(clicks, key=lambda each: each[0]):
        at(when, click)


def at(when: When | datetime, click: Callable[[], Any]) -> Any:
    """Do something at a moment, in a transaction of its own."""
    with clock.frozen(moment(when) if isinstance(when, When) else when), changing():
        return click()


def arrange(sitting: Sitting, rows: Rows) -> Any:
    return real.arrange_sitting(
        facts=facts(sitting, rows),
        chosen=[(rows.orders[each.order.ref], PanelKind(each.kind)) for each in sitting.meetings],
        room=rows.rooms[sitting.place, sitting.room],
        form_key=uuid4().hex,
        actor=rows.people[sitting.coordinator],
    )


def facts(sitting: Sitting, rows: Rows) -> rules.SittingFacts:
    return rules.SittingFacts(
        starts_at=clock.at(sitting.day, sitting.starts),
        minutes=sitting.minutes,
        room_id=rows.rooms[sitting.place, sitting.room].id,
        adviser_id=rows.people[sitting.adviser].id,
    )


def move(made: Any, sitting: Sitting, rows: Rows) -> None:
    real.move_sitting(
        sitting=made,
        version=made.version,
        facts=facts(sitting, rows),
        room=rows.rooms[sitting.place, sitting.room],
        actor=rows.people[sitting.coordinator],
    )


def call_off(made: Any, sitting: Sitting, rows: Rows) -> None:
    real.cancel_sitting(
        sitting=made,
        version=made.version,
        reason=CancelReason.NOT_ENOUGH_PEOPLE,
        actor=rows.people[sitting.coordinator],
    )


def asked(made: Any, kind: str, each: Ask, rows: Rows) -> list[tuple[datetime, Callable[[], Any]]]:
    """Return the clicks by which an offer was made and answered."""
    person, jo = rows.people[each.person], rows.people["Jo Hartley"]
    offered: list[Offer] = []

    def offer() -> None:
        seat = next(seat for seat in made.seats if seat.kind == kind)
        offered.append(offers.offer_seat(seat=seat, person=person, actor=jo))

    verbs: dict[str, Callable[[], Any]] = {
        ACCEPTED: lambda: offers.accept_offer(offer=offered[0], actor=person),
        DECLINED: lambda: offers.decline_offer(offer=offered[0], actor=person),
        CONFLICT: lambda: offers.declare_conflict(offer=offered[0], actor=person),
        LAPSED: lambda: offers.lapse_offer(offer=offered[0]),
        LEFT: lambda: offers.leave_seat(offer=offered[0], actor=person),
    }
    clicks = [(moment(each.made), offer)]
    if each.state == LEFT:
        clicks.append((moment(each.made) + LATER, verbs[ACCEPTED]))
    if each.answered:
        clicks.append((moment(each.answered), verbs[each.state]))
    return clicks


def ticked(panel: Panel, sitting: Sitting, rows: Rows) -> list[tuple[datetime, Callable[[], Any]]]:
    """Return the clicks by which a panel's list came to be what it is."""
    jo = rows.people["Jo Hartley"]
    items = [check.item for check in panel.checks]
    timed = [item for item in items if rules.asks_time(item)]
    lines = checklist(items, sitting, int(panel.ref[-3:]), rows.times, timed=timed)
    clicks: list[tuple[datetime, Callable[[], Any]]] = []
    for check, line in zip(list(panel.checks), lines, strict=True):
        if line.done and line.off:
            off = partial(checklists.take_item_off, panel=panel, check_id=check.id, actor=jo)
            clicks.append((moment(line.done), off))
        elif line.done:
            times = {check.id: line.at_time} if line.at_time else {}
            tick = partial(checklists.tick, panel=panel, ticked=[check.id], unticked=[])
            clicks.append((moment(line.done), partial(tick, times=times, actor=jo)))
    return clicks


def note_what_came(made: Any, sitting: Sitting, rows: Rows) -> None:
    noted = {
        panel.id: as_noted(made, meeting.noted)
        for panel, meeting in zip(made.panels, sitting.meetings, strict=True)
        if meeting.noted
    }
    outcomes.note_outcome(
        sitting=made,
        version=made.version,
        noted=noted,
        sure=False,
        actor=rows.people[sitting.adviser],
    )


def as_noted(made: Any, noted: Noted) -> rules.Noted:
    """Return what the form would bring."""
    present = [
        rules.Present(
            seat.person.id,
            seat.kind.value,
            "apologised" if seat.person.name in noted.missing else "came",
        )
        for seat in made.seats
        if seat.person
    ]
    return rules.Noted(
        tuple(present),
        held=not noted.reason,
        agreed=noted.agreed,
        reason=noted.reason,
        again_on=noted.again_on,
        papers=True,
        recorded=noted.recorded,
    )


def day_after(made: When) -> When:
    """Return how long an offer stands that is made so near to its day."""
    return When(made.day + timedelta(days=1), time(16))


def held() -> Sitting:
    """Return a sitting of last week: a contract was agreed, and the other panel adjourned."""
    sitting = eventful()
    sitting.day, sitting.state = date(2026, 2, 24), "held"
    sitting.seat(MEMBER).asks = [ask("Ann Lee", ACCEPTED, 17)]
    for seat in sitting.seats:
        asks = [each for each in seat.asks if each.state == ACCEPTED]
        seat.asks = [replace(each, expires=day_after(each.made)) for each in asks]
    at_once = When(date(2026, 2, 25), time(9, 40))
    here = Noted(at_once, sitting.adviser, frozenset({"Beth Calloway"}), agreed=True)
    first, other = sitting.meetings
    first.noted, first.state = here, "held"
    other.noted = replace(
        here, agreed=None, reason=ADJOURNED_FOR, again_on=date(2026, 3, 17), recorded=False
    )
    other.state, other.again = "adjourned", "P-2026-003"
    return sitting


def moved() -> Sitting:
    sitting = eventful()
    sitting.moved_from, sitting.changed = date(2026, 3, 24), When(date(2026, 2, 27), time(15, 20))
    for seat in sitting.seats:
        seat.asks = [each for each in seat.asks if each.state == ACCEPTED]
    return sitting


def called_off() -> Sitting:
    sitting = eventful()
    sitting.changed = When(date(2026, 2, 27), time(15, 20))
    sitting.state = "cancelled"
    for meeting in sitting.meetings:
        meeting.state = "cancelled"
    for seat in sitting.seats:
        seat.asks = [each for each in seat.asks if each.state == ACCEPTED]
    return sitting


@pytest.mark.parametrize("sitting", [eventful, moved, called_off, held])
def test_a_sitting_is_as_the_portal_makes_it(
    app: Flask, backend: Backend, today: date, sitting: Callable[[], Sitting]
) -> None:
    by_the_portal(sitting())
    wanted = kept()
    session.remove()
    db.engine.dispose()
    backend.reset()
    by_the_demo(sitting())
    assert kept() == wanted
