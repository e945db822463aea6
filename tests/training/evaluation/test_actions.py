"""Answers are kept without a trace of who gave them."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import db, session
from portal.training import actions, rules
from portal.training.models import (
    Course,
    FeedbackResults,
    FeedbackSpent,
    TrainingFeedback,
    TrainingSession,
)
from portal.training.queries import evaluation as queries
from tests.statements import count_statements
from tests.training import scenes
from tests.training.evaluation.evenings import AFTER, BEFORE, THURSDAY, came, path, say


def test_links_of_one_booking_are_the_same_and_of_two_are_not(held: TrainingSession) -> None:
    ann, bo = came(held), came(held)
    assert path(ann, AFTER) == path(ann, AFTER)
    assert len({path(ann, BEFORE), path(ann, AFTER), path(bo, BEFORE), path(bo, AFTER)}) == 4


def test_no_row_leads_from_an_answer_to_a_link_or_a_moment(held: TrainingSession) -> None:
    bookings = [came(held) for _ in range(6)]
    before = set(session.scalars(select(AuditEvent.id)))
    for number, booking in enumerate(bookings):
        say(booking, rating=number % 5 + 1, words=f"Word {number}")
    assert set(session.scalars(select(AuditEvent.id))) == before
    columns = {
        str(table.__tablename__): {column.name for column in table.__table__.columns}
        for table in (TrainingFeedback, FeedbackSpent, FeedbackResults)
    }
    assert columns == {
        "training_feedback": {"id", "session_id", "moment", "answers"},
        "feedback_spent": {"token_hash"},
        "feedback_results": {"session_id", "moment", "answers", "results"},
    }
    hashes = {actions.hash_of(actions.feedback_token(each, AFTER)) for each in bookings}
    assert set(session.scalars(select(FeedbackSpent.token_hash))) == hashes
    in_order = [
        each.answers["words"]
        for each in session.scalars(select(TrainingFeedback).order_by(TrainingFeedback.id))
    ]
    assert sorted(in_order) == [f"Word {number}" for number in range(6)]
    if db.engine.dialect.name == "sqlite":
        for table in ("training_feedback", "feedback_spent"):
            with pytest.raises(Exception, match="no such column: rowid"):
                session.execute(db.text(f"SELECT rowid FROM {table}"))  # noqa: S608 -- two names above
            session.rollback()


def test_a_link_that_was_used_meanwhile_keeps_one_answer(held: TrainingSession) -> None:
    booking = came(held)
    say(booking)
    with pytest.raises(rules.Refused, match="has been used"):
        say(booking)
    assert len(session.scalars(select(TrainingFeedback)).all()) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_results_cost_the_same_for_many_sessions(course: Course, count: int) -> None:
    for number in range(count):
        made = scenes.planned(course, THURSDAY - timedelta(days=number))
        for _ in range(5):
            say(came(made))
    session.expunge_all()
    with clock.frozen(clock.at(date(2026, 3, 6), time(10))), count_statements() as sent:
        found = queries.results()
    assert [each.after.answers for each in found] == [5] * count
    assert len([each for each in sent if each != "BEGIN"]) == 2
