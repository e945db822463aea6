"""Surveys, and what volunteers answered."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from portal import clock
from portal.database import changing
from portal.members.actions import survey as actions
from portal.members.models import Survey
from portal.members.rules.survey import QUESTIONS
from portal.people.models import Person


def opened(jo: Person, days: int = 14) -> Survey:
    """Open a survey for two weeks."""
    with changing():
        return actions.open_survey(
            closes_on=clock.today() + timedelta(days=days), form_key=uuid4().hex, actor=jo
        )


def said(answer: str = "agree", words: str = "") -> dict[str, Any]:
    """Return the same answer to every question."""
    return {"answers": dict.fromkeys(QUESTIONS, answer), "words": words}


def answered(survey: Survey, times: int, answer: str = "agree", words: str = "") -> None:
    """Answer a survey some times."""
    for _ in range(times):
        with changing():
            actions.answer(survey=survey, form_key=uuid4().hex, answers=said(answer, words))


def closed(survey: Survey, jo: Person) -> Survey:
    """Close a survey."""
    with changing():
        return actions.close_survey(survey=survey, actor=jo)
