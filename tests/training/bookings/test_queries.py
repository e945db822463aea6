"""Bookings as lists and first pages ask for them."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.members.models import Away, Member
from portal.people.models import Person
from portal.training.models import BookingState
from portal.training.queries import bookings, places
from tests.factories import AreaFactory, CourseFactory, PersonFactory, user_with
from tests.statements import count_statements
from tests.training import scenes
from tests.training.bookings.scenes import BOOKABLE, ahead, books, cancels, signed_in


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    return signed_in("Ann Lee")


@pytest.mark.parametrize("count", [1, 3])
def test_own_bookings_cost_the_same_for_one_and_for_three(ann: Person, count: int) -> None:
    for number in range(count):
        books(ahead(course=CourseFactory(), day=BOOKABLE + timedelta(days=number)), ann)
    number = ann.id
    session.expunge_all()
    with count_statements() as sent:
        found = bookings.own(number)
        shown = [(each.session.course.title, each.session.entry.room) for each in found]
    assert len(shown) == count
    assert len([line for line in sent if line.startswith("SELECT")]) == 1


def test_own_bookings_are_those_to_come_that_stand_in_order(ann: Person) -> None:
    later = ahead(course=CourseFactory(title="Later"), day=BOOKABLE + timedelta(days=1))
    sooner = ahead(course=CourseFactory(title="Sooner"))
    gone = ahead(course=CourseFactory(title="Gone"), day=BOOKABLE + timedelta(days=2))
    for held in (later, sooner, gone):
        books(held, ann)
    cancels(next(each for each in bookings.own(ann.id) if each.session_id == gone.id))
    titles = [each.session.course.title for each in bookings.own(ann.id)]
    assert titles == ["Sooner", "Later"]
    with clock.frozen(sooner.entry.ends_at):
        assert [each.session.course.title for each in bookings.own(ann.id)] == ["Later"]


@pytest.mark.parametrize("count", [1, 3])
def test_how_a_session_is_filled_costs_the_same_for_one_and_for_three(
    ann: Person, count: int
) -> None:
    held = ahead(capacity=2)
    for _ in range(count):
        books(held, scenes.volunteer(PersonFactory().name).person)
    session.refresh(held.entry)
    number = ann.id
    with count_statements() as sent:
        board = places.board(held, number)
        names = [each.name for each in (*board.booked, *board.listed)]
    assert len(names) == count
    assert len([line for line in sent if line.startswith("SELECT")]) == 1


def test_days_away_are_said_before_booking(ann: Person) -> None:
    member = session.query(Member).filter_by(person_id=ann.id).one()
    member.away.append(Away(starts_on=BOOKABLE, ends_on=BOOKABLE + timedelta(days=2)))
    session.commit()
    look = places.look(ahead(), ann)
    assert look.meant
    assert look.missing == []
    assert look.away == ["Tuesday 24 to Thursday 26 March"]
    assert look.clashes == []


def test_a_course_already_held_is_said_before_booking(ann: Person) -> None:
    held = ahead()
    assert places.look(held, ann).until is None
    scenes.until(ann, held.course, BOOKABLE)
    assert places.look(held, ann).until == BOOKABLE


def test_another_date_of_the_course_is_said_before_booking(ann: Person) -> None:
    held = ahead()
    other = ahead(course=held.course, day=BOOKABLE + timedelta(days=7))
    assert places.look(held, ann).also == []
    books(other, ann)
    assert places.look(held, ann).also == [BOOKABLE + timedelta(days=7)]


def test_people_book_by_what_they_are(ann: Person, jo: Person) -> None:
    north = AreaFactory()
    assert places.keys_of(ann) == {"role:volunteer", f"role:volunteer@area:{north.id}"}
    assert places.keys_of(jo) == {"role:staff"}
    partner = user_with(Role.PARTNER).person
    assert places.keys_of(partner) == {"role:partner"}
    assert places.keys_of(PersonFactory()) == set()


def test_who_could_be_booked_is_found_by_name(ann: Person, jo: Person) -> None:
    held = ahead()
    bo = scenes.volunteer("Bo Lee").person
    assert [each.name for each in places.who_could(held, "lee")] == ["Ann Lee", "Bo Lee"]
    books(held, bo)
    assert [each.name for each in places.who_could(held, "LEE")] == ["Ann Lee"]
    assert places.who_could(held, "hartley") == []


def test_what_has_lapsed_is_found_in_order(ann: Person) -> None:
    held = ahead(capacity=1)
    first = books(held, ann)
    waits = books(held, scenes.volunteer("Bo Ray").person)
    cancels(first)
    assert waits.state is BookingState.OFFERED
    assert bookings.lapsed_ids() == []
    assert waits.offered_until
    with clock.frozen(waits.offered_until):
        assert bookings.lapsed_ids() == [waits.id]
