"""How the interviews of many applicants stand, and one's own, at the cost of one."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.models import REFERENCE_DAYS, Application
from portal.recruitment.queries import interviews as queries
from portal.recruitment.queries.overdue import answers
from tests.factories import AreaFactory, PersonFactory
from tests.recruitment.interviews import scenes
from tests.recruitment.pipeline.scenes import limited
from tests.recruitment.references.scenes import asked
from tests.statements import count_statements


def test_each_application_says_how_its_interview_stands(jo: Person, rosa: Application) -> None:
    sam = scenes.applicant("Sam Hill")
    scenes.arranged(rosa, jo, scenes.volunteer())
    assert queries.standing([rosa.id, sam.id]) == {
        rosa.id: "Interview Thursday 12 March, 6pm",
        sam.id: "Interview to be arranged",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_as_for_three(jo: Person, count: int) -> None:
    found = [scenes.applicant(f"Person{number} Hill") for number in range(count)]
    for number, each in enumerate(found):
        scenes.arranged(each, jo, scenes.volunteer(f"Volunteer {number}"))
    numbers = [each.id for each in found]
    with count_statements() as sent:
        queries.standing(numbers)
    assert len(sent) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_cost_the_same_for_one_as_for_three(jo: Person, count: int) -> None:
    margaret = scenes.volunteer()
    for number in range(count):
        later = timedelta(days=number)
        scenes.arranged(
            scenes.applicant(f"Person{number} Hill"),
            jo,
            margaret,
            starts_at=scenes.STARTS + later,
            ends_at=scenes.ENDS + later,
        )
    session.refresh(margaret)
    with count_statements() as sent:
        found = queries.mine(margaret)
        names = [each.interview.application.name for each in found]
    assert names == [f"Person{number} Hill" for number in range(count)]
    assert len(sent) == 1


def test_what_is_overdue_is_whose_answer_about_somebody_underway_is_missing(
    jo: Person, rosa: Application
) -> None:
    area = AreaFactory()
    sam = scenes.applicant("Sam Hill", area=area)
    scenes.arranged(rosa, jo, scenes.volunteer(), scenes.volunteer("Bo Ray"))
    scenes.recommended(scenes.arranged(sam, jo, jo), jo)
    asked(sam, jo)
    later, reader = scenes.NOON + timedelta(days=REFERENCE_DAYS.default), account_of(jo)
    with clock.frozen(scenes.AFTER):
        assert answers(reader).lines == []
    with clock.frozen(later):
        told = [f"{line.name}: {line.words}" for line in answers(reader).lines]
        assert told == [
            "Rosa Marsh: No word from Margaret Osei since the interview on Thursday 12 March",
            "Rosa Marsh: No word from Bo Ray since the interview on Thursday 12 March",
            "Sam Hill: No answer from Ann Lee, whose link has ended",
        ]
    limited(reader, AreaFactory())
    with clock.frozen(later):
        assert answers(reader).total == 2
    with changing():
        stages.park(application=rosa, reason="away", until=date(2026, 4, 30), actor=jo)
    with clock.frozen(later):
        assert answers(limited(reader, area)).total == 1


def test_only_colleagues_and_active_volunteers_may_interview(jo: Person, margaret: Person) -> None:
    PersonFactory(name="No Account")
    assert list(queries.possible_interviewers()) == [jo, margaret]
