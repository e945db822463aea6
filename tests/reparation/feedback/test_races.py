"""Two at once: answers are added up in whole groups, and one link of a kind stays open."""

from collections.abc import Iterable
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.database import session
from portal.people.models import Person
from portal.reparation.actions import feedback as actions
from portal.reparation.models import FeedbackBatch, FeedbackLink, Project, ProjectFeedback
from portal.reparation.queries import feedback as queries
from portal.reparation.rules.feedback import QUESTIONS
from tests.reparation.feedback.answers import CHILD, PARTNER, opened, say
from tests.threads import at_once

pytestmark = pytest.mark.race

ROUNDS = 4
ANSWERS = {"answers": dict.fromkeys(QUESTIONS["child"], "yes")}


def answering(link_ids: Iterable[int], app: Flask) -> list[object]:
    def answer(number: int) -> None:
        link = session.get_one(FeedbackLink, number)
        actions.answer(link=link, form_key=uuid4().hex, answers=ANSWERS)

    return at_once(app, *(lambda number=number: answer(number) for number in link_ids))


def test_those_who_answer_at_once_are_each_counted_once(
    app: Flask, repair: Project, jo: Person
) -> None:
    link_id = opened(repair, jo).id
    session.remove()
    for number in range(1, ROUNDS + 1):
        assert answering([link_id] * 5, app) == [None] * 5
        people = select(func.count(), func.sum(FeedbackBatch.answers)).select_from(FeedbackBatch)
        assert session.execute(people).one() == (number, number * 5)
        waiting = select(func.count()).where(ProjectFeedback.answers.is_not(None))
        assert session.scalar(waiting) == 0
        session.remove()


def test_two_sentences_taken_off_at_once_are_both_off(
    app: Flask, repair: Project, jo: Person
) -> None:
    link = opened(repair, jo, PARTNER)
    for words in ("Kai was late", "Sam was late", "", "", ""):
        say(link, words=words)
    project_id, jo_id = repair.id, jo.id
    session.remove()

    def take_off(words: str) -> bool:
        project, actor = session.get_one(Project, project_id), session.get_one(Person, jo_id)
        return actions.remove_words(project=project, words=words, actor=actor)

    both = ("Kai was late", "Sam was late")
    assert at_once(app, *(partial(take_off, each) for each in both)) == [True, True]
    assert queries.said_of(project_id)[0].total.words == ()


def test_of_two_links_made_at_once_one_is_open(app: Flask, repair: Project, jo: Person) -> None:
    project_id, jo_id = repair.id, jo.id
    session.remove()

    def renew() -> None:
        project, actor = session.get_one(Project, project_id), session.get_one(Person, jo_id)
        actions.open_link(project=project, answerer=CHILD, actor=actor)

    assert at_once(app, renew, renew) == [None, None]
    links = session.scalars(select(FeedbackLink)).all()
    assert len(links) == 2
    assert sum(each.ended_at is None for each in links) == 1
