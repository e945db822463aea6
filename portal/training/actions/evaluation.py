"""Asking whether a session helps, and keeping what people say without a trace of who said it.

The trail has no line of an answer: its moment would tell whose it is.
"""

from collections.abc import Mapping
from typing import Any

from portal.database import insert_or_ignore, session
from portal.notifications.actions import post
from portal.settings.queries import value
from portal.training import rules
from portal.training.models import (
    ENOUGH_ANSWERS,
    Booking,
    FeedbackMoment,
    FeedbackResults,
    FeedbackSpent,
    TrainingFeedback,
    TrainingSession,
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
