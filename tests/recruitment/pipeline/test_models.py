"""What the database itself refuses of applications: to pass over an approval, to bring back."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.actions import amend
from portal.database import changing, session
from portal.members.models import Status
from portal.people.models import Person
from portal.recruitment.actions import erasing, letters, stages
from portal.recruitment.models import (
    Application,
    ApplicationLink,
    ApplicationState,
    DeclineReason,
    LetterStep,
    Referee,
    Stage,
    StageChange,
    StepText,
)
from tests.factories import MemberFactory
from tests.recruitment.pipeline import scenes


@pytest.fixture
def erased(app: Flask) -> Application:
    """Return an application of which nobody knows any more whose it was."""
    made = scenes.not_appointed("Gone Girl")
    with changing():
        erasing.erase(application=made, actor=None)
    return made


def approved(jo: Person) -> Application:
    """Return somebody who was approved in the end."""
    made = scenes.appointed("Ife Lawal", Stage.APPROVAL)
    with changing():
        stages.approve(application=made, actor=jo)
    return made


def test_who_was_approved_stays_so(jo: Person) -> None:
    made, other = approved(jo), MemberFactory()
    with pytest.raises(IntegrityError, match="application_appointed:"), changing():
        amend(made, stage=Stage.APPROVAL, state=ApplicationState.OPEN)
    with pytest.raises(IntegrityError, match="application_appointed:"), changing():
        made.member = other


def test_nobody_becomes_active_past_who_approves_them(jo: Person) -> None:
    lin = scenes.appointed("Lin Zhao").member
    assert lin is not None
    with pytest.raises(IntegrityError, match="member_approved"), changing():
        lin.status = Status.ACTIVE
    ife = approved(jo).member
    assert ife is not None
    for status in (Status.PAUSED, Status.ACTIVE):
        with changing():
            ife.status = status


def test_nobody_approves_themselves(app: Flask) -> None:
    ife = scenes.appointed("Ife Lawal", Stage.APPROVAL)
    assert ife.member is not None
    with pytest.raises(IntegrityError, match="stage_change_own"), changing():
        stages.approve(application=ife, actor=ife.member.person)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("to_stage", Stage.INTERVIEW),
        ("state", ApplicationState.WITHDRAWN),
        ("reason", DeclineReason.INTERVIEW),
        ("at", scenes.NOON),
    ],
)
def test_a_step_that_was_taken_is_never_rewritten(jo: Person, column: str, value: Any) -> None:
    step = approved(jo).changes[0]
    with pytest.raises(IntegrityError, match="stage_change_fixed"), changing():
        setattr(step, column, value)


@pytest.mark.parametrize(
    "values",
    [
        {"erased_at": None, "name": "Gone Girl"},
        {"state": ApplicationState.OPEN},
        {"is_adult": True},
        {"reason": DeclineReason.CHECKS},
    ],
)
def test_who_was_forgotten_stays_so(erased: Application, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="application_erased:"), changing():
        amend(erased, **values)


def test_nothing_comes_to_who_was_forgotten(erased: Application) -> None:
    link = ApplicationLink(application_id=erased.id, expires_at=scenes.NOON)
    with pytest.raises(IntegrityError, match="application_link_late"), changing():
        session.add(link)
    referee = Referee(application_id=erased.id, name="Ann Lee", phone="01632 960002")
    with pytest.raises(IntegrityError, match="referee_late"), changing():
        session.add(referee)


def test_nobody_is_forgotten_of_whom_something_is_left(app: Flask) -> None:
    gone = scenes.not_appointed("Gone Girl")
    with changing():
        session.add(Referee(application=gone, name="Ann Lee", phone="01632 960002"))
    with pytest.raises(IntegrityError, match="application_erased_whole"), changing():
        amend(gone, name="", email=None, erased_at=clock.now())


def test_what_was_written_about_a_step_is_never_rewritten(jo: Person) -> None:
    step = approved(jo)
    with changing():
        letters.leave(application=step, change_id=step.changes[-1].id, actor=jo)
    letter = step.changes[-1].letter
    assert letter is not None
    with pytest.raises(IntegrityError, match="step_letter_fixed"), changing():
        letter.number = 1
    with changing():
        text = StepText(step=LetterStep.INTERVIEW, number=1, subject="Come", text="On Monday")
        session.add(text)
    with pytest.raises(IntegrityError, match="step_text_fixed"), changing():
        text.text = "On Tuesday"
    left_out = StepText(step=LetterStep.INTERVIEW, number=3, subject="Come", text="On Friday")
    with pytest.raises(IntegrityError, match="step_text_next"), changing():
        session.add(left_out)
    assert session.query(StageChange).count() == 1
