"""Booking, waiting, taking a place that is offered, giving it back."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.accounts import actions as accounts
from portal.accounts.queries import user_of
from portal.calendar.models import AttendeeState
from portal.database import changing, session
from portal.members import actions as members
from portal.members.models import Status
from portal.members.queries import member_of
from portal.people.models import Person
from portal.training import actions, rules
from portal.training.actions.sessions import facts_of
from portal.training.models import Booking, BookingState, CoursePrerequisite
from portal.training.queries import guests, places
from tests.factories import CourseFactory
from tests.training import scenes
from tests.training.bookings.scenes import (
    BOOKABLE,
    ahead,
    asks,
    books,
    cancels,
    invited,
    mail_to,
    promised,
    signed_in,
    states,
)


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    return signed_in("Ann Lee")


@pytest.fixture
def bo(ann: Person) -> Person:
    return signed_in("Bo Ray")


@pytest.fixture
def cy(bo: Person) -> Person:
    return signed_in("Cy Day")


def refused(act: object, *args: object, **values: object) -> str:
    """Return the sentence with which something is refused, and undo it."""
    with pytest.raises(rules.Refused) as problem:
        act(*args, **values)  # type: ignore[operator]  # a function of ours
    session.rollback()
    return problem.value.sentence


def test_who_books_has_a_place_a_duty_and_a_letter(ann: Person) -> None:
    held = ahead()
    booking = books(held, ann)
    assert booking.state is BookingState.BOOKED
    assert promised(ann) == [AttendeeState.ACCEPTED]
    assert mail_to(ann) == ["booked"]
    assert scenes.tags() == ["booked"]


def test_booking_twice_is_once(ann: Person) -> None:
    held, key = ahead(), uuid4().hex
    first = books(held, ann, form_key=key)
    assert books(held, ann, form_key=key).id == first.id
    assert books(held, ann).id == first.id
    cancels(first)
    assert books(held, ann, form_key=key).state is BookingState.CANCELLED
    assert books(held, ann).state is BookingState.BOOKED


def test_when_it_is_full_people_wait_in_order(ann: Person, bo: Person, cy: Person) -> None:
    held = ahead(capacity=1)
    for person in (ann, bo, cy):
        books(held, person)
    assert states(held) == [("Ann Lee", "booked"), ("Bo Ray", "waiting"), ("Cy Day", "waiting")]
    assert promised(bo) == []
    assert mail_to(bo) == []


def test_a_free_place_is_offered_to_who_waits_first(ann: Person, bo: Person, cy: Person) -> None:
    held = ahead(capacity=1)
    first, second, _ = (books(held, person) for person in (ann, bo, cy))
    cancels(first)
    assert states(held) == [("Ann Lee", "cancelled"), ("Bo Ray", "offered"), ("Cy Day", "waiting")]
    assert second.offered_until == clock.now() + timedelta(hours=48)
    assert promised(ann) == [AttendeeState.GONE]
    assert promised(bo) == [AttendeeState.OFFERED]
    assert mail_to(bo) == ["place_offered"]
    with changing():
        actions.accept_place(booking=second, actor=bo)
    assert second.state is BookingState.BOOKED
    assert promised(bo) == [AttendeeState.ACCEPTED]
    assert mail_to(bo) == ["place_offered", "booked"]


def test_a_place_that_is_kept_is_nobody_elses(ann: Person, bo: Person, cy: Person) -> None:
    held = ahead(capacity=1)
    first = books(held, ann)
    books(held, bo)
    cancels(first)
    assert books(held, cy).state is BookingState.WAITING
    assert books(held, bo).state is BookingState.BOOKED


def test_a_place_not_taken_in_time_goes_to_the_next(ann: Person, bo: Person, cy: Person) -> None:
    held = ahead(capacity=1)
    first, second, third = (books(held, person) for person in (ann, bo, cy))
    cancels(first)
    with changing():
        actions.lapse_offer(booking=second)
    assert second.state is BookingState.OFFERED
    with clock.frozen(clock.now() + timedelta(hours=48)):
        late = refused(actions.accept_place, booking=second, actor=bo)
        assert late.startswith("The time to take this place has run out.")
        for _ in range(2):
            with changing():
                actions.lapse_offer(booking=second)
    assert [second.state, third.state] == [BookingState.LAPSED, BookingState.OFFERED]
    assert mail_to(bo) == ["place_offered", "place_lapsed"]
    assert promised(bo) == [AttendeeState.GONE]
    assert mail_to(cy) == ["place_offered"]


def test_who_leaves_the_list_makes_way(ann: Person, bo: Person, cy: Person) -> None:
    held = ahead(capacity=1)
    first, second, third = (books(held, person) for person in (ann, bo, cy))
    cancels(second)
    assert mail_to(bo) == []
    cancels(first)
    assert third.state is BookingState.OFFERED
    cancels(third)
    assert states(held)[2] == ("Cy Day", "cancelled")


def test_booking_is_open_between_its_times_alone(ann: Person, jo: Person) -> None:
    opens = clock.at(date(2026, 3, 9), clock.london(clock.now()).time())
    held = ahead(opens_at=opens)
    assert refused(books, held, ann) == (
        "Booking is not open yet. Come back when it opens: Monday 9 March, midday."
    )
    with clock.frozen(held.closes_at):
        assert refused(books, held, ann).startswith("Booking closed today, 10am.")
        assert books(held, ann, actor=jo).state is BookingState.BOOKED
    with clock.frozen(held.entry.starts_at):
        bo = scenes.volunteer("Bo Ray").person
        assert refused(books, held, bo, actor=jo).startswith("This session has begun.")


def test_only_its_audience_can_book(ann: Person, jo: Person) -> None:
    held = ahead(keys=["role:staff"])
    assert refused(books, held, ann).startswith("This session is not for you.")
    assert refused(books, held, ann, actor=jo).startswith("This session is not for Ann Lee.")
    assert books(held, jo).state is BookingState.BOOKED


def test_who_trains_a_session_books_no_place_of_it(jo: Person, ann: Person) -> None:
    held = ahead(keys=["role:staff", "role:volunteer"], trainer=ann)
    assert refused(books, held, ann).startswith("You train this session.")
    assert refused(books, held, ann, actor=jo).startswith("Ann Lee trains this session.")
    assert not places.look(held, ann).meant


def test_what_the_course_builds_on_comes_first(ann: Person) -> None:
    first = CourseFactory(title="Panel induction", code="IND")
    course = scenes.safeguarding(prerequisites=[CoursePrerequisite(required=first)])
    held = ahead(course=course)
    assert refused(books, held, ann).startswith("Needs Panel induction first: no session")
    scenes.planned(first, date(2026, 3, 12))
    assert refused(books, held, ann) == (
        "Needs Panel induction first: book Thursday 12 March, 4 places left."
    )
    scenes.until(ann, first, date(2026, 3, 23))
    award = scenes.held(ann, first, date(2026, 2, 1))
    assert books(held, ann).state is BookingState.BOOKED
    assert award.valid_until is None


def test_an_award_that_lapses_before_the_session_is_not_enough(ann: Person) -> None:
    first = CourseFactory(title="Panel induction", code="IND", validity_months=36)
    course = scenes.safeguarding(prerequisites=[CoursePrerequisite(required=first)])
    held = ahead(course=course)
    scenes.until(ann, first, BOOKABLE - timedelta(days=1))
    assert refused(books, held, ann).startswith("Needs Panel induction first:")


def test_a_clash_is_booked_only_knowingly(ann: Person) -> None:
    scenes.panel(ann, BOOKABLE)
    held = ahead()
    held.entry.starts_at = clock.at(BOOKABLE, clock.london(held.entry.starts_at).time())
    entry = held.entry
    entry.ends_at = entry.starts_at + timedelta(hours=8)
    session.commit()
    assert refused(books, held, ann) == (
        "It is at the same time as Panel, Tuesday 24 March, 5:30pm to 6:30pm. "
        "Give that back first, or say that you know and book it all the same."
    )
    assert books(held, ann, agreed=True).state is BookingState.BOOKED
    assert promised(ann) == [AttendeeState.ACCEPTED, AttendeeState.ACCEPTED]


def test_people_cancel_until_the_sessions_own_time(ann: Person, jo: Person) -> None:
    held = ahead()
    booking = books(held, ann)
    with clock.frozen(held.cancel_by):
        late = refused(cancels, booking)
        assert late.startswith("It is too late to cancel here: that was possible until today, 10am")
        assert "Ring " in late
        cancels(booking, actor=jo)
    assert booking.state is BookingState.CANCELLED
    assert mail_to(ann) == ["booked", "booking_cancelled"]


def test_who_waits_may_leave_the_list_at_any_time(ann: Person, bo: Person) -> None:
    held = ahead(capacity=1)
    books(held, ann)
    booking = books(held, bo)
    with clock.frozen(held.entry.starts_at - timedelta(minutes=5)):
        assert cancels(booking).state is BookingState.CANCELLED


def test_a_coordinator_books_for_somebody_who_is_told_by_whom(ann: Person, jo: Person) -> None:
    held = ahead(capacity=1)
    booking = books(held, ann, actor=jo)
    assert booking.booked_by is jo
    assert mail_to(ann) == ["booked"]
    assert mail_to(jo) == []
    bo = scenes.volunteer("Bo Ray").person
    full = refused(books, held, bo, actor=jo, waits=False)
    assert full == "The last place has just gone. Put them on the waiting list instead."
    assert books(held, bo, actor=jo).state is BookingState.WAITING
    assert mail_to(bo) == ["booking_waiting"]


def test_new_places_are_offered_at_once_to_those_who_wait(
    ann: Person, bo: Person, cy: Person, jo: Person
) -> None:
    held = ahead(capacity=1, join_url="https://meet.example/a")
    for person in (ann, bo, cy):
        books(held, person)
    with changing():
        actions.change_session(
            held=held,
            version=held.version,
            facts=replace(facts_of(held), capacity=3),
            where=actions.Where(None),
            actor=jo,
        )
    assert [state for _, state in states(held)] == ["booked", "offered", "offered"]
    assert mail_to(cy) == ["place_offered"]
    with changing():
        assert actions.offer_places(held=held, actor=jo) == 0


def test_who_leaves_the_service_frees_their_places(ann: Person, bo: Person, jo: Person) -> None:
    held = ahead(capacity=1)
    booking = books(held, ann)
    waiting = books(held, bo)
    member = member_of(ann)
    assert member is not None
    with changing():
        members.set_status(
            member=member, status=Status.LEFT, on=clock.today(), leave_reason="moved", actor=jo
        )
    assert [booking.state, waiting.state] == [BookingState.CANCELLED, BookingState.OFFERED]


@pytest.mark.parametrize(
    ("days", "state"), [(0, BookingState.BOOKED), (-1, BookingState.CANCELLED)]
)
def test_who_is_to_leave_frees_what_ends_after_their_last_day(
    ann: Person, jo: Person, days: int, state: BookingState
) -> None:
    held = ahead()
    booking, on = books(held, ann), held.entry.last_day + timedelta(days=days)
    member = member_of(ann)
    assert member is not None
    with changing():
        members.note_leaving(member=member, on=on, reason="moved", asks=False, actor=jo)
    assert booking.state is state
    if state is BookingState.CANCELLED:
        with pytest.raises(rules.Refused):
            books(held, ann)


def test_who_volunteers_no_more_keeps_what_they_may_book_as_a_colleague(
    ann: Person, jo: Person
) -> None:
    ann.is_staff = True
    theirs = books(ahead(keys=["role:staff"], course=CourseFactory()), ann)
    lost = books(ahead(course=CourseFactory()), ann, agreed=True)
    member = member_of(ann)
    assert member is not None
    member.status = Status.LEFT
    session.commit()
    with changing():
        actions.free_bookings_lost(person=ann, actor=jo)
    assert [theirs.state, lost.state] == [BookingState.BOOKED, BookingState.CANCELLED]


def test_a_closed_account_frees_its_places(ann: Person, jo: Person) -> None:
    booking = books(ahead(), ann)
    user = user_of(ann)
    assert user is not None
    with changing():
        accounts.deactivate(user=user, actor=jo)
    assert booking.state is BookingState.CANCELLED


def test_the_same_form_makes_one_link_whose_last_address_works(jo: Person, ann: Person) -> None:
    held, key = ahead(), uuid4().hex
    made = []
    for _ in range(2):
        with changing():
            made.append(
                actions.invite(
                    held=held,
                    organisation="Westmere YJS",
                    number=1,
                    expires_at=clock.now() + timedelta(days=7),
                    form_key=key,
                    actor=jo,
                )
            )
    (first, _), (again, token) = made
    assert again.id == first.id
    assert guests.invitation_by(token).id == first.id
    assert scenes.tags() == ["invitation_made"]


def test_a_guest_who_asks_again_has_one_place(jo: Person, ann: Person) -> None:
    held = ahead()
    invitation, _ = invited(held, jo)
    assert asks(invitation).id == asks(invitation, "DEE@westmere.example ").id
    assert mail_to() == ["place_offered", "place_offered"]


def test_guests_wait_in_the_same_line(jo: Person, ann: Person, bo: Person) -> None:
    held = ahead(capacity=1)
    first = books(held, ann)
    invitation, _ = invited(held, jo)
    guest = asks(invitation)
    books(held, bo)
    assert guest.state is BookingState.WAITING
    cancels(first)
    assert states(held)[1:] == [("Dee Ash", "offered"), ("Bo Ray", "waiting")]
    with changing():
        actions.cancel_booking(booking=guest, actor=None)
    assert states(held)[1:] == [("Dee Ash", "cancelled"), ("Bo Ray", "offered")]


def test_the_database_refuses_two_live_bookings_of_one_person(ann: Person) -> None:
    held = ahead()
    books(held, ann)
    session.add(Booking(session=held, person=ann, state=BookingState.BOOKED))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
