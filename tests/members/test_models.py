"""What the database itself refuses of the register: to decide about oneself, and to rewrite."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.actions import amend
from portal.database import changing, session
from portal.members import actions
from portal.members.actions import concerns, survey, thanks
from portal.members.models import (
    Agreement,
    AgreementKind,
    AgreementText,
    CheckDecision,
    CheckKind,
    CheckRecord,
    Concern,
    ConcernAction,
    ConcernKind,
    ConcernOutcome,
    ConcernState,
    ExitQuestionnaire,
    Member,
    Message,
    Outcome,
    StatusCheck,
    Survey,
    SurveyAnswer,
    SurveyState,
    Thanks,
)
from portal.people.models import Person
from tests.members.agreements.scenes import published
from tests.members.checks.scenes import TODAY, checked, coordinator, decided, volunteer
from tests.members.concerns import scenes as of_concerns
from tests.members.survey import scenes as of_surveys


@pytest.fixture
def jo(app: Flask) -> Person:
    """Return somebody who keeps the register."""
    return coordinator()


@pytest.fixture
def ann(app: Flask) -> Member:
    """Return a volunteer."""
    return volunteer()


@pytest.fixture
def concern(ann: Member, jo: Person) -> Concern:
    """Return a concern about Ann that Jo looks into."""
    recorded = of_concerns.recorded(ann, jo)
    with changing():
        concerns.look_into(concern=recorded, actor=jo)
    return recorded


def test_nobody_looks_into_what_is_about_themselves(ann: Member, concern: Concern) -> None:
    with pytest.raises(IntegrityError, match="concern_own_now"), changing():
        concern.handler = ann.person
    own = Concern(
        member_id=ann.id,
        kind=concern.kind,
        source=concern.source,
        received_on=TODAY,
        summary="Mine",
        handler=ann.person,
    )
    with pytest.raises(IntegrityError, match="concern_own"), changing():
        session.add(own)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", ConcernKind.OTHER),
        ("received_on", TODAY),
        ("summary", "On reflection, nothing"),
    ],
)
def test_what_was_raised_is_never_rewritten(concern: Concern, column: str, value: Any) -> None:
    with pytest.raises(IntegrityError, match="concern_fixed"), changing():
        setattr(concern, column, value)


def test_a_concern_is_never_new_again(concern: Concern) -> None:
    with pytest.raises(IntegrityError, match="concern_way"), changing():
        concern.state = ConcernState.OPEN


def test_a_concern_is_not_closed_while_something_is_to_be_done(
    jo: Person, concern: Concern
) -> None:
    of_concerns.to_do(concern, jo)
    with pytest.raises(IntegrityError, match="concern_undone"), changing():
        amend(
            concern,
            state=ConcernState.CLOSED,
            closed_on=TODAY,
            outcome=ConcernOutcome.UPHELD,
        )


def test_nothing_is_left_to_do_about_a_closed_concern(jo: Person, concern: Concern) -> None:
    of_concerns.to_do(concern, jo)
    done = concern.actions[0]
    with pytest.raises(IntegrityError, match="concern_action_fixed"), changing():
        done.what = "Do nothing"
    with changing():
        concerns.tick_action(concern=concern, number=done.id, actor=jo)
    with changing():
        concerns.close_concern(
            concern=concern,
            version=concern.version,
            outcome=ConcernOutcome.PARTLY,
            words="",
            actor=jo,
        )
    with pytest.raises(IntegrityError, match="concern_action_done"), changing():
        done.done_on = None
    late = ConcernAction(concern_id=concern.id, what="And late", due_on=TODAY)
    with pytest.raises(IntegrityError, match="concern_action_late"), changing():
        session.add(late)


def test_nobody_records_their_own_check(ann: Member) -> None:
    check = checked(ann, TODAY)
    with pytest.raises(IntegrityError, match="check_record_own_now"), changing():
        check.checked_by = ann.person
    own = CheckRecord(member_id=ann.id, kind=CheckKind.DBS, issued_on=TODAY, checked_by=ann.person)
    with pytest.raises(IntegrityError, match="check_record_own"), changing():
        session.add(own)


def test_nobody_decides_on_their_own_check(ann: Member) -> None:
    check = checked(ann, TODAY)
    own = CheckDecision(
        check_id=check.id, bars=False, until=TODAY, reason="I am fine", decided_by=ann.person
    )
    with pytest.raises(IntegrityError, match="check_decision_own"), changing():
        session.add(own)
    asked = StatusCheck(
        check_id=check.id, made_on=TODAY, outcome=Outcome.UNCHANGED, made_by=ann.person
    )
    with pytest.raises(IntegrityError, match="status_check_own"), changing():
        session.add(asked)


@pytest.mark.parametrize(
    ("column", "value"), [("bars", True), ("until", TODAY), ("reason", "On reflection, no")]
)
def test_what_was_decided_of_a_check_is_never_rewritten(
    ann: Member, jo: Person, column: str, value: Any
) -> None:
    ruling = decided(checked(ann, TODAY), ann, jo, until=TODAY + timedelta(days=28))
    with pytest.raises(IntegrityError, match="check_decision_fixed"), changing():
        setattr(ruling, column, value)


def test_nobody_notes_their_own_signature_on_paper(ann: Member, jo: Person) -> None:
    own = Agreement(member_id=ann.id, text=published(jo), name="Ann Lee", noted_by=ann.person)
    with pytest.raises(IntegrityError, match="agreement_own"), changing():
        session.add(own)


def sent_message(ann: Member, jo: Person) -> Message:
    """Return the copy of what was written to Ann."""
    with changing():
        return actions.send_message(
            subject="The side door",
            body="Use it.",
            audience="Everybody",
            people=[ann.person],
            form_key=uuid4().hex,
            actor=jo,
        )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject", "The front door"),
        ("body", "Do not use it."),
        ("audience", "Nobody"),
        ("people", 2),
        ("sent_at", clock.at(TODAY, time(12))),
    ],
)
def test_the_copy_of_a_message_is_never_rewritten(
    ann: Member, jo: Person, column: str, value: Any
) -> None:
    sent = sent_message(ann, jo)
    with pytest.raises(IntegrityError, match="message_fixed"), changing():
        setattr(sent, column, value)


def test_thanks_are_never_rewritten(ann: Member, jo: Person) -> None:
    with changing():
        sent = thanks.thank(
            member=ann, milestone=None, words="Thank you", form_key=uuid4().hex, actor=jo
        )
    with pytest.raises(IntegrityError, match="thanks_fixed"), changing():
        sent.words = "No thanks"
    with pytest.raises(IntegrityError, match="thanks_fixed"), changing():
        sent.on_day = date(2026, 1, 1)
    assert session.query(Thanks).count() == 1


def test_who_left_answers_once_and_words_are_only_taken_off(ann: Member, jo: Person) -> None:
    with changing():
        asked = actions.leave(member=ann, on=clock.today(), reason="time", asks=True, actor=jo)
        assert asked is not None
        actions.answer_exit(questionnaire=asked, answers={"valued": "yes"}, words="Jo was kind")
    with pytest.raises(IntegrityError, match="exit_answered"), changing():
        asked.answers = {"valued": "no"}
    with pytest.raises(IntegrityError, match="exit_words"), changing():
        asked.words = "Jo was not kind"
    with changing():
        actions.remove_exit_words(questionnaire=asked, actor=jo)
    assert session.query(ExitQuestionnaire).one().words == ""


def test_a_closed_survey_is_never_opened_again_nor_counted_anew(jo: Person) -> None:
    opened = of_surveys.opened(jo)
    of_surveys.answered(opened, times=5, words="Warm rooms")
    of_surveys.closed(opened, jo)
    with pytest.raises(IntegrityError, match="survey_closed"), changing():
        opened.state, opened.results = SurveyState.OPEN, None
    with pytest.raises(IntegrityError, match="survey_closed"), changing():
        opened.answers = 50
    late = SurveyAnswer(id="late", survey_id=opened.id, answers=of_surveys.said())
    with pytest.raises(IntegrityError, match="survey_answer_late"), changing():
        session.add(late)
    with changing():
        assert survey.remove_words(survey=opened, words="Warm rooms", actor=jo)


def test_what_somebody_answered_is_never_rewritten(jo: Person) -> None:
    of_surveys.answered(of_surveys.opened(jo), times=1)
    with pytest.raises(IntegrityError, match="survey_answer_fixed"), changing():
        session.query(SurveyAnswer).one().answers = of_surveys.said("disagree")
    assert session.query(Survey).count() == 1


def test_no_version_of_a_text_is_left_out(jo: Person) -> None:
    published(jo)
    text = AgreementText(kind=AgreementKind.CONDUCT, number=3, body="Be very kind.")
    with pytest.raises(IntegrityError, match="agreement_text_next"), changing():
        session.add(text)
