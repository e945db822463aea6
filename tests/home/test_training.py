"""What of training waits on the first page: registers to mark, sessions with too few."""

from datetime import date, time

from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.people.models import Person
from tests.factories import PersonFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements
from tests.training import scenes
from tests.training.conftest import jo, monday
from tests.training.sessions import plans

__all__ = ["jo", "monday"]

EARLIER = clock.at(date(2026, 2, 16), time(12))
AFTERWARDS = clock.at(date(2026, 3, 4), time(14))


def signed_in(app: Flask, person: Person) -> Pages:
    assert person.email
    return Pages(app).sign_in(person.email)


def test_a_coordinator_sees_registers_to_mark_and_sessions_with_too_few(
    app: Flask, jo: Person
) -> None:
    marcus = user_with(Role.STAFF, person=PersonFactory(name="Marcus Reid", is_staff=True)).person
    course = plans.course()
    with clock.frozen(EARLIER):
        two_days = plans.planned(jo, date(2026, 3, 3), date(2026, 3, 5), of=course, trainer=marcus)
        over = plans.planned(jo, date(2026, 3, 4), of=course, trainer=marcus)
        soon = plans.planned(jo, date(2026, 3, 6), of=course, trainer=marcus, minimum=3)
        plans.planned(jo, date(2026, 3, 30), of=course, trainer=marcus, minimum=3)
        for held in (two_days, over):
            scenes.booked(held, PersonFactory())
    with clock.frozen(AFTERWARDS):
        page = signed_in(app, jo).get("/")
        links = {link["href"] for link in page.select("#needs th a")}
        assert links == {plans.path(over), plans.path(soon)}
        assert "0 of 3 that it needs" in page.words
        page = signed_in(app, marcus).get("/")
        links = {link["href"] for link in page.select("#given a")}
        assert links == {plans.path(soon), f"{plans.path(over)}/register"}


def test_somebody_who_trains_nothing_sees_no_such_list(app: Flask, jo: Person) -> None:
    with clock.frozen(EARLIER):
        plans.planned(jo, date(2026, 3, 4), minimum=3)
    dee = user_with(Role.STAFF, person=PersonFactory(name="Dee Fox", is_staff=True)).person
    assert not signed_in(app, dee).get("/").select("#given")


def test_it_costs_the_same_for_one_and_for_three(app: Flask, jo: Person) -> None:
    course, counts, found = plans.course(), [], []
    desk = signed_in(app, jo)
    for days in ((1,), (2, 3)):
        for day in days:
            with clock.frozen(EARLIER):
                over = plans.planned(jo, date(2026, 2, 23 + day), of=course)
                soon = plans.planned(jo, date(2026, 3, 3 + day), of=course, minimum=3)
            scenes.booked(over, PersonFactory())
            scenes.booked(soon, PersonFactory())
        with count_statements() as sent:
            page = desk.get("/")
        found.append(len(page.select("#needs tbody tr")))
        counts.append(len(sent))
    assert found == [2, 6]
    assert counts[0] == counts[1]
