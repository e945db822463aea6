"""Marking who came: what is awarded, what a correction takes back, when a session is held."""

from datetime import date, timedelta
from functools import partial

import pytest
from flask import Flask

from portal import clock
from portal.calendar.models import AttendeeState, Kind
from portal.database import changing, session
from portal.people.models import Person
from portal.training import actions, queries, rules
from portal.training.models import (
    Attendance,
    AttendanceMark,
    Award,
    AwardSource,
    Booking,
    BookingState,
    CountedFrom,
    SessionState,
)
from tests.factories import PersonFactory
from tests.training import scenes
from tests.training.registers import evenings
from tests.training.sessions import plans

PUBLISHED, HELD = SessionState.PUBLISHED, SessionState.HELD
ATTENDED, PARTLY, ABSENT = Attendance.ATTENDED, Attendance.PARTLY, Attendance.ABSENT


def awards() -> list[Award]:
    return session.query(Award).order_by(Award.id).all()


def test_attended_gives_the_award_from_the_day_of_the_session_once(jo: Person) -> None:
    ann = scenes.volunteer().person
    held, (booking,) = evenings.held(jo, ann)
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(booking, ATTENDED, jo)
        evenings.marked(booking, ATTENDED, jo)
    (award,) = awards()
    assert (award.person, award.session, award.source) == (ann, held, AwardSource.SESSION)
    assert (award.taken_on, award.valid_until) == (scenes.TENTH, date(2029, 3, 10))
    assert award.given_by is jo
    assert [(mark.was, mark.now, mark.marked_by) for mark in booking.marks] == [
        (None, ATTENDED, jo)
    ]
    assert scenes.tags()[-3:] == ["attendance_marked", "award_given", "session_held"]
    assert held.state is SessionState.HELD


def test_somebody_who_attended_may_sit_and_who_did_not_may_not(jo: Person) -> None:
    ann, bo = scenes.volunteer().person, scenes.volunteer("Bo Ek").person
    _, (of_ann, of_bo) = evenings.held(jo, ann, bo)
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(of_ann, ATTENDED, jo)
        evenings.marked(of_bo, PARTLY, jo)
        found = queries.standings(on=scenes.TENTH + timedelta(days=1))
        (course,) = found.courses
        assert found.of[ann.id][course.id].state is rules.State.IN_DATE
        assert found.of[bo.id][course.id].state is rules.State.NEVER_HELD


@pytest.mark.parametrize("other", [PARTLY, ABSENT, None])
def test_a_correction_says_first_what_it_takes_away_and_then_takes_it(
    jo: Person, other: Attendance | None
) -> None:
    ann = scenes.volunteer().person
    scenes.panel(ann, date(2026, 3, 20))
    _, (booking,) = evenings.held(jo, ann)
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(booking, ATTENDED, jo)
        with pytest.raises(rules.WouldRevoke) as refused:
            evenings.marked(booking, other, jo)
        assert refused.value.sentence == (
            "Ann Lee would lose Child safeguarding, which lasts to 10 March 2029. "
            "It may keep them from 1 panel that they have promised."
        )
        session.expire_all()
        assert booking.attendance is ATTENDED
        evenings.marked(booking, other, jo, agreed=True)
        (award,) = awards()
        assert award.revoked_by is jo
        assert [(mark.was, mark.now) for mark in booking.marks] == [
            (None, ATTENDED),
            (ATTENDED, other),
        ]
        evenings.marked(booking, ATTENDED, jo)
        assert [award.revoked_at is None for award in awards()] == [False, True]


def test_the_last_day_of_several_is_the_day_it_was_taken(jo: Person) -> None:
    course = plans.course(counted_from=CountedFrom.AWARD)
    days = (scenes.TENTH, scenes.TENTH + timedelta(days=7))
    held, _ = evenings.held(jo, of=course)
    held = plans.planned(jo, *days, of=course)
    booking = scenes.booked(held, scenes.volunteer().person)
    with clock.frozen(evenings.AFTERWARDS), pytest.raises(rules.Refused) as refused:
        evenings.marked(booking, ATTENDED, jo)
    assert refused.value.sentence == (
        "The register opens on Tuesday 17 March. Come back on the day."
    )
    with clock.frozen(evenings.BEFORE + timedelta(days=7)):
        evenings.marked(booking, ATTENDED, jo)
    (award,) = awards()
    assert (award.taken_on, award.valid_until) == (days[1], date(2029, 3, 17))


def test_a_guest_is_marked_and_awarded_nothing(jo: Person) -> None:
    held, _ = evenings.held(jo)
    guest = Booking(
        session=held,
        guest_name="Gil Orr",
        guest_email="gil@example.org",
        state=BookingState.BOOKED,
    )
    session.add(guest)
    session.commit()
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(guest, ATTENDED, jo)
    assert awards() == []
    assert held.state is SessionState.HELD


def test_who_holds_it_from_that_day_already_is_not_awarded_twice(jo: Person) -> None:
    ann = scenes.volunteer().person
    _, (booking,) = evenings.held(jo, ann)
    with clock.frozen(evenings.AFTERWARDS):
        earlier = scenes.held(ann, booking.session.course, scenes.TENTH)
        evenings.marked(booking, ATTENDED, jo)
        assert awards() == [earlier]
        evenings.marked(booking, ABSENT, jo)  # it takes nothing back that it did not give
    assert earlier.revoked_at is None


def test_a_session_is_held_once_everybody_is_marked_and_open_again_when_one_is_rubbed_out(
    jo: Person,
) -> None:
    ann, bo = scenes.volunteer().person, scenes.volunteer("Bo Ek").person
    held, (of_ann, of_bo) = evenings.held(jo, ann, bo)
    with clock.frozen(evenings.AFTERWARDS):
        states = [held.state]
        for booking, attendance in ((of_ann, ATTENDED), (of_bo, ABSENT)):
            evenings.marked(booking, attendance, jo)
            states.append(held.state)
        on_it = {each.person: each.state for each in held.entry.attendees}
        assert on_it[bo] is AttendeeState.ABSENT
        with changing():
            actions.undo_mark(booking=of_bo, mark_id=of_bo.marks[-1].id, actor=jo)
        states.append(held.state)
    assert states == [PUBLISHED, PUBLISHED, HELD, PUBLISHED]
    assert of_bo.attendance is None


def test_an_undo_takes_the_award_back_and_twice_is_harmless(jo: Person) -> None:
    _, (booking,) = evenings.held(jo, scenes.volunteer().person)
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(booking, ATTENDED, jo)
        number = booking.marks[-1].id
        for _ in range(2):
            with changing():
                actions.undo_mark(booking=booking, mark_id=number, actor=jo)
    assert booking.attendance is None
    assert [award.revoked_at is None for award in awards()] == [False]
    assert session.query(AttendanceMark).count() == 2


def test_only_a_slip_of_ones_own_and_of_today_is_undone(jo: Person) -> None:
    _, (booking,) = evenings.held(jo, scenes.volunteer().person)
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(booking, ATTENDED, jo)
        undo = partial(actions.undo_mark, booking=booking, mark_id=booking.marks[-1].id)
        with pytest.raises(rules.Refused, match="Only a mark that you made today"), changing():
            undo(actor=scenes.coordinator("Rhiannon Pugh"))
    later = evenings.AFTERWARDS + timedelta(days=1)
    with (
        clock.frozen(later),
        pytest.raises(rules.Refused, match="Choose the right answer"),
        changing(),
    ):
        undo(actor=jo)
    assert booking.attendance is ATTENDED
    assert [award.revoked_at for award in awards()] == [None]


def test_who_came_without_a_place_is_added_marked_and_awarded_once(jo: Person) -> None:
    ann = scenes.volunteer().person
    held, _ = evenings.held(jo, capacity=1)
    scenes.booked(held, PersonFactory())
    waiting = scenes.booked(held, ann, BookingState.WAITING)
    bo = scenes.volunteer("Bo Ek").person
    with clock.frozen(evenings.AFTERWARDS):
        for who, key in ((ann, "a" * 32), (bo, "b" * 32), (bo, "c" * 32)):
            with changing():
                actions.add_walk_in(held=held, who=actions.WalkIn(who), form_key=key, actor=jo)
    assert (waiting.state, waiting.attendance) == (BookingState.BOOKED, ATTENDED)
    assert [award.person for award in awards()] == [ann, bo]
    assert session.query(Booking).count() == 3


def test_nobody_is_marked_on_what_was_cancelled_or_whose_place_is_gone(jo: Person) -> None:
    held, (booking,) = evenings.held(jo, scenes.volunteer().person)
    booking.state = BookingState.CANCELLED
    session.commit()
    with clock.frozen(evenings.AFTERWARDS), pytest.raises(rules.Refused, match="has no place"):
        evenings.marked(booking, ATTENDED, jo)
    session.rollback()
    with changing():
        actions.cancel_session(held=held, version=held.version, reason="Snow", actor=jo)
    with clock.frozen(evenings.AFTERWARDS), pytest.raises(rules.Refused, match="was cancelled"):
        evenings.marked(booking, ATTENDED, jo)
    session.rollback()
    assert awards() == []


def test_the_calendar_keeps_who_came(app: Flask, jo: Person) -> None:
    ann = scenes.volunteer().person
    held, (booking,) = evenings.held(jo, ann)
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(booking, ABSENT, jo)
        evenings.marked(booking, ATTENDED, jo)
    assert held.entry.kind is Kind.TRAINING
    assert [each.state for each in held.entry.attendees] == [AttendeeState.ACCEPTED]
