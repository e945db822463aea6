"""What applicants have said of themselves, as far as it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.database import session
from portal.recruitment.models import DiversityAnswer
from portal.recruitment.rules.diversity import QUESTIONS, Question, told

MOST_YEARS = 20


@dataclass(frozen=True)
class Told:
    """A question with its answers in words, each with its count or None where it is too small."""

    question: Question
    counts: Mapping[str, int | None]


def waiting(year: int) -> int:
    """Return how many forms of a year are not counted yet."""
    first = next(iter(QUESTIONS))
    return session.scalars(
        select(func.count()).where(
            DiversityAnswer.year == year,
            DiversityAnswer.question == first,
            DiversityAnswer.is_counted.is_(False),
        )
    ).one()


def years() -> Sequence[int]:
    """Return the years of which something may be told, the newest first."""
    return session.scalars(
        select(DiversityAnswer.year)
        .where(DiversityAnswer.is_counted)
        .distinct()
        .order_by(DiversityAnswer.year.desc())
        .limit(MOST_YEARS)
    ).all()


def told_of(year: int) -> tuple[int, Sequence[Told]]:
    """Return how many people’s answers of a year are counted, and what may be told of them."""
    rows = session.execute(
        select(DiversityAnswer.question, DiversityAnswer.answer, func.count())
        .where(DiversityAnswer.year == year, DiversityAnswer.is_counted)
        .group_by(DiversityAnswer.question, DiversityAnswer.answer)
    )
    found: dict[tuple[str, str], int] = {(asked, said): count for asked, said, count in rows}
    counts = {
        key: {answer: found.get((key, answer), 0) for answer in question.answers}
        for key, question in QUESTIONS.items()
    }
    people = max((sum(each.values()) for each in counts.values()), default=0)
    return people, [Told(QUESTIONS[key], told(each)) for key, each in counts.items()]
