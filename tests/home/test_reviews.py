"""Which pages of the handbook are to be looked at, on the coordinator's first page."""

from datetime import date

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.home.desks import rows
from tests.noticeboard import scenes
from tests.noticeboard.conftest import desk, jo, monday
from tests.noticeboard.handbook.scenes import added
from tests.pages import Pages
from tests.statements import count_statements

__all__ = ["desk", "jo", "monday"]


def test_what_is_to_be_looked_at_waits_by_its_day(desk: Pages, jo: Person) -> None:
    added(jo, title="Later", review_on=date(2026, 3, 17))
    added(jo, title="Chairing", review_on=date(2026, 3, 16))
    assert rows(desk.get("/")) == [
        [
            "Mon 16 March",
            "Handbook to review Chairing",
            "To be looked at Jo Hartley sees to this page. Whoever reads it relies on it.",
            "Look at it : Chairing",
        ]
    ]
    assert len(rows(desk.get("/?show=reviews"))) == 1


def test_what_is_for_another_area_alone_waits_for_its_coordinators(app: Flask, jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    keys = frozenset({f"role:volunteer@area:{north.id}"})
    added(jo, review_on=date(2026, 3, 16), keys=keys)
    shown = {}
    for area in (north, south):
        them = scenes.limited(scenes.somebody(Role.COORDINATOR, name=area.name), area)
        shown[area] = len(rows(Pages(app).sign_in(str(them.email)).get("/")))
    assert shown == {north: 1, south: 0}


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_much_for_three_as_for_one(desk: Pages, jo: Person, count: int) -> None:
    for number in range(count):
        added(jo, title=str(number), review_on=date(2026, 3, 10 + number))
    session.expunge_all()
    with count_statements() as sent:
        assert len(rows(desk.get("/"))) == count
    assert len(sent) == 36
