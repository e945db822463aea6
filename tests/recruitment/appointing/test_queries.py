"""What an appointment starts from, and the reviews that are due, in a fixed number of reads."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.members.models import MemberArea, Status
from portal.panels.models import SeatKind
from portal.recruitment.actions import appointing
from portal.recruitment.queries import appointing as queries
from portal.recruitment.queries.probations import reviews_due
from portal.training.models import Kind
from tests.factories import AreaFactory, CourseFactory, MemberFactory, PersonFactory
from tests.panels import scenes as panels
from tests.recruitment.scenes import REVIEW, TODAY, checked
from tests.recruitment.scenes import appointing as said
from tests.statements import count_statements
from tests.training.scenes import booked, planned


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(TODAY, time(10))):
        yield


def test_inductions_are_of_the_area_with_their_places(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    course = CourseFactory(kind=Kind.INDUCTION)
    everybody = planned(course, date(2026, 3, 20), capacity=3)
    planned(course, date(2026, 3, 21), keys=[f"role:volunteer@area:{south.id}"])
    planned(course, date(2026, 3, 22), keys=["role:staff"])
    planned(CourseFactory(), date(2026, 3, 23))
    booked(everybody, PersonFactory())
    found = queries.inductions(north.id)
    assert [(each.uuid, each.left) for each in found] == [(everybody.entry.uuid, 2)]
    assert len(queries.inductions(None)) == 2


def test_buddies_are_experienced_and_serve_the_area(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    for name, values in (
        ("Ann Lee", {"area_rows": [MemberArea(area=north)]}),
        ("Bo Ray", {"area_rows": [MemberArea(area=south)]}),
        ("Cy Day", {}),
        ("Di Fox", {"is_learner": True}),
        ("Eve Hay", {"status": Status.PAUSED}),
        ("Flo Ash", {"leaves_on": date(2026, 9, 1), "leave_reason": "moved"}),
    ):
        MemberFactory(person=PersonFactory(name=name), **values)
    assert [each.person.name for each in queries.buddies(north.id)] == ["Ann Lee", "Cy Day"]
    assert len(queries.buddies(None)) == 3


def test_sittings_to_observe_have_an_observers_seat_free(app: Flask) -> None:
    jo, north = panels.coordinator(), AreaFactory()
    free = panels.arranged(jo, panels.order(jo, area=north))
    taken = panels.arranged(jo, panels.order(jo, area=north))
    elsewhere = panels.arranged(jo)
    seat = next(each for each in taken.seats if each.kind is SeatKind.OBSERVER)
    seat.person = panels.volunteer("Ann Lee").person
    session.commit()
    assert list(queries.to_observe(north.id, frozenset())) == [free]
    assert list(queries.to_observe(None, frozenset())) == [free, elsewhere]
    assert list(queries.to_observe(None, frozenset({north.id}))) == [free]


@pytest.mark.parametrize("count", [1, 3])
def test_reviews_that_are_due_take_a_fixed_number_of_reads(app: Flask, count: int) -> None:
    jo = panels.coordinator()
    made = []
    for number in range(count):
        name = f"Person {number}"
        with changing():
            appointment = appointing.appoint(
                application=checked(name, email=None),
                facts=said(
                    number=f"V{number}",
                    person={"name": name, "known_as": None, "email": None, "phone": None},
                    area_ids=(AreaFactory().id,),
                    invites=False,
                ),
                actor=jo,
            )
        made.append(appointment)
    gone = made[-1].member
    session.expire_all()
    with count_statements() as statements:
        found = reviews_due()
    assert len(statements) == 3
    assert [each.day for each in found] == [REVIEW] * count
    assert {each.path.split("/")[2] for each in found} == {"reviews"}
    gone.status = Status.LEFT
    session.commit()
    assert len(reviews_due()) == count - 1
