"""Ticking what is arranged for a panel, and what belongs on its list."""

from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import checklists
from portal.panels.models import Panel, PanelCheck
from portal.people.models import Person
from tests.panels import scenes

VENUE, PAPERS = "Venue confirmed", "Papers to read at the venue from (time)"
QUARTER_TO = time(16, 45)


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


@pytest.fixture
def panel(jo: Person) -> Panel:
    return scenes.arranged(jo).panels[0]


def check(panel: Panel, item: str) -> PanelCheck:
    session.expire_all()
    return next(each for each in panel.checks if each.item == item)


def tick(panel: Panel, item: str, actor: Person, *, at: time | None = None) -> None:
    number = check(panel, item).id
    times = {number: at} if at else {}
    with changing():
        checklists.tick(panel=panel, ticked={number}, unticked=(), times=times, actor=actor)


def untick(panel: Panel, item: str, actor: Person) -> None:
    number = check(panel, item).id
    with changing():
        checklists.tick(panel=panel, ticked=(), unticked={number}, times={}, actor=actor)


def test_a_tick_tells_who_and_when_and_twice_is_once(panel: Panel, jo: Person) -> None:
    tick(panel, VENUE, jo)
    with clock.frozen(clock.at(date(2026, 3, 3), time(9))):
        tick(panel, VENUE, scenes.coordinator("Sam Field"))
    found = check(panel, VENUE)
    assert (found.done_by, found.done_at) == (jo, clock.now())
    assert check(panel, "Refreshments").done_at is None
    untick(panel, VENUE, jo)
    untick(panel, VENUE, jo)
    assert check(panel, VENUE).done_at is None
    assert scenes.tags()[-2:] == ["check_ticked", "check_unticked"]


def test_an_item_with_a_time_is_not_done_without(panel: Panel, jo: Person) -> None:
    with pytest.raises(rules.Refused, match="needs its time") as refused:
        tick(panel, PAPERS, jo)
    assert refused.value.field == f"at_{check(panel, PAPERS).id}"
    tick(panel, PAPERS, jo, at=QUARTER_TO)
    assert check(panel, PAPERS).at_time == QUARTER_TO
    tick(panel, PAPERS, jo, at=time(17))
    assert check(panel, PAPERS).at_time == time(17)
    with pytest.raises(rules.Refused, match="needs its time"):
        tick(panel, PAPERS, jo)


def test_only_what_the_service_lists_is_put_on_or_taken_off(panel: Panel, jo: Person) -> None:
    number = check(panel, VENUE).id
    for _ in range(2):
        with changing():
            checklists.take_item_off(panel=panel, check_id=number, actor=jo)
    session.expire_all()
    assert VENUE not in [each.item for each in panel.checks]
    for _ in range(2):
        with changing():
            checklists.add_item(panel=panel, item=VENUE, actor=jo)
    session.expire_all()
    assert [each.item for each in panel.checks].count(VENUE) == 1
    with pytest.raises(rules.Refused, match="not on the service’s list"), changing():
        checklists.add_item(panel=panel, item="Something about somebody", actor=jo)
    assert scenes.tags()[-2:] == ["check_taken_off", "check_added"]


def test_a_list_stays_as_it_was_once_its_panel_is_over(panel: Panel, jo: Person) -> None:
    tick(panel, VENUE, jo)
    with clock.frozen(clock.at(scenes.TENTH, time(18, 30))):
        for change in (tick, untick):
            with pytest.raises(rules.Refused, match="P-2026-001 is over"):
                change(panel, VENUE, jo)
        with pytest.raises(rules.Refused, match="is over"), changing():
            checklists.take_item_off(panel=panel, check_id=check(panel, VENUE).id, actor=jo)
    assert check(panel, VENUE).done_at is not None
