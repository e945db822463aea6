"""What the database itself refuses of recruitment: to rewrite what was given or said once."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.actions import amend
from portal.database import changing, session
from portal.recruitment.actions.forgetting import forget
from portal.recruitment.actions.interviews import cancel_interview
from portal.recruitment.actions.recommending import keep_notes
from portal.recruitment.models import (
    ApplicationState,
    Campaign,
    CampaignState,
    Channel,
    DiversityAnswer,
    Interview,
    Interviewer,
    InterviewNote,
    Recommendation,
    Referee,
    RefereeState,
    Reference,
    WithdrawReason,
)
from tests.recruitment.interviews import scenes
from tests.recruitment.references.scenes import SAID, asked, given

CAMPAIGN = {
    "slug": "spring",
    "title": "Spring",
    "role": "Panel member",
    "summary": "You sit with families.",
    "takes": "An evening a month",
    "state": CampaignState.OPEN,
    "closes_on": scenes.DAY,
}


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


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", RefereeState.NAMED),
        ("name", "Somebody else"),
        ("email", "somebody@example.net"),
        ("turn", 2),
    ],
)
def test_who_has_answered_is_asked_nothing_more(
    reference: Reference, column: str, value: Any
) -> None:
    with pytest.raises(IntegrityError, match="referee_settled"), changing():
        setattr(reference.referee, column, value)


@pytest.mark.parametrize("state", [RefereeState.DECLINED, RefereeState.DROPPED])
def test_who_is_not_asked_any_more_gives_no_reference(app: Flask, state: RefereeState) -> None:
    with clock.frozen(scenes.NOON):
        referee, _ = asked(scenes.applicant(), scenes.coordinator())
    with changing():
        referee.state = state
    with pytest.raises(IntegrityError, match="referee_settled"), changing():
        referee.state = RefereeState.ASKED
    late = Reference(referee_id=referee.id, channel=Channel.LINK, given_on=scenes.TODAY, **SAID)
    with pytest.raises(IntegrityError, match="reference_unasked"), changing():
        session.add(late)


def test_an_interview_of_which_a_recommendation_is_in_stays_as_it_was_held(
    interview: Interview,
) -> None:
    with pytest.raises(IntegrityError, match="interview_held"), changing():
        interview.cancelled_at = scenes.NOON
    with pytest.raises(IntegrityError, match="interview_held"), changing():
        interview.instructions = "Somewhere else"
    with pytest.raises(IntegrityError, match="interview_question_fixed"), changing():
        interview.questions[0].text = "Why not?"
    late = Interviewer(interview_id=interview.id, person=scenes.coordinator("Di Fox"))
    with pytest.raises(IntegrityError, match="interviewer_late"), changing():
        session.add(late)


def test_an_interview_that_was_called_off_stays_so(app: Flask) -> None:
    jo = scenes.coordinator()
    with clock.frozen(scenes.NOON):
        made = scenes.arranged(scenes.applicant(), jo, jo)
        with changing():
            cancel_interview(interview=made, actor=jo)
    with pytest.raises(IntegrityError, match="interview_cancelled"), changing():
        made.cancelled_at = None
    with pytest.raises(IntegrityError, match="interviewer_off"), changing():
        amend(made.interviewers[0], recommendation=Recommendation.APPOINT, sent_at=scenes.AFTER)
    late = Interviewer(interview_id=made.id, person=scenes.coordinator("Di Fox"))
    with pytest.raises(IntegrityError, match="interviewer_late"), changing():
        session.add(late)


def test_nobody_is_interviewed_whose_way_has_ended(interview: Interview) -> None:
    gone = scenes.applicant(
        "Gone Girl",
        state=ApplicationState.WITHDRAWN,
        reason=WithdrawReason.TIME,
        ended_on=scenes.TODAY,
    )
    late = Interview(application=gone, entry_id=interview.entry_id)
    with pytest.raises(IntegrityError, match="interview_late"), changing():
        session.add(late)


@pytest.mark.parametrize("lacking", [{"summary": ""}, {"takes": ""}])
def test_an_open_campaign_says_what_people_apply_for(app: Flask, lacking: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match="campaign_says"), changing():
        session.add(Campaign(**{**CAMPAIGN, **lacking}))
    with changing():
        spring = Campaign(**CAMPAIGN)
        session.add(spring)
    with pytest.raises(IntegrityError, match="campaign_says_now"), changing():
        amend(spring, **lacking)
    with pytest.raises(IntegrityError, match="campaign_way"), changing():
        spring.state = CampaignState.DRAFT


def test_what_was_said_without_a_name_is_never_rewritten_nor_counted_back(app: Flask) -> None:
    with changing():
        said = DiversityAnswer(id="1", year=2026, question="age", answer="25-34")
        session.add(said)
    with pytest.raises(IntegrityError, match="diversity_answer_fixed"), changing():
        said.answer = "35-44"
    with changing():
        said.is_counted = True
    with pytest.raises(IntegrityError, match="diversity_answer_counted"), changing():
        said.is_counted = False
