"""Writing to people about the steps that they take, and changing what is written."""

from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.recruitment.models import (
    Application,
    LetterStep,
    RecruitmentTag,
    StageChange,
    StepLetter,
    StepText,
    letter_step,
)
from portal.recruitment.queries import letters as queries
from portal.recruitment.queries.applications import lock_application
from portal.recruitment.rules import texts
from portal.recruitment.rules.steps import moved_on
from portal.recruitment.rules.texts import Words


def write(
    *, application: Application, change_id: int | None, number: int | None, actor: Person
) -> None:
    """Send somebody the letter of the step that they took last.

    `change_id` is that step and `number` that of the words, as whoever sends it has read them.
    Raises Stale when either is no longer the last, Refused when it is settled already.
    """
    change, step = _last(application, change_id)
    texts.check_address(application.name, has_address=application.email is not None)
    newest = queries.newest_texts().get(step)
    who = newest.by.display_name if newest and newest.by else "Somebody"
    texts.check_number(number, newest.number if newest else 0, who)
    change.letter = StepLetter(step=step, number=number, by=actor)
    session.flush()  # the letter names it by its number
    post(
        to=None,
        address=application.email,
        template="recruitment/email/step",
        key=f"recruitment/step:{change.id}",
        letter=change.letter.id,
    )
    record(RecruitmentTag.LETTER_SENT, application, actor=actor, step=step, number=number)


def leave(*, application: Application, change_id: int | None, actor: Person) -> None:
    """Settle that nobody writes to somebody about the step that they took last."""
    change, step = _last(application, change_id)
    change.letter = StepLetter(step=step, number=None, by=actor)
    record(RecruitmentTag.LETTER_LEFT, application, actor=actor, step=step)


def change_words(*, step: LetterStep, words: Words, actor: Person) -> None:
    """Change what a step’s letter says; `words.number` is of those that were changed.

    Raises Stale when somebody else has changed them meanwhile.
    """
    newest = queries.newest_texts().get(step)
    now = queries.words_now()[step]
    who = newest.by.display_name if newest and newest.by else "Somebody"
    texts.check_number(words.number, now.number, who)
    if words == now:
        return
    made = StepText(
        step=step,
        number=now.number + 1,
        subject=words.subject,
        text=words.text,
        is_offered=words.is_offered,
        by=actor,
    )
    session.add(made)
    record(RecruitmentTag.LETTER_TEXT_CHANGED, made, actor=actor, step=step, number=made.number)


def _last(application: Application, change_id: int | None) -> tuple[StageChange, LetterStep]:
    """Return the last step, of an application that is held from now on, and its letter."""
    lock_application(application.id)
    last = application.changes[-1] if application.changes else None
    step = letter_step(last) if last else None
    if last is None or step is None or last.id != change_id:
        who = last.by.display_name if last and last.by else "Somebody else"
        raise moved_on(application.name, who)
    texts.check_unanswered(application.name, answered=last.letter is not None)
    return last, step
