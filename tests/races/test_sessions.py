"""One form that plans a session, sent twice at once, fifty times: one session."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.database import changing, session
from portal.training.models import TrainingSession
from tests.factories import CourseFactory
from tests.live import Live
from tests.races.cast import ATTEMPTS, Cast, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


def test_one_form_sent_twice_at_once_plans_one_session(live: Live) -> None:
    desk = Cast(live).coordinator()
    with changing():
        course = CourseFactory()
    url, number = f"/training/courses/{course.code}/sessions/new", course.id
    for each in range(ATTEMPTS):
        form = typed(clock.today() + timedelta(days=10 + each), f"{number:016}{each:016}")
        answers = at_once(lambda: desk.post(url, **form), lambda: desk.post(url, **form))  # noqa: B023 -- done at once
        assert [answer.status for answer in answers] == [303, 303]
    session.rollback()
    made = session.query(TrainingSession).filter(TrainingSession.course_id == number)
    assert made.count() == ATTEMPTS


def typed(on: date, form_key: str) -> dict[str, str]:
    """Return what a coordinator types about a session online on a day."""
    return {
        "date_1": f"{on.day} {on.month} {on.year}",
        "start_1": "10am",
        "end_1": "11am",
        "join_url": "https://meet.example/a",
        "capacity": "12",
        "keys": "role:volunteer",
        "publish": "now",
        "form_key": form_key,
    }
