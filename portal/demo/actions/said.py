"""What people said of projects, added up as reparation's own action does it."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from portal.database import session
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules import said as told
from portal.demo.rules.county import Share
from portal.reparation.models import (
    ENOUGH_FEEDBACK,
    Answerer,
    FeedbackBatch,
    FeedbackLink,
    Project,
    ProjectFeedback,
)
from portal.reparation.rules import feedback as rules
from portal.reparation.rules.feedback import QUESTIONS
from portal.settings.queries import value

SINCE = 150
HEX = 128
COUNTS = {kind: len(questions) for kind, questions in QUESTIONS.items()}


def load_said(rows: Rows, share: Share) -> None:
    """Put in the links of some listed projects and what was said by them."""
    projects = [rows.projects[each] for each in share.reparation.projects if each.was_listed]
    for turn, project in enumerate(projects):
        luck = Random(project.uuid.int)  # noqa: S311 -- the same on every machine
        for asked in told.said(turn, value(ENOUGH_FEEDBACK), COUNTS, luck):
            _keep(rows, project, asked, luck)


def _keep(rows: Rows, project: Project, asked: told.Asked, luck: Random) -> None:
    answerer = Answerer(asked.kind)
    session.add(
        FeedbackLink(
            project=project,
            answerer=answerer,
            token=f"{luck.getrandbits(HEX):032x}"[:12],
            created_at=morning(rows.times.away(-SINCE)),
        )
    )
    for number, (ago, people) in enumerate(asked.groups, 1):
        results = rules.added_up(_answers(answerer, people))
        session.add(
            FeedbackBatch(
                project_id=project.id,
                answerer=answerer,
                number=number,
                month=_months_before(rows.times.today, ago),
                answers=results.answers,
                results=rules.as_json(results),
            )
        )
    session.add_all(
        ProjectFeedback(
            id=f"{luck.getrandbits(HEX):032x}",
            project_id=project.id,
            answerer=answerer,
            answers=answers,
        )
        for answers in _answers(answerer, asked.waiting)
    )


def _answers(
    answerer: Answerer, people: Sequence[tuple[Sequence[str], str]]
) -> list[dict[str, Any]]:
    keys = list(QUESTIONS[answerer])
    return [
        {
            "answers": dict(zip(keys, given, strict=True)),
            **({"words": words} if answerer.may_write else {}),
        }
        for given, words in people
    ]


def _months_before(day: date, count: int) -> date:
    first = day.replace(day=1)
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
