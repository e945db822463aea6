"""What the database itself refuses of training."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal import clock
from portal.database import session
from portal.training.models import (
    Award,
    AwardSource,
    Booking,
    BookingState,
    Certificate,
    CourseCover,
    CourseMaterial,
    Exemption,
    FeedbackMoment,
    FeedbackSpent,
    TrainingFeedback,
)
from tests.factories import CourseFactory, PersonFactory
from tests.training import scenes

DAY = date(2026, 2, 2)
CLOSES = clock.at(DAY, time(12))


def award(**values: Any) -> Award:
    defaults = {"taken_on": DAY, "awarded_on": DAY, "until": None, "source": AwardSource.IMPORTED}
    people = {} if "person" in values else {"person": PersonFactory(), "course": CourseFactory()}
    return Award(**people, **{**defaults, **values})


@pytest.mark.parametrize(
    "values",
    [
        {"until": DAY - timedelta(1)},
        {"valid_until": DAY - timedelta(1)},
        {"awarded_on": DAY - timedelta(1)},
        {"source": AwardSource.GRANTED},
        {"source": AwardSource.PRIOR_LEARNING},
        {"revoke_reason": "mistaken"},
    ],
)
def test_an_award_makes_sense_or_is_not_stored(app: Flask, values: dict[str, Any]) -> None:
    session.add(award(**values))
    with pytest.raises(IntegrityError):
        session.commit()


def test_an_award_lasts_as_issued_until_something_is_added(app: Flask) -> None:
    made = award(until=DAY + timedelta(30))
    session.add(made)
    session.commit()
    assert made.valid_until == DAY + timedelta(30)
    assert len(made.code) == 12


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("taken_on", DAY - timedelta(1)),
        ("until", DAY + timedelta(9)),
        ("source", AwardSource.CERTIFICATE),
        ("code", "AAAAAAAAAAAA"),
    ],
)
def test_what_was_awarded_is_never_rewritten(app: Flask, column: str, value: Any) -> None:
    made = award()
    session.add(made)
    session.commit()
    setattr(made, column, value)
    with pytest.raises(DBAPIError, match="award_fixed"):
        session.commit()


def test_one_day_is_awarded_once_unless_it_was_taken_back(app: Flask) -> None:
    first = award()
    session.add(first)
    session.commit()
    first.revoked_at, first.revoke_reason = clock.now(), "Entered for the wrong person"
    again = award(person=first.person, course=first.course)
    session.add(again)
    session.commit()
    session.add(award(person=first.person, course=first.course))
    with pytest.raises(IntegrityError):
        session.commit()


def test_somebody_has_one_booking_that_stands(app: Flask) -> None:
    made, ann = scenes.planned(CourseFactory(), date(2026, 3, 12)), PersonFactory()
    first = scenes.booked(made, ann)
    first.state = BookingState.CANCELLED
    scenes.booked(made, ann)
    with pytest.raises(IntegrityError):
        scenes.booked(made, ann, BookingState.WAITING)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"guest_email": "pat@elsewhere.example"},
        {"guest_email": "pat@elsewhere.example", "guest_name": "Pat", "state": "waiting"},
        {
            "guest_email": "pat@elsewhere.example",
            "guest_name": "Pat",
            "state": "offered",
            "position": 1,
        },
    ],
)
def test_a_booking_says_whose_it_is_and_whose_turn(app: Flask, values: dict[str, Any]) -> None:
    made = scenes.planned(CourseFactory(), date(2026, 3, 12))
    session.add(Booking(session=made, **{"state": BookingState.BOOKED, **values}))
    with pytest.raises(IntegrityError):
        session.commit()


def test_two_never_have_the_same_turn(app: Flask) -> None:
    made = scenes.planned(CourseFactory(), date(2026, 3, 12))
    scenes.booked(made, PersonFactory(), BookingState.WAITING)
    with pytest.raises(IntegrityError):
        scenes.booked(made, PersonFactory(), BookingState.WAITING)


@pytest.mark.parametrize(
    "values", [{"capacity": 0}, {"capacity": 2, "minimum": 3}, {"opens_at": CLOSES}]
)
def test_a_session_has_places_and_opens_before_it_closes(
    app: Flask, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        scenes.planned(CourseFactory(), date(2026, 3, 12), closes_at=CLOSES, **values)


def test_other_rows_make_sense_too(app: Flask) -> None:
    course, person = CourseFactory(), PersonFactory()
    rows = [
        CourseMaterial(course_id=course.id, title="Neither link nor file"),
        CourseCover(course_id=course.id, covered_id=course.id),
        Exemption(person=person, course=course, since=DAY, until=DAY - timedelta(1), reason="x"),
        Exemption(person=person, course=course, since=DAY, reason=""),
    ]
    for row in rows:
        session.add(row)
        with pytest.raises(IntegrityError):
            session.commit()
        session.rollback()


def test_an_approved_certificate_has_its_award(app: Flask) -> None:
    columns = {"ck_certificate_approved_award", "ck_certificate_refused_why"}
    found = inspect(session.get_bind()).get_check_constraints(Certificate.__tablename__)
    assert columns <= {each["name"] for each in found}


def test_nothing_of_an_evaluation_leads_to_a_person_or_a_moment(app: Flask) -> None:
    for table in (TrainingFeedback, FeedbackSpent):
        columns = set(table.__table__.columns.keys())
        assert not columns & {"person_id", "booking_id", "created_at", "updated_at"}
        assert not {key.column.table.name for key in table.__table__.foreign_keys} - {
            "training_session"
        }
    made = scenes.planned(CourseFactory(), date(2026, 3, 12))
    session.add_all(
        TrainingFeedback(session_id=made.id, moment=FeedbackMoment.AFTER, answers={"useful": n})
        for n in range(8)
    )
    session.commit()
    answers = session.query(TrainingFeedback).order_by(TrainingFeedback.id).all()
    assert [each.answers["useful"] for each in answers] != list(range(8))
