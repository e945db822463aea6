"""The words of each step’s letter, and who is still to be written to."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.recruitment.models import (
    Application,
    LetterStep,
    StageChange,
    StepLetter,
    StepText,
    letter_step,
)
from portal.recruitment.rules.texts import FIRST_WORDS, Words


def newest_texts() -> dict[LetterStep, StepText]:
    """Return the newest words of each step that somebody has changed, with who did."""
    newest = select(func.max(StepText.id)).group_by(StepText.step)
    found = session.scalars(
        select(StepText)
        .options(joinedload(StepText.by))
        .where(StepText.id.in_(newest))
        .order_by(StepText.id)
    )
    return {text.step: text for text in found}


def words_now() -> dict[LetterStep, Words]:
    """Return the words of each step, in order, as they are now."""
    newest = newest_texts()
    return {step: _words(step, newest) for step in LetterStep}


def words_of(step: LetterStep, number: int) -> Words:
    """Return the words of a step under a number, as somebody was sent them."""
    found = session.scalar(select(StepText).where(StepText.step == step, StepText.number == number))
    return _words(step, {step: found} if found else {})


def step_letter_numbered(number: int) -> StepLetter | None:
    """Return who is to be written to about a step; None once that is forgotten."""
    return session.get(StepLetter, number)


def application_of(letter: StepLetter) -> Application:
    """Return whose step it was."""
    return session.get_one(Application, letter.change.application_id)


def to_write(application_ids: Collection[int]) -> dict[int, LetterStep]:
    """Return of which applications the last step asks for a letter, and nobody has settled it.

    By the numbers of the applications, in two statements. No letter that is not offered.
    """
    last = (
        select(func.max(StageChange.id))
        .where(StageChange.application_id.in_(application_ids))
        .group_by(StageChange.application_id)
    )
    changes = session.scalars(
        select(StageChange)
        .outerjoin(StageChange.letter)
        .where(StageChange.id.in_(last), StepLetter.id.is_(None))
        .order_by(StageChange.id)
    ).all()
    now = words_now()
    steps = {change.application_id: letter_step(change) for change in changes}
    return {number: step for number, step in steps.items() if step and now[step].is_offered}


def _words(step: LetterStep, texts: Mapping[LetterStep, StepText]) -> Words:
    found = texts.get(step)
    if found is None:
        return FIRST_WORDS[step]
    return Words(found.subject, found.text, found.number, found.is_offered)
