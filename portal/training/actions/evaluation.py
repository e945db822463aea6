"""Asking whether a session helps, and keeping what people say without a trace of who said it.

The trail has no line of an answer: its moment would tell whose it is.
"""

from collections.abc import Mapping
from typing import Any

from portal.audit.actions import record
from portal.database import insert_or_ignore, session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.settings.queries import value
from portal.training import rules
from portal.training.models import (
    ENOUGH_ANSWERS,
    Booking,
    Course,
    FeedbackMoment,
    FeedbackResults,
    FeedbackSpent,
    TrainingFeedback,
    TrainingSession,
    TrainingTag,
)
from portal.training.queries import evaluation as queries
from portal.training.queries.bookings import lock_session


def ask(*, booking: Booking, moment: FeedbackMoment) -> bool:
    """Ask somebody, or a guest at their address, to rate a session; False if it was done."""
    mail = post(
        to=booking.person,
        address=booking.guest_email,
        template=f"training/email/feedback_{moment.value}",
        key=f"training:feedback:{booking.id}:{moment.value}",
        booking=booking.id,
    )
    return mail is not None


def give_feedback(
    *, held: TrainingSession, moment: FeedbackMoment, token_hash: str, answers: Mapping[str, Any]
) -> None:
    """Keep what somebody says of a session; their link opens nothing any more.

    Raises `rules.Refused` when the link was used. Two at once queue at the session's row, so that
    what may be shown is added up of whole groups.
    """
    held = lock_session(held.id)
    spent = insert_or_ignore(FeedbackSpent, FeedbackSpent.token_hash, token_hash=token_hash)
    if spent is None:
        raise rules.Refused("This link has been used.", "It works once.")
    session.add(TrainingFeedback(session_id=held.id, moment=moment, answers=dict(answers)))
    session.flush()  # it is added up with the others
    _show_more(held, moment)


def remove_words(*, course: Course, words: str, actor: Person) -> bool:
    """Take a sentence off all that was said of a course: it named somebody, or told of a case.

    The trail says that it was done, not what it said. False when nobody said it. Twice is harmless.
    """
    answers, shown = queries.said_of(course.id)
    found = [each for each in answers if each.answers.get("words") == words]
    for answer in found:
        answer.answers = {**answer.answers, "words": ""}
    for kept in shown:
        left = [each for each in kept.results["words"] if each != words]
        kept.results = {**kept.results, "words": left}
    if found:
        record(TrainingTag.WORDS_REMOVED, course, actor=actor)
    return bool(found)


def _show_more(held: TrainingSession, moment: FeedbackMoment) -> None:
    kept = queries.kept_results(held.id, moment)
    shown = rules.from_json(kept.results) if kept else rules.Results()
    now = rules.added_up(queries.answers_of(held.id, moment))
    more = rules.shown_next(shown, now, enough=value(ENOUGH_ANSWERS))
    if more is None:
        return
    if kept is None:
        kept = FeedbackResults(session_id=held.id, moment=moment)
        session.add(kept)
    kept.answers, kept.results = more.answers, rules.as_json(more)
