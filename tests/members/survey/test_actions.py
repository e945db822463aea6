"""Opening surveys, answering and closing them."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members.actions import survey as actions
from portal.members.models import Status, Survey, SurveyAnswer, SurveyState
from portal.members.queries import survey as queries
from portal.notifications.models import Mail
from portal.site.refusals import Refused
from tests.members.supervision.scenes import coordinator, volunteer
from tests.members.survey import scenes


def test_everybody_active_is_written_to_once(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    volunteer("On Break", status=Status.PAUSED)
    key = uuid4().hex
    for _ in range(2):
        with changing():
            actions.open_survey(closes_on=clock.today(), form_key=key, actor=jo)
    assert [mail.to_person for mail in session.scalars(select(Mail))] == [ann.person]
    assert session.query(Survey).one().asked == 1


def test_one_at_a_time_is_open(app: Flask) -> None:
    jo = coordinator()
    first = scenes.opened(jo)
    with pytest.raises(Refused, match="One is open already"):
        scenes.opened(jo)
    scenes.closed(first, jo)
    scenes.opened(jo)
    session.add(Survey(opened_on=clock.today(), closes_on=clock.today(), opened_by_id=jo.id))
    with pytest.raises(IntegrityError):
        session.flush()  # the database says it too


def test_nothing_of_an_answer_tells_whose_it_is_or_when(app: Flask) -> None:
    jo = coordinator()
    scenes.answered(scenes.opened(jo), 1)
    assert SurveyAnswer.__table__.columns.keys() == ["id", "survey_id", "answers"]
    tags = list(session.scalars(select(AuditEvent.tag)))
    assert [tag for tag in tags if "survey" in tag] == ["members:survey_opened"]


def test_a_form_sent_twice_counts_once(app: Flask) -> None:
    survey, key = scenes.opened(coordinator()), uuid4().hex
    for _ in range(2):
        with changing():
            actions.answer(survey=survey, form_key=key, answers=scenes.said())
    assert len(queries.waiting(survey.id)) == 1


def test_results_of_five_are_shown_and_what_each_said_is_deleted(app: Flask) -> None:
    jo = coordinator()
    survey = scenes.opened(jo)
    scenes.answered(survey, 3)
    scenes.answered(survey, 2, "disagree", "Earlier papers")
    for _ in range(2):
        scenes.closed(survey, jo)
    [shown] = queries.closed()
    assert shown.results is not None
    assert (shown.results.answers, shown.results.agree("valued")) == (5, 60)
    assert session.query(SurveyAnswer).count() == 0


def test_fewer_than_five_are_deleted_and_never_shown(app: Flask) -> None:
    jo = coordinator()
    survey = scenes.opened(jo)
    scenes.answered(survey, 4)
    scenes.closed(survey, jo)
    assert [each.results for each in queries.closed()] == [None]
    assert (survey.answers, session.query(SurveyAnswer).count()) == (None, 0)


def test_the_database_shows_nothing_of_fewer_than_five(app: Flask) -> None:
    survey = scenes.closed(scenes.opened(coordinator()), coordinator("Kim Bell"))
    survey.answers, survey.results = 4, {"tallies": {}, "words": []}
    with pytest.raises(IntegrityError):
        session.flush()  # the rule is the table's, whatever code forgets


def test_nobody_answers_what_is_closed(app: Flask) -> None:
    jo = coordinator()
    survey = scenes.closed(scenes.opened(jo), jo)
    assert survey.state is SurveyState.CLOSED
    with pytest.raises(Refused, match="This survey is closed"):
        scenes.answered(survey, 1)


def test_a_sentence_is_taken_off_and_the_trail_does_not_keep_it(app: Flask) -> None:
    jo = coordinator()
    survey = scenes.opened(jo)
    scenes.answered(survey, 5, words="Sam was late")
    scenes.closed(survey, jo)
    for expected in (True, False):
        with changing():
            removed = actions.remove_words(survey=survey, words="Sam was late", actor=jo)
        assert removed is expected
    assert survey.results is not None
    assert survey.results["words"] == []
