"""A panel that meets before there is an order: entered, corrected, arranged, cancelled."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import before_court, sittings
from portal.panels.models import CancelReason, Panel, PanelState
from portal.panels.queries import before_court as queries
from portal.panels.queries.plans import step_of
from tests.factories import AreaFactory
from tests.panels import scenes

TWENTIETH = date(2026, 3, 20)


def test_its_clock_counts_to_court(app: Flask) -> None:
    jo = scenes.coordinator()
    panel = scenes.before_court(jo)
    assert (panel.ref, panel.order, panel.due_on) == ("P-2026-001", None, TWENTIETH)
    clock = step_of(panel).deadline
    assert clock
    assert (clock.due_on, clock.left, clock.tell_by) == (TWENTIETH, 14, date(2026, 3, 13))


def test_it_is_entered_once(app: Flask) -> None:
    jo, key = scenes.coordinator(), uuid4().hex
    facts = rules.BeforeCourtFacts(TWENTIETH, AreaFactory().id, jo.id)
    with changing():
        for _ in range(2):
            before_court.enter_before_court(facts=facts, form_key=key, actor=jo)
    assert session.scalar(select(func.count(Panel.id))) == 1


@pytest.mark.parametrize("court_on", [date(2026, 3, 2), date(2027, 3, 20)])
def test_court_is_to_come_within_a_year(app: Flask, court_on: date) -> None:
    with pytest.raises(rules.Refused) as refused:
        scenes.before_court(scenes.coordinator(), court_on=court_on)
    assert refused.value.field == "court_on"


def test_it_is_arranged_like_any_other_and_planned_again_when_that_is_cancelled(
    app: Flask,
) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    panel = scenes.before_court(jo, area=area)
    sitting = scenes.arranged(jo, panel, scenes.order(jo, area=area))
    assert [(each.ref, each.kind.value) for each in sitting.panels] == [
        ("P-2026-001", "pre_court"),
        ("P-2026-002", "initial"),
    ]
    assert [who for who, _ in scenes.mail()] == ["Casey Moran", "Casey Moran"]
    with pytest.raises(rules.Refused, match="P-2026-001 has its date"):
        scenes.arranged(jo, panel)
    session.rollback()
    with changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=CancelReason.ROOM, actor=jo
        )
    assert [who for who, _ in scenes.mail()[2:]] == ["Casey Moran", "Casey Moran"]
    again = queries.panels_to_arrange(frozenset())
    assert [(each.ref, each.court_on, each.area) for each in again] == [
        ("P-2026-003", TWENTIETH, area)
    ]


def test_it_is_not_heard_beside_an_order_of_another_area(app: Flask) -> None:
    jo = scenes.coordinator()
    panel = scenes.before_court(jo, area=AreaFactory(name="Northmere"))
    with pytest.raises(rules.Refused, match="P-2026-001 is in Northmere"):
        scenes.arranged(jo, scenes.order(jo), panel)


def test_it_is_corrected_and_its_clock_follows(app: Flask) -> None:
    jo = scenes.coordinator()
    panel = scenes.before_court(jo)
    facts = rules.BeforeCourtFacts(date(2026, 3, 27), panel.area.id, jo.id)
    version = panel.version
    with changing():
        before_court.change_before_court(panel=panel, version=version, facts=facts, actor=jo)
    assert (panel.due_on, panel.case_manager) == (date(2026, 3, 27), jo)
    with pytest.raises(rules.Stale), changing():
        before_court.change_before_court(panel=panel, version=version, facts=facts, actor=jo)
    scenes.arranged(jo, panel)
    elsewhere = rules.BeforeCourtFacts(date(2026, 3, 27), AreaFactory().id, jo.id)
    with pytest.raises(rules.Refused, match="is arranged in") as refused, changing():
        before_court.change_before_court(
            panel=panel, version=panel.version, facts=elsewhere, actor=jo
        )
    assert refused.value.field == "area"


def test_it_is_cancelled_while_nothing_is_arranged(app: Flask) -> None:
    jo = scenes.coordinator()
    panel, other = scenes.before_court(jo), scenes.before_court(jo)
    with changing():
        for _ in range(2):
            before_court.drop_before_court(panel=panel, actor=jo)
    assert panel.state is PanelState.CANCELLED
    scenes.arranged(jo, other)
    with pytest.raises(rules.Refused, match="on Tuesday 10 March is arranged"), changing():
        before_court.drop_before_court(panel=other, actor=jo)
