"""A link to say whether a session helps, used twice at once; and five who answer at once."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.database import changing, session
from portal.training import actions
from portal.training.models import (
    Booking,
    CourseOutcome,
    FeedbackMoment,
    FeedbackResults,
    TrainingFeedback,
    TrainingSession,
)
from tests.factories import CourseFactory, PersonFactory
from tests.live import Answer, Live, Visitor
from tests.races.cast import at_once
from tests.training import scenes

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

TIMES, ENOUGH = 12, 5


def test_a_link_that_is_used_twice_at_once_keeps_one_answer(live: Live) -> None:
    made = planned()
    for path, field in [linked(made) for _ in range(TIMES)]:
        answers = at_once(*(asked(live, path, field) for _ in range(2)))
        assert sorted(answer.status for answer in answers) == [200, 410]
    assert kept(made) == TIMES


def test_five_who_answer_at_once_are_shown_together(live: Live) -> None:
    for _ in range(TIMES // 3):
        made = planned()
        answers = at_once(*(asked(live, *linked(made)) for _ in range(ENOUGH)))
        assert [answer.status for answer in answers] == [200] * ENOUGH
        shown = select(FeedbackResults.answers).where(FeedbackResults.session_id == made.id)
        assert session.scalars(shown).all() == [ENOUGH]
        session.rollback()


def planned() -> TrainingSession:
    """Plan a session to come of a course that states an outcome."""
    with changing():  # the server writes too: nothing here is read before it is changed
        course = CourseFactory(
            title=f"Course {uuid4().hex[:8]}",
            outcomes=[CourseOutcome(position=1, text="I know whom to tell")],
        )
        return scenes.planned(course, clock.today() + timedelta(days=20), capacity=50)


def linked(made: TrainingSession) -> tuple[str, str]:
    """Book somebody; return their link, and the field that it asks."""
    with changing():
        booking: Booking = scenes.booked(made, PersonFactory())
        token = actions.feedback_token(booking, FeedbackMoment.BEFORE)
        field = f"outcome_{made.course.outcomes[0].id}"
    return f"/training/feedback/{token}", field


def asked(live: Live, path: str, field: str) -> "partial[Answer]":
    """Open a link in a browser of its own; return what answers it."""
    visitor: Visitor = live.visitor()
    visitor.get(path)
    return partial(visitor.post, path, **{field: 4})


def kept(made: TrainingSession) -> int:
    said = select(func.count(TrainingFeedback.id)).where(TrainingFeedback.session_id == made.id)
    return session.scalars(said).one()
