"""What has to be done before somebody can sensibly be moved on, where that is not the move."""

from collections.abc import Sequence

from sqlalchemy import func, select

from portal.database import session
from portal.members.models import Member
from portal.recruitment.models import (
    REFERENCES_WANTED,
    Application,
    Interview,
    Interviewer,
    Referee,
    RefereeState,
    Stage,
)
from portal.recruitment.rules.steps import (
    First,
    first_of_checks,
    first_of_interview,
    first_of_references,
    first_of_training,
)
from portal.settings.queries import value
from portal.training.models import Award, Course, Kind


def first_steps(found: Sequence[Application]) -> dict[int, First]:
    """Return what comes before the next move of applications, by their numbers; else absent.

    Two statements, however many there are, and a third where somebody is in training.
    """
    arranged, wanted = _missing([each.id for each in found]), value(REFERENCES_WANTED)
    given = _given([each.id for each in found])
    inducted = _inducted([each.id for each in found if each.stage is Stage.TRAINING])
    steps: dict[int, First | None] = {}
    for each in found:
        if each.stage is Stage.INTERVIEW:
            steps[each.id] = first_of_interview(arranged.get(each.id))
        elif each.stage is Stage.REFERENCES:
            steps[each.id] = first_of_references(given.get(each.id, 0), wanted)
        elif each.stage is Stage.CHECKS:
            steps[each.id] = first_of_checks(appointed=each.member is not None)
        elif each.stage is Stage.TRAINING:
            steps[each.id] = first_of_training(inducted=each.id in inducted)
    return {number: step for number, step in steps.items() if step is not None}


def _missing(ids: Sequence[int]) -> dict[int, int]:
    """Return how many recommendations are missing, of those whose interview is arranged."""
    rows = session.execute(
        select(Interview.application_id, func.count() - func.count(Interviewer.sent_at))
        .join(Interview.interviewers)
        .where(Interview.application_id.in_(ids), Interview.cancelled_at.is_(None))
        .group_by(Interview.application_id)
    )
    return dict(rows.all())


def _given(ids: Sequence[int]) -> dict[int, int]:
    """Return how many references are in."""
    rows = session.execute(
        select(Referee.application_id, func.count())
        .where(Referee.application_id.in_(ids), Referee.state == RefereeState.GIVEN)
        .group_by(Referee.application_id)
    )
    return dict(rows.all())


def _inducted(ids: Sequence[int]) -> set[int]:
    """Return which of those in training hold an induction, wherever they were at it."""
    if not ids:
        return set()
    rows = session.scalars(
        select(Application.id)
        .join(Application.member)
        .join(Award, Award.person_id == Member.person_id)
        .join(Award.course)
        .where(Application.id.in_(ids), Course.kind == Kind.INDUCTION, Award.revoked_at.is_(None))
    )
    return set(rows)
