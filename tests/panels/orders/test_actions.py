"""What is done to an order, and what is refused."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import orders
from portal.panels.models import (
    OrderState,
    ReferralOrder,
    SeatKind,
)
from tests.factories import AreaFactory
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER


def test_orders_are_numbered_by_year_and_know_their_due_day(app: Flask) -> None:
    jo = scenes.coordinator()
    first, second = scenes.order(jo), scenes.order(jo, intensive=True)
    assert (first.ref, first.due_on) == ("RO-2026-001", date(2026, 3, 11))
    assert (second.ref, second.due_on) == ("RO-2026-002", date(2026, 2, 18))
    with clock.frozen(clock.at(date(2027, 1, 4), time(9))):
        assert scenes.order(jo, court_date=date(2027, 1, 4)).ref == "RO-2027-001"


def test_an_order_posted_twice_is_entered_once(app: Flask) -> None:
    jo = scenes.coordinator()
    key, facts = uuid4().hex, rules.OrderFacts(date(2026, 2, 11), 6, AreaFactory().id, False, jo.id)
    made = []
    for _ in range(2):
        with changing():
            made.append(orders.enter_order(facts=facts, form_key=key, actor=jo).ref)
    assert made == ["RO-2026-001", "RO-2026-001"]
    assert session.scalar(select(func.count(ReferralOrder.id))) == 1


@pytest.mark.parametrize(
    ("values", "field", "start"),
    [
        ({"court_date": date(2026, 3, 3)}, "court_date", "The court date is in the future."),
        ({"court_date": date(2022, 3, 3)}, "court_date", "The court date is more than three"),
        ({"months": 2}, "months", "A Referral Order lasts 3 to 12 months."),
        ({"months": 13}, "months", "A Referral Order lasts 3 to 12 months."),
    ],
)
def test_an_order_no_court_made_is_refused(
    app: Flask, values: dict[str, Any], field: str, start: str
) -> None:
    jo = scenes.coordinator()
    with pytest.raises(rules.Refused) as refused:
        scenes.order(jo, **values)
    assert refused.value.field == field
    assert refused.value.sentence.startswith(start)


def test_changing_an_order_moves_its_due_day_and_its_panel_s(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    panel = scenes.arranged(jo, order).panels[0]
    facts = rules.OrderFacts(date(2026, 2, 12), 6, order.area_id, False, order.case_manager_id)
    with changing():
        orders.change_order(order=order, version=order.version, facts=facts, actor=jo)
    assert (order.due_on, panel.due_on) == (date(2026, 3, 12), date(2026, 3, 12))
    with pytest.raises(rules.Stale), changing():
        orders.change_order(order=order, version=order.version - 1, facts=facts, actor=jo)


def test_the_area_stays_while_a_panel_is_arranged(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.arranged(jo, order)
    facts = rules.OrderFacts(order.court_date, 6, AreaFactory().id, False, order.case_manager_id)
    with pytest.raises(rules.Refused, match="P-2026-001 is arranged in"), changing():
        orders.change_order(order=order, version=order.version, facts=facts, actor=jo)


def test_an_order_ends_and_opens_again_but_not_under_a_panel(app: Flask) -> None:
    jo = scenes.coordinator()
    order, other = scenes.order(jo), scenes.order(jo)
    with changing():
        orders.end_order(order=order, actor=jo)
    assert (order.state, order.ends_on) == (OrderState.ENDED, date(2026, 3, 2))
    with changing():
        orders.reopen_order(order=order, actor=jo)
    assert (order.state, order.ends_on) == (OrderState.OPEN, None)
    scenes.arranged(jo, other)
    with pytest.raises(rules.Refused, match="still arranged"), changing():
        orders.end_order(order=other, actor=jo)


def test_the_tick_of_the_reference_can_be_taken_back(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    for copied in (True, True, False):
        with changing():
            orders.tick_copied(order=order, copied=copied, actor=order.case_manager)
    assert order.copied_at is None
    assert scenes.tags() == ["order_entered", "reference_copied", "reference_unticked"]
