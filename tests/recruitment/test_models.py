"""What the database itself refuses of recruitment: to rewrite what was given once."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.recruitment.actions.forgetting import forget
from portal.recruitment.actions.recommending import keep_notes
from portal.recruitment.models import (
    Channel,
    Interview,
    Interviewer,
    InterviewNote,
    Recommendation,
    Referee,
    Reference,
)
from tests.recruitment.interviews import scenes
from tests.recruitment.references.scenes import asked, given


@pytest.fixture
def interview(app: Flask) -> Interview:
    """Return an interview of which Jo has noted and sent hers, and Margaret has sent nothing."""
    jo, margaret = scenes.coordinator(), scenes.volunteer()
    with clock.frozen(scenes.NOON):
        made = scenes.arranged(scenes.applicant(), jo, jo, margaret)
    scenes.recommended(made, jo, notes=["She listened."])
    return made


def parts(interview: Interview) -> tuple[Interviewer, Interviewer]:
    """Return who has sent theirs, and who has not."""
    sent, unsent = sorted(interview.interviewers, key=lambda each: each.sent_at is None)
    return sent, unsent


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("recommendation", Recommendation.DECLINE),
        ("words", "On reflection, no."),
        ("sent_at", None),
        ("sent_at", scenes.NOON),
    ],
)
def test_a_recommendation_that_was_sent_is_never_rewritten(
    interview: Interview, column: str, value: Any
) -> None:
    sent, _ = parts(interview)
    with pytest.raises(IntegrityError, match="interviewer_fixed"), changing():
        setattr(sent, column, value)


def test_the_notes_of_a_recommendation_that_was_sent_stay_as_they_are(
    interview: Interview,
) -> None:
    sent, unsent = parts(interview)
    with pytest.raises(IntegrityError, match="interview_note_fixed"), changing():
        sent.notes[0].text = "She did not listen."
    with pytest.raises(IntegrityError, match="interview_note_fixed"), changing():
        sent.notes[0].interviewer_id = unsent.id
    late = InterviewNote(question=interview.questions[1], text="And late.")
    with pytest.raises(IntegrityError, match="interview_note_late"), changing():
        sent.notes.append(late)


def test_a_recommendation_is_rewritten_until_it_is_sent(interview: Interview) -> None:
    _, unsent = parts(interview)
    first = interview.questions[0].id
    for text in ("He listened.", "He listened well."):
        with changing():
            keep_notes(
                interviewer=unsent,
                notes={first: text},
                recommendation=Recommendation.RESERVED,
                words=text,
                actor=unsent.person,
            )
    assert unsent.note_of == {first: "He listened well."}


@pytest.fixture
def reference(app: Flask) -> Reference:
    """Return a reference that was given by a link."""
    with clock.frozen(scenes.NOON):
        referee, _ = asked(scenes.applicant(), scenes.coordinator())
        given(referee)
    assert referee.reference is not None
    return referee.reference


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", "On reflection, no."),
        ("answers", {"reliable": "no"}),
        ("known_for", "under_1"),
        ("how_known", "Hardly."),
        ("given_by", "Somebody else"),
        ("given_on", date(2026, 1, 1)),
    ],
)
def test_what_a_referee_said_is_never_rewritten(
    reference: Reference, column: str, value: Any
) -> None:
    with pytest.raises(IntegrityError, match="reference_fixed"), changing():
        setattr(reference, column, value)


def test_how_a_reference_came_is_never_rewritten(reference: Reference) -> None:
    jo = scenes.coordinator("Di Fox")
    with pytest.raises(IntegrityError, match="reference_fixed"), changing():
        reference.channel, reference.recorded_by = Channel.PHONE, jo


def test_what_was_given_is_erased_with_its_application(
    interview: Interview, reference: Reference
) -> None:
    with changing():
        forget(interview.application)
        forget(reference.referee.application)
    for kind in (Interview, Interviewer, InterviewNote, Referee, Reference):
        assert session.query(kind).count() == 0
