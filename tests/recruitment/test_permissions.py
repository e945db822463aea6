"""A colleague who applies themself: nothing of what others say of them is told to them."""

from datetime import timedelta
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions.interviews import move_interview
from portal.recruitment.actions.stages import end
from portal.recruitment.models import (
    REFERENCE_DAYS,
    Application,
    ApplicationState,
    DeclineReason,
    Recommendation,
    Stage,
)
from portal.recruitment.permissions import is_own
from portal.recruitment.queries.overdue import answers, applicants
from portal.recruitment.rules.refusals import Refused
from tests.factories import user_with
from tests.home.desks import rows
from tests.pages import Pages
from tests.recruitment.applying import scenes as apply
from tests.recruitment.interviews import scenes as interviews
from tests.recruitment.pipeline import scenes
from tests.recruitment.pipeline.conftest import desk, jo, monday
from tests.recruitment.references import scenes as referees

__all__ = ["desk", "jo", "monday"]

PIPELINE: Final = "/recruitment/pipeline"
LATER: Final = scenes.NOON + timedelta(days=REFERENCE_DAYS.default)


@pytest.fixture
def own(jo: Person) -> Application:
    """Return the coordinator’s own application: one referee was asked, and one has answered."""
    made = scenes.somebody("Jo Hartley", Stage.REFERENCES, 40, email=str(jo.email).upper())
    ida = scenes.coordinator("Ida Moss").person
    referees.asked(made, ida)
    referees.given(referees.asked(made, ida, "Bo Ray")[0])
    return made


def page_of(application: Application) -> str:
    return f"/recruitment/applications/{application.uuid}"


def test_it_is_theirs_by_either_address_or_by_the_register(app: Flask, jo: Person) -> None:
    user = account_of(jo)
    jo.email = "jo@home.example.org"
    assert is_own(user, Application(email="JO@home.example.org"))
    assert is_own(user, Application(email=user.email.upper()))
    assert not is_own(user, Application(email="somebody@example.org"))
    nowhere = User(person=Person(name="No Address"), email="desk@example.org")
    assert not is_own(nowhere, Application(email=None))
    ann = scenes.appointed("Ann Lee")
    assert ann.member
    assert is_own(user_with(Role.COORDINATOR, person=ann.member.person), ann)


@pytest.mark.parametrize("view", ["", "?view=table", "?show=slow"])
def test_the_board_and_the_table_say_whose_it_is_and_nothing_of_its_referees(
    desk: Pages, own: Application, view: str
) -> None:
    words = desk.get(f"{PIPELINE}{view}").words
    assert "Your own application, which colleagues see to" in words
    assert "Ann Lee" not in words
    assert "1 of 2" not in words


def test_their_page_says_nothing_of_referees_and_interviewers(
    desk: Pages, jo: Person, own: Application
) -> None:
    ida = interviews.volunteer("Margaret Osei")
    interviews.recommended(interviews.arranged(own, jo, ida), ida, Recommendation.DECLINE)
    page = desk.get(page_of(own))
    assert not page.select("#references, #interview")
    assert "for the colleagues who look after your application" in page.words
    for word in ("Ann Lee", "Bo Ray", "1 of 2", "Margaret Osei", "would not"):
        assert word not in page.words
    desk.get(f"{page_of(own)}/references", 404)
    desk.get(f"{page_of(own)}/interview", 404)


def test_why_they_were_not_appointed_is_told_to_them_by_a_person(
    app: Flask, desk: Pages, jo: Person
) -> None:
    di = scenes.coordinator("Di Fox")
    own = scenes.somebody("Jo Hartley", Stage.INTERVIEW, email=jo.email)
    with changing():
        end(
            application=own,
            state=ApplicationState.NOT_APPOINTED,
            reason=DeclineReason.INTERVIEW,
            actor=di.person,
        )
    others = Pages(app).sign_in(di.email)
    for path in (page_of(own), f"{PIPELINE}?show=ended"):
        assert "Not recommended" in others.get(path).words
        assert "Not recommended" not in desk.get(path).words


def test_others_read_how_it_stands(app: Flask, own: Application) -> None:
    pages = Pages(app).sign_in(scenes.manager().email)
    assert "1 of 2 references in; Ann Lee has until" in pages.get(PIPELINE).words
    assert "Ann Lee" in pages.get(f"{page_of(own)}/references").words


def test_it_is_overdue_for_others_alone(app: Flask, jo: Person, own: Application) -> None:
    ida = account_of(interviews.coordinator("Di Fox"))
    with clock.frozen(LATER):
        assert answers(account_of(jo)).lines == []
        assert applicants(account_of(jo)).total == 0
        assert [line.words for line in answers(ida).lines] == [
            "No answer from Ann Lee, whose link has ended"
        ]
        assert applicants(ida).total == 1


def test_nothing_of_it_needs_them_on_the_first_page(desk: Pages, own: Application) -> None:
    scenes.somebody("Nadia Rahman", days=40)
    [row] = rows(desk.get("/?show=applicants"))
    assert "Nadia Rahman" in row[1]


def test_no_letter_tells_them_of_their_own_reference(
    app: Flask, jo: Person, own: Application
) -> None:
    answered = Mail.template == "recruitment/email/reference_answered"
    told = session.scalars(select(Mail.to_person_id).where(answered)).all()
    assert len(told) == 1
    assert jo.id not in told


def test_nobody_interviews_themself(jo: Person, own: Application) -> None:
    margaret = interviews.volunteer()
    with pytest.raises(Refused) as arranging:
        interviews.arranged(own, jo, margaret, jo)
    assert arranging.value.field == "interviewer_2"
    assert arranging.value.sentence.startswith("Jo Hartley applies themself.")
    session.rollback()
    meeting = interviews.arranged(own, jo, margaret)
    with pytest.raises(Refused), changing():
        move_interview(
            interview=meeting, plan=interviews.plan(jo), version=meeting.version, actor=jo
        )


def test_their_colleagues_are_told_that_they_have_applied(jo: Person) -> None:
    di = scenes.coordinator("Di Fox").person
    apply.applied(apply.opened(di), email=jo.email)
    received = Mail.template == "recruitment/email/application_received"
    assert session.scalars(select(Mail.to_person_id).where(received)).all() == [di.id]


def test_the_address_with_which_they_sign_in_tells_whose_it_is_too(jo: Person) -> None:
    di, margaret = scenes.coordinator("Di Fox").person, interviews.volunteer()
    account_of(jo).email = "signs.in@example.org"
    own = scenes.somebody("Jo Hartley", Stage.REFERENCES, email="Signs.In@example.org")
    referees.given(referees.asked(own, di)[0])
    answered = Mail.template == "recruitment/email/reference_answered"
    assert session.scalars(select(Mail.to_person_id).where(answered)).all() == [di.id]
    with pytest.raises(Refused) as arranging:
        interviews.arranged(own, di, margaret, jo)
    assert arranging.value.sentence.startswith("Jo Hartley applies themself.")
