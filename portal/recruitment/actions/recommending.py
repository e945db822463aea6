"""What an interviewer notes and recommends: kept for them alone, then sent once."""

from collections.abc import Mapping

from portal import clock
from portal.audit.actions import record
from portal.people.models import Person
from portal.recruitment.actions.telling import tell_coordinators, tell_interviewer
from portal.recruitment.models import (
    Interview,
    Interviewer,
    InterviewNote,
    Recommendation,
    RecruitmentTag,
)
from portal.recruitment.queries import interviews as queries
from portal.recruitment.rules.refusals import Refused


def keep_notes(
    *,
    interviewer: Interviewer,
    notes: Mapping[int, str],
    recommendation: Recommendation | None,
    words: str,
    actor: Person,
) -> None:
    """Keep what an interviewer has written so far; `notes` are by the number of the question.

    Nobody else sees it. The trail notes nothing: it is a draft. Raises `Refused` once they have
    sent theirs, or the interview is called off.
    """
    interview = queries.lock_interview(interviewer.interview_id)
    _check_unsent(interview, interviewer)
    known = {note.question_id: note for note in interviewer.notes}
    for question in interview.questions:
        text, note = notes.get(question.id, ""), known.get(question.id)
        if note is not None:
            note.text = text
        elif text:
            interviewer.notes.append(InterviewNote(question=question, text=text))
    interviewer.recommendation, interviewer.words = recommendation, words


def send_recommendation(*, interviewer: Interviewer, actor: Person) -> None:
    """Send what was kept. With the last one, all of them are shown, and coordinators are told.

    Raises `Refused` as `keep_notes` does, and before the interview or without a recommendation.
    """
    interview = queries.lock_interview(interviewer.interview_id)
    _check_unsent(interview, interviewer)
    if not interview.has_begun:
        raise Refused("The interview has not begun.", "Send this once you have held it.")
    if interviewer.recommendation is None:
        raise Refused("You have not said what you recommend.", "Choose it.", "recommendation")
    interviewer.sent_at = clock.now()
    record(RecruitmentTag.RECOMMENDATION_SENT, interview, actor=actor)
    if interview.is_heard:
        tell_coordinators("recruitment/email/recommendations_in", interview, actor=actor)


def remind_interviewer(*, interviewer: Interviewer, days: int, actor: Person | None) -> bool:
    """Remind somebody, once for so many days after, that their recommendation is missing.

    Return whether they were. Raises `Refused` when nothing is missing of them.
    """
    interview = queries.lock_interview(interviewer.interview_id)
    _check_unsent(interview, interviewer)
    if not interview.has_begun:
        raise Refused("The interview has not begun.", "There is nothing to remind them of.")
    letter = "recruitment/email/recommendation_missing"
    person = interviewer.person
    return tell_interviewer(letter, interview, person, actor=actor, turn=f"after-{days}")


def _check_unsent(interview: Interview, interviewer: Interviewer) -> None:
    if interview.cancelled_at is not None:
        raise Refused("This interview was called off.", "Nothing more is needed.")
    if interviewer.sent_at is not None:
        raise Refused("This recommendation was sent already.", "It stays as it is.")
