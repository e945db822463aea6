"""Due days in the coordinators' calendar follow the plans of orders, and say nothing of them."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from portal.calendar.models import Entry, EntryStatus, Kind
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import before_court, orders, plans, sittings
from portal.panels.models import CancelReason, PanelKind, ReferralOrder, SeatKind
from portal.panels.queries import before_court as find_before_court
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.live import references_in
from tests.panels import scenes
from tests.panels.outcomes import evenings


def shown() -> list[tuple[str, date]]:
    """Return the due days that stand in the calendar, in order."""
    session.expire_all()
    found = session.scalars(
        select(Entry)
        .where(Entry.kind == Kind.DUE, Entry.status == EntryStatus.CONFIRMED)
        .order_by(Entry.first_day, Entry.id)
    )
    return [(entry.title, entry.first_day) for entry in found]


def days() -> list[date]:
    """Return the due days alone."""
    return [day for _, day in shown()]


def planned(jo: Person) -> ReferralOrder:
    """Return an order of six months whose panels are accepted."""
    order = scenes.order(jo)
    scenes.signed(order, jo)
    with changing():
        plans.accept_plan(order=order, actor=jo)
    return order


def test_a_new_order_is_due_and_says_no_more_than_its_area(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo, area=AreaFactory(name="Northmere"))
    assert shown() == [("Panel due, Northmere", date(2026, 3, 11))]
    entry = session.scalars(select(Entry)).one()
    assert (entry.all_day, entry.path) == (True, f"/panels/due/{order.uuid}")
    assert [row.key for row in entry.audience] == ["role:coordinator"]
    assert references_in(" ".join((entry.title, entry.ics, entry.description))) == []


def test_the_days_follow_the_plan_once_it_is_accepted(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.signed(order, jo)
    assert days() == []
    with changing():
        plans.accept_plan(order=order, actor=jo)
    assert days() == [date(2026, 6, 2), date(2026, 9, 2)]
    with changing():
        plans.move_panel(order=order, panel=order.panels[0], due_on=date(2026, 6, 9), actor=jo)
    assert days() == [date(2026, 6, 9), date(2026, 9, 2)]
    with changing():
        plans.drop_panel(order=order, panel=order.panels[0], actor=jo)
    assert days() == [date(2026, 9, 2)]


def test_an_arranged_and_a_cancelled_panel_change_nothing(app: Flask) -> None:
    jo = scenes.coordinator()
    order = planned(jo)
    before = [entry.sequence for entry in session.scalars(select(Entry).order_by(Entry.id))]
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1))
    with changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=CancelReason.ROOM, actor=jo
        )
    due = session.scalars(select(Entry).where(Entry.kind == Kind.DUE).order_by(Entry.id)).all()
    assert [entry.sequence for entry in due] == before
    assert days() == [date(2026, 6, 2), date(2026, 9, 2)]


def test_what_was_held_stays_and_an_end_calls_off_the_rest(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.held(scenes.arranged(jo, order))
    scenes.signed(order, jo)
    with changing():
        plans.accept_plan(order=order, actor=jo)
        orders.end_order(order=order, actor=jo)
    assert days() == [date(2026, 3, 11)]
    with changing():
        orders.reopen_order(order=order, actor=jo)
        plans.accept_plan(order=order, actor=jo)
    assert days() == [date(2026, 3, 11), date(2026, 6, 2), date(2026, 9, 2)]


def test_a_panel_before_court_is_due_on_its_day_in_court(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory(name="Northmere")
    panel = scenes.before_court(jo, area=area)
    entry = session.scalars(select(Entry)).one()
    assert shown() == [("Panel due before court, Northmere", date(2026, 3, 20))]
    assert entry.path == f"/panels/due/{panel.due_uuid}"
    assert references_in(" ".join((entry.title, entry.ics, entry.description))) == []
    facts = rules.BeforeCourtFacts(date(2026, 3, 27), area.id, jo.id)
    with changing():
        before_court.change_before_court(panel=panel, version=panel.version, facts=facts, actor=jo)
    sitting, sequence = scenes.arranged(jo, panel), entry.sequence
    with changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=CancelReason.ROOM, actor=jo
        )
    assert days() == [date(2026, 3, 27)]
    [again] = find_before_court.panels_to_arrange(frozenset())
    assert (again.due_uuid, panel.due_uuid, entry.sequence) == (entry.uuid, None, sequence)
    with changing():
        before_court.drop_before_court(panel=again, actor=jo)
    assert days() == []


def test_a_panel_before_court_that_is_adjourned_is_due_again(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo, scenes.before_court(jo))
    scenes.accepted(sitting, SeatKind.MEMBER, scenes.volunteer("Ann Lee"))
    adjourned = {"held": False, "agreed": None, "reason": "More time was needed"}
    evenings.note(sitting, evenings.noted(sitting, **adjourned, again_on=date(2026, 3, 18)))
    assert days() == [date(2026, 3, 18), date(2026, 3, 20)]
    evenings.note(sitting, evenings.noted(sitting), sure=True)
    assert days() == [date(2026, 3, 20)]


def test_a_correction_moves_the_day(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    facts = rules.OrderFacts(date(2026, 2, 12), 6, order.area_id, False, order.case_manager_id)
    with changing():
        orders.change_order(order=order, version=order.version, facts=facts, actor=jo)
    assert days() == [date(2026, 3, 12)]
