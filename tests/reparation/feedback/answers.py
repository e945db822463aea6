"""Links, and people who answer by them."""

from typing import Any
from uuid import uuid4

from portal.database import changing
from portal.people.models import Person
from portal.reparation.actions import feedback as actions
from portal.reparation.models import Answerer, FeedbackLink, Project
from portal.reparation.rules.feedback import QUESTIONS

CHILD, PARTNER = Answerer.CHILD, Answerer.PARTNER


def opened(project: Project, jo: Person, answerer: Answerer = CHILD) -> FeedbackLink:
    """Have the coordinator make a link."""
    with changing():
        return actions.open_link(project=project, answerer=answerer, actor=jo)


def say(link: FeedbackLink, said: str = "yes", words: str = "", form_key: str = "") -> None:
    """Have somebody give one answer to every question."""
    answers: dict[str, Any] = {"answers": dict.fromkeys(QUESTIONS[link.answerer], said)}
    if link.answerer.may_write:
        answers["words"] = words
    with changing():
        actions.answer(link=link, form_key=form_key or uuid4().hex, answers=answers)


def say_often(link: FeedbackLink, *said: str, words: str = "") -> None:
    """Have several people answer, each in their own way."""
    for each in said:
        say(link, each, words)
