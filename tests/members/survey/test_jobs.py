"""A survey closes by itself when its last day is over."""

from datetime import timedelta

from flask import Flask

from portal import clock
from portal.members import jobs
from portal.members.models import SurveyState
from tests.members.supervision.scenes import coordinator
from tests.members.survey import scenes


def test_it_closes_the_day_after_its_last(app: Flask) -> None:
    survey = scenes.opened(coordinator(), days=3)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert jobs.close_surveys() == {"closed": 0}
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert jobs.close_surveys() == {"closed": 1}
        assert jobs.close_surveys() == {"closed": 0}
    assert survey.state is SurveyState.CLOSED
