"""What is to be done before somebody is moved on, on the board."""

from datetime import timedelta

import pytest

from portal import clock
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.models import Application, Stage
from portal.recruitment.queries.next_steps import first_steps
from portal.training.models import Kind
from tests.factories import CourseFactory
from tests.recruitment.interviews import scenes as interviews
from tests.recruitment.pipeline import scenes
from tests.recruitment.references import scenes as references
from tests.statements import count_statements
from tests.training.scenes import held


def first(application: Application) -> str | None:
    step = first_steps([application]).get(application.id)
    return step.words if step else None


def test_an_interview_is_arranged_then_heard_before_somebody_moves_on(jo: Person) -> None:
    chloe = scenes.somebody("Chloe Vance", Stage.INTERVIEW)
    assert first(chloe) == "Arrange the interview"
    ann, bo = interviews.volunteer("Ann Lee"), interviews.volunteer("Bo Ray")
    interview = interviews.arranged(chloe, jo, ann, bo)
    interviews.recommended(interview, ann)
    assert first(chloe) == "See the interview"
    interviews.recommended(interview, bo)
    assert first(chloe) is None


def test_the_references_are_seen_to_until_they_are_in(jo: Person) -> None:
    aisha = scenes.somebody("Aisha Khan", Stage.REFERENCES)
    for name in ("Ann Lee", "Bo Ray"):
        assert first(aisha) == "See to the references"
        referee, _token = references.asked(aisha, jo, name)
        references.given(referee)
    assert first(aisha) is None


def test_the_checks_end_by_being_appointed(jo: Person) -> None:
    assert first(scenes.somebody("Rob Kettle", Stage.CHECKS)) == "Appoint"
    assert first(scenes.somebody("Nadia Rahman")) is None


def test_the_training_waits_for_the_induction(jo: Person) -> None:
    lin = scenes.appointed("Lin Zhao")
    assert lin.member
    person = lin.member.person
    held(person, CourseFactory(kind=Kind.MANDATORY), scenes.TODAY)
    assert first(lin) == "See to the induction"
    award = held(person, CourseFactory(kind=Kind.INDUCTION), scenes.TODAY)
    assert first(lin) is None
    with changing():
        award.revoked_at, award.revoke_reason = clock.now(), "Not there at all"
    assert first(lin) == "See to the induction"


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_as_for_three(jo: Person, count: int) -> None:
    found = [scenes.somebody(f"Applicant {n}", Stage.INTERVIEW) for n in range(count)]
    found += [scenes.appointed(f"Recruit {n}") for n in range(count)]
    with clock.frozen(scenes.NOON + timedelta(days=1)):
        session.commit()
        assert [each.id for each in found]
        with count_statements() as sent:
            assert len(first_steps(found)) == count * 2
    about = ("interview", "referee", "award")
    assert len([each for each in sent if any(word in each for word in about)]) == len(about)
