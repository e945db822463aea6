"""What one holds, what is to come, and what to do first."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.database import session
from portal.members.models import Member
from portal.training.models import (
    BookingState,
    SessionDay,
)
from portal.training.queries import mine as queries
from tests.factories import CourseFactory
from tests.statements import count_statements
from tests.training import scenes


def test_a_session_counts_as_coming_until_its_last_day_has_ended(ann: Member) -> None:
    made = scenes.planned(scenes.safeguarding(), scenes.TODAY)
    second = scenes.planned(CourseFactory(), scenes.TODAY + timedelta(days=7)).entry
    made.more_days = [SessionDay(number=2, entry=second)]
    scenes.booked(made, ann.person, BookingState.WAITING)
    with clock.frozen(second.ends_at - timedelta(minutes=1)):
        assert len(queries.mine(ann.person_id).bookings) == 1
    with clock.frozen(second.ends_at):
        assert queries.mine(ann.person_id).bookings == []


@pytest.mark.parametrize("count", [1, 3])
def test_my_training_costs_the_same_however_much_there_is(ann: Member, count: int) -> None:
    for number in range(count):
        course = CourseFactory(title=f"Course {number}", validity_months=36, needs=[scenes.need()])
        scenes.until(ann.person, course, date(2026, 3, 20))
        scenes.booked(scenes.planned(course, date(2026, 3, 9 + number)), ann.person)
    number = ann.person_id
    session.expire_all()
    with count_statements() as sent:
        found = queries.mine(number)
        assert [each.session.entry.room for each in found.bookings] == [None] * count
    assert len(found.to_do) == count
    assert len(sent) == 14


def test_next_step_is_one_sentence(ann: Member) -> None:
    course = scenes.safeguarding(title="Safeguarding")
    scenes.until(ann.person, course, date(2026, 3, 3))
    scenes.planned(course, date(2026, 3, 12))
    found = queries.next_step(ann.person_id)
    assert found
    assert found.next_step(clock.today()) == (
        "Safeguarding lapses on Tuesday 3 March: book Thursday 12 March, 4 places left"
    )


def test_nothing_is_offered_that_ends_after_the_last_day_of_who_is_to_leave(ann: Member) -> None:
    course = scenes.safeguarding(title="Safeguarding")
    scenes.until(ann.person, course, date(2026, 3, 3))
    scenes.planned(course, date(2026, 3, 12))
    ann.leaves_on, ann.leave_reason = date(2026, 3, 11), "time"
    session.commit()
    found = queries.next_step(ann.person_id)
    assert found
    assert found.mend.next is None
    ann.leaves_on = date(2026, 3, 12)
    session.commit()
    found = queries.next_step(ann.person_id)
    assert found
    assert found.mend.next
