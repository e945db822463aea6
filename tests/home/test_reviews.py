"""Which pages of the handbook are to be looked at, on the coordinator's first page."""

from datetime import date, time

from flask import Flask

from portal import clock
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


def test_what_was_not_looked_at_in_time_stands_among_all_that_is_overdue(
    app: Flask, jo: Person
) -> None:
    for title, review_on in (("Chairing", date(2026, 3, 3)), ("Later", date(2026, 3, 4))):
        added(jo, title=title, review_on=review_on)
    with clock.frozen(clock.at(date(2026, 3, 3), time(9))):
        page = Pages(app).sign_in(str(jo.email)).get("/members/overdue")
    [card] = [each for each in page.select(".app-card") if "Handbook" in str(each.h2)]
    lines = [" ".join(line.get_text(" ").split()) for line in card.select("li")]
    assert lines == ["Chairing Jo Hartley, by Tuesday 3 March"]


def test_the_queue_asks_as_much_for_three_as_for_one(desk: Pages, jo: Person) -> None:
    costs = []
    for titles in (["Chairing"], ["Expenses", "Papers"]):
        for title in titles:
            added(jo, title=title, review_on=date(2026, 3, 10))
        session.expunge_all()
        with count_statements() as sent:
            desk.get("/")
        costs.append(len(sent))
    assert len(rows(desk.get("/"))) == 3
    assert costs[0] == costs[1]
