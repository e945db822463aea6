"""What people said of the sessions that are over, added up as training's own action does it."""

from datetime import timedelta
from random import Random
from typing import Any

from portal.database import session
from portal.demo.actions.rows import Rows
from portal.demo.rules.county import Share
from portal.demo.rules.feedback import NOT_YET, Said, said
from portal.settings.queries import value
from portal.training import rules
from portal.training.models import (
    ENOUGH_ANSWERS,
    FeedbackMoment,
    FeedbackResults,
    SessionState,
    TrainingFeedback,
    TrainingSession,
)
from portal.training.models.evaluation import BITS


def load_feedback(rows: Rows, share: Share) -> None:
    """Put in the answers of each session that is long enough over. Needs the numbers of rows."""
    for turn, each in enumerate(share.training.sessions):
        made = rows.training[each]
        over = each.last < rows.times.today - timedelta(days=NOT_YET)
        if made.state is not SessionState.HELD or not over:
            continue
        luck = Random(made.entry.uuid.int)  # noqa: S311 -- the same on every machine
        numbers = [outcome.id for outcome in made.course.outcomes]
        before, after = said(each, turn, len(numbers), luck)
        _keep(made, FeedbackMoment.BEFORE, numbers, before, luck)
        _keep(made, FeedbackMoment.AFTER, numbers, after, luck)


def _keep(
    made: TrainingSession,
    moment: FeedbackMoment,
    numbers: list[int],
    given: list[Said],
    luck: Random,
) -> None:
    answers = [_answer(each, numbers) for each in given]
    session.add_all(
        TrainingFeedback(
            id=luck.getrandbits(BITS), session_id=made.id, moment=moment, answers=answer
        )
        for answer in answers
    )
    now = rules.added_up(answers)
    shown = rules.shown_next(rules.Results(), now, enough=value(ENOUGH_ANSWERS))
    if shown is not None:
        session.add(
            FeedbackResults(
                session_id=made.id,
                moment=moment,
                answers=shown.answers,
                results=rules.as_json(shown),
            )
        )


def _answer(each: Said, numbers: list[int]) -> dict[str, Any]:
    ratings = {str(number): rating for number, rating in zip(numbers, each.ratings, strict=True)}
    rest = {"useful": each.useful, "words": each.words} if each.useful else {}
    return {"outcomes": ratings, **rest}
