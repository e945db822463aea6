"""What the database says of plans and what their pages say is the same, at a fixed cost."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.calendar.models import Entry
from portal.database import changing, session
from portal.panels.actions import order_events, orders, plans
from portal.panels.models import EventKind, PanelKind, ReferralOrder, Sitting
from portal.panels.queries import before_court, conditions, glance, listing, needs, sittings
from portal.panels.queries import orders as find
from portal.panels.queries.plans import outlook, panel_of
from portal.people.models import Person
from portal.settings import queries as settings
from tests.factories import AreaFactory
from tests.panels import scenes
from tests.statements import count_statements

EVERYWHERE: frozenset[int] = frozenset()
EVERY = find.OrderFilter()


def every_kind_of_order(jo: Person) -> None:
    """Enter orders in every stage of their life that differs."""
    scenes.order(jo)  # needs its first panel
    scenes.order(jo, court_date=date(2026, 1, 5))  # overdue
    explained = scenes.order(jo, court_date=date(2026, 1, 5))
    scenes.arranged(jo, scenes.order(jo))
    scenes.arranged(jo, scenes.order(jo), day=date(2026, 3, 13))  # late
    scenes.arranged(jo, scenes.order(jo), kind=PanelKind.POST_COURT, day=date(2026, 3, 5))
    proposed, accepted, passed = (scenes.order(jo, months=12) for _ in range(3))
    for order in (proposed, accepted):
        scenes.signed(order, jo)
    scenes.signed(passed, jo, date(2026, 2, 12))
    with changing():
        plans.accept_plan(order=accepted, actor=jo)
        plans.accept_plan(order=passed, actor=jo)
        plans.give_late_reason(order=explained, panel=None, reason="No suitable room", actor=jo)
    scenes.arranged(jo, accepted, kind=PanelKind.PROGRESS, day=date(2026, 6, 10))  # late
    ended, gone = scenes.order(jo), scenes.order(jo)
    with changing():
        orders.end_order(order=ended, actor=jo)
        order_events.end_early(
            order=gone, kind=EventKind.TRANSFER_OUT, on_day=date(2026, 3, 2), actor=jo
        )
    ending = scenes.order(jo, months=3)
    scenes.signed(ending, jo, date(2026, 2, 12))
    held = scenes.arranged(jo, scenes.order(jo), day=date(2026, 3, 4))
    scenes.held(held)
    session.expire_all()


@pytest.mark.parametrize("on", [date(2026, 3, 2), date(2026, 4, 20), date(2026, 6, 11)])
def test_the_list_and_each_page_say_the_same_of_an_order(app: Flask, on: date) -> None:
    every_kind_of_order(scenes.coordinator())
    with clock.frozen(clock.at(on, time(9))):
        every = session.scalars(select(ReferralOrder)).all()
        open_orders = [each for each in every if each.state == "open"]
        expected = {
            "without": {each.ref for each in open_orders if outlook(each).undated},
            "late": {
                each.ref
                for each in open_orders
                if any(step.is_late for step in outlook(each).steps)
            },
            "unexplained": {each.ref for each in open_orders if outlook(each).unexplained},
            "ending": {
                each.ref
                for each in open_orders
                if each.ends_on and each.ends_on <= on + conditions.SOON
            },
        }
        counts = find.counts(EVERYWHERE, EVERY)
        for show, refs in expected.items():
            found = find.orders(EVERYWHERE, find.OrderFilter(state=show)).items
            assert {each.ref for each in found} == refs, show
            assert counts[show] == len(refs)
        assert counts[""] == len(every)
        assert counts["open"] == len(open_orders)


def test_those_that_need_a_date_come_first_by_the_day_it_is_due(app: Flask) -> None:
    every_kind_of_order(scenes.coordinator())
    listed = find.orders(EVERYWHERE, EVERY).items
    due = [step.day for each in listed if (step := outlook(each).undated)]
    assert len(due) == 5
    assert due == sorted(due, key=lambda day: day or date.min)
    assert all(outlook(each).undated for each in listed[: len(due)])


def test_home_asks_for_the_dates_that_the_list_asks_for(app: Flask) -> None:
    jo = scenes.coordinator()
    every_kind_of_order(jo)
    court = scenes.before_court(jo)
    found = needs.dates_needed(EVERYWHERE, until=date(2030, 1, 1), most=50)
    asked = {each.path.rsplit("/", 1)[-1] for each in found if each.kind != "pre_court"}
    assert asked == {
        each.ref for each in find.orders(EVERYWHERE, find.OrderFilter(state="without")).items
    }
    for each in found:
        if each.kind == "pre_court":
            assert (each.ref, each.path) == (court.ref, f"/panels/before-court/{court.ref}")
            continue
        order = find.order(each.path.rsplit("/", 1)[-1], EVERYWHERE)
        step = next(
            step
            for step in outlook(order).steps
            if step.needs_date and (step.panel.ref if step.panel else order.ref) == each.ref
        )
        assert step.deadline
        assert (step.deadline.tell_by, step.deadline.left) == (
            each.deadline.tell_by,
            each.deadline.left,
        )


def test_home_asks_for_reasons_and_contracts(app: Flask) -> None:
    jo = scenes.coordinator()
    late, held = scenes.order(jo), scenes.order(jo)
    scenes.arranged(jo, late, day=date(2026, 3, 13))
    scenes.held(scenes.arranged(jo, held, day=date(2026, 3, 4)))
    court = scenes.before_court(jo, court_on=date(2026, 3, 6))
    scenes.arranged(jo, court, day=date(2026, 3, 9))
    assert [each.ref for each in needs.unexplained(EVERYWHERE, most=9)] == [
        "P-2026-001",
        court.ref,
    ]
    assert [(each.ref, each.held_on) for each in needs.unsigned(EVERYWHERE, most=9)] == [
        (held.ref, date(2026, 3, 4))
    ]
    nowhere = frozenset({0})
    assert needs.unexplained(nowhere, most=9) == []
    assert needs.unsigned(nowhere, most=9) == []
    scenes.signed(held, jo)
    with changing():
        plans.give_late_reason(order=late, panel=None, reason="No suitable room", actor=jo)
        plans.give_late_reason(order=None, panel=court, reason="No suitable room", actor=jo)
    assert needs.unexplained(EVERYWHERE, most=9) == []
    assert needs.unsigned(EVERYWHERE, most=9) == []


def test_a_contract_that_was_not_agreed_is_not_asked_for(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo, day=date(2026, 3, 4))
    scenes.held(sitting)
    sitting.panels[0].contract_agreed = False
    session.commit()
    assert needs.unsigned(EVERYWHERE, most=9) == []


def test_sittings_before_court_stand_as_their_own_pages_say(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory(name="Northmere")
    scenes.arranged(jo, scenes.before_court(jo, area=area))
    mixed = scenes.order(jo, area=area, intensive=True, court_date=date(2026, 3, 2))
    scenes.arranged(jo, scenes.before_court(jo, area=area), mixed, day=date(2026, 3, 6))
    session.expunge_all()
    whole = session.scalars(select(Sitting).join(Sitting.entry).order_by(Entry.starts_at)).all()
    ready = [sittings.readiness(each) for each in whole]
    glanced = glance.sittings_ahead(EVERYWHERE, 60)
    assert [(each.tell_by, each.risk) for each in glanced] == [
        (each.tell_by, each.risk) for each in ready
    ]
    listed = listing.sittings(EVERYWHERE, listing.SittingFilter()).items
    assert [(each.words, each.look) for each in listed] == [
        (each.words, each.look) for each in ready
    ]
    at_risk = listing.sittings(EVERYWHERE, listing.SittingFilter(listing.AT_RISK)).items
    assert [each.path for each in at_risk] == [
        each.entry.path for each, stands in zip(whole, ready, strict=True) if stands.look == "risk"
    ]


@pytest.mark.parametrize("nonsense", ["P-2026-999", "P-2026-001\0", ""])
def test_a_reference_that_no_panel_has_finds_none(app: Flask, nonsense: str) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.arranged(jo, order)
    assert panel_of(order, "P-2026-001") is order.panels[0]
    with pytest.raises(NoResultFound):
        panel_of(order, nonsense)


def test_lists_of_plans_cost_the_same_for_one_row_and_three(app: Flask) -> None:
    jo = scenes.coordinator()

    def add(number: int) -> None:
        order = scenes.order(jo, months=12)
        scenes.signed(order, jo)
        day = date(2026, 6, 1) + timedelta(days=number)
        scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=day)
        scenes.before_court(jo)

    def costs() -> list[int]:
        return [
            cost(lambda: [outlook(each).next for each in find.orders(EVERYWHERE, EVERY).items]),
            cost(lambda: find.counts(EVERYWHERE, EVERY)),
            cost(
                lambda: [
                    (each.area.name, each.case_manager.name, each.sits_on)
                    for each in before_court.panels(EVERYWHERE).items
                ]
            ),
        ]

    add(0)
    once = costs()
    for number in (1, 2):
        add(number)
    assert costs() == once


def cost(look: Callable[[], object]) -> int:
    """Return how many statements it takes when nothing was loaded before."""
    session.expire_all()
    settings.forget()
    with count_statements() as sent:
        look()
    return len(sent)
