"""Asking volunteers how they find it, and keeping what they say without a trace of who said it.

The trail has no line of an answer: its moment could tell whose it is.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.actions import record
from portal.database import insert_or_ignore, session
from portal.members.models import ENOUGH, MembersTag, Survey, SurveyAnswer, SurveyState
from portal.members.queries import survey as queries
from portal.members.rules import survey as rules
from portal.notifications.actions import post
from portal.people.models import Person
from portal.site.filters import day
from portal.site.refusals import Refused


def open_survey(*, closes_on: date, form_key: str, actor: Person) -> Survey:
    """Open a survey and write to everybody active; the same form twice opens one.

    Raises `Refused` while another is open.
    """
    made = queries.by_form(form_key)
    if made is not None:
        return made
    _check_none_is_open()
    opened = Survey(
        opened_on=clock.today(), closes_on=closes_on, opened_by=actor, form_key=form_key
    )
    try:
        with session.begin_nested():
            session.add(opened)
    except IntegrityError:  # somebody was quicker by a moment
        _check_none_is_open()
        raise
    people = queries.asked()
    opened.asked = len(people)
    record(MembersTag.SURVEY_OPENED, opened, actor=actor, asked=len(people))
    for person in people:  # whoever opens it is asked too, if they volunteer
        post(
            to=person,
            template="members/email/survey",
            key=f"members:survey:{opened.id}:{person.id}",
            survey=opened.id,
        )
    return opened


def _check_none_is_open() -> None:
    running = queries.running()
    if running is not None:
        raise Refused(
            f"One is open already, until {day(running.closes_on)}.", "Close that one first."
        )


def answer(*, survey: Survey, form_key: str, answers: Mapping[str, Any]) -> None:
    """Keep what somebody says; a form that is sent twice counts once.

    Raises `Refused` when the survey is closed. It waits for the closing and the closing for it, so
    that every answer is added up with the others or refused.
    """
    survey = queries.lock_survey(survey.id)
    if not is_answerable(survey):
        raise Refused("This survey is closed.", "There is nothing that you must do.")
    insert_or_ignore(
        SurveyAnswer,
        SurveyAnswer.id,
        id=form_key,
        survey_id=survey.id,
        answers=dict(answers),
    )


def is_answerable(survey: Survey) -> bool:
    """Return whether a survey takes answers: it is open, and its last day is not over."""
    return survey.state is SurveyState.OPEN and survey.closes_on >= clock.today()


def close_survey(*, survey: Survey, actor: Person | None) -> Survey:
    """Close a survey, add up all answers together and delete what each of them was.

    Fewer than `ENOUGH` are deleted and never shown. Twice is harmless.
    """
    survey = queries.lock_survey(survey.id)
    if survey.state is SurveyState.CLOSED:
        return survey
    given = queries.waiting(survey.id)
    survey.state, survey.closed_at = SurveyState.CLOSED, clock.now()
    if len(given) >= ENOUGH:
        results = rules.added_up(each.answers for each in given)
        survey.answers, survey.results = results.answers, rules.as_json(results)
    for each in given:
        session.delete(each)
    record(MembersTag.SURVEY_CLOSED, survey, actor=actor)
    return survey


def remove_words(*, survey: Survey, words: str, actor: Person) -> bool:
    """Take a sentence off what was said: it named somebody, or told of a case.

    The trail says that it was done, not what it said. False when nobody said it. Twice is harmless.
    """
    survey = queries.lock_survey(survey.id)
    if survey.results is None or words not in survey.results["words"]:
        return False
    left = [each for each in survey.results["words"] if each != words]
    survey.results = {**survey.results, "words": left}
    record(MembersTag.SURVEY_WORDS_REMOVED, survey, actor=actor)
    return True
