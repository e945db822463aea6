"""Keeping what applicants say of themselves, without a trace of who said it.

The trail has no line of an answer: its moment could tell whose it is.
"""

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import update

from portal import clock
from portal.database import insert_or_ignore, session
from portal.recruitment.models import DiversityAnswer
from portal.recruitment.queries import diversity as queries
from portal.recruitment.rules import diversity as rules


def answer(*, form_key: str, answers: Mapping[str, str | None]) -> None:
    """Keep somebody’s answers, each apart from the others; the same form again counts once.

    They are counted when so many people have answered that nobody can tell what one of them said.
    """
    year = clock.today().year
    for question, said in rules.sound(answers).items():
        insert_or_ignore(
            DiversityAnswer,
            DiversityAnswer.id,
            id=sha256(f"{form_key}:{question}".encode()).hexdigest(),
            year=year,
            question=question,
            answer=said,
            is_counted=False,
        )
    if queries.waiting(year) >= rules.ENOUGH:
        session.execute(
            update(DiversityAnswer)
            .where(DiversityAnswer.year == year, DiversityAnswer.is_counted.is_(False))
            .values(is_counted=True)
        )
