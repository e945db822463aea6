"""Asking how a project was, and keeping what people say without a trace of who said it.

The trail has no line of an answer: its moment could tell whose it is.
"""

from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.audit.actions import record
from portal.database import insert_or_ignore, session
from portal.people.models import Person
from portal.reparation.models import (
    ENOUGH_FEEDBACK,
    Answerer,
    FeedbackBatch,
    FeedbackLink,
    Project,
    ProjectFeedback,
    ReparationTag,
)
from portal.reparation.queries import feedback as queries
from portal.reparation.queries.projects import lock_project
from portal.reparation.rules import feedback as rules
from portal.reparation.rules.refusals import Refused
from portal.settings.queries import value


def open_link(*, project: Project, answerer: Answerer, actor: Person) -> FeedbackLink:
    """Make a link by which people say how a project was; the one before it opens nothing more.

    Raises `Refused` for a project that nobody can have worked at.
    """
    project = lock_project(project.id)
    if project.listed_on is None:
        raise Refused("This project was never listed.", "List it, then ask how it was.")
    _end(project, answerer)
    link = FeedbackLink(project=project, answerer=answerer)
    session.add(link)
    record(ReparationTag.FEEDBACK_OPENED, project, actor=actor, answerer=answerer.value)
    return link


def end_link(*, project: Project, answerer: Answerer, actor: Person) -> None:
    """Let nobody of a kind answer any more; what they said stays. Twice is harmless."""
    project = lock_project(project.id)
    if _end(project, answerer):
        record(ReparationTag.FEEDBACK_ENDED, project, actor=actor, answerer=answerer.value)


def _end(project: Project, answerer: Answerer) -> bool:
    link = queries.open_links(project.id).get(answerer)
    if link is None:
        return False
    queries.lock_link(link.id).ended_at = clock.now()
    session.flush()  # one link of a kind is open: the next is added after this one has ended
    return True


def answer(*, link: FeedbackLink, form_key: str, answers: Mapping[str, Any]) -> None:
    """Keep what somebody says of a project; a form that is sent twice counts once.

    Raises `Refused` when the link has ended. Two at once queue at the link's row, so that answers
    are added up in whole groups.
    """
    link = queries.lock_link(link.id)
    if link.ended_at is not None:
        raise Refused("This link has ended.", "There is nothing that you must do.")
    insert_or_ignore(
        ProjectFeedback,
        ProjectFeedback.id,
        id=form_key,
        project_id=link.project_id,
        answerer=link.answerer,
        answers=dict(answers),
    )
    _add_up(link)


def _add_up(link: FeedbackLink) -> None:
    """Add up the answers that wait once they are enough, and forget what each of them was."""
    waiting = queries.waiting(link.project_id, link.answerer)
    if len(waiting) < value(ENOUGH_FEEDBACK):
        return
    results = rules.added_up([each.answers for each in waiting if each.answers])
    session.add(
        FeedbackBatch(
            project_id=link.project_id,
            answerer=link.answerer,
            number=queries.last_number(link.project_id, link.answerer) + 1,
            month=clock.today().replace(day=1),
            answers=results.answers,
            results=rules.as_json(results),
        )
    )
    for each in waiting:
        each.answers = None


def remove_words(*, project: Project, words: str, actor: Person) -> bool:
    """Take a sentence off all that was said of a project: it named somebody, or told of a case.

    The trail says that it was done, not what it said. False when nobody said it. Twice is harmless.
    Two at once follow one another: neither brings back what the other takes off.
    """
    project = lock_project(project.id)
    found = [each for each in queries.batches_of(project.id) if words in each.results["words"]]
    for batch in found:
        left = [each for each in batch.results["words"] if each != words]
        batch.results = {**batch.results, "words": left}
    if found:
        record(ReparationTag.FEEDBACK_WORDS_REMOVED, project, actor=actor)
    return bool(found)
