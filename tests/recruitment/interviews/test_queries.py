"""How the interviews of many applicants stand, and one's own, at the cost of one."""

from datetime import timedelta

import pytest

from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Application
from portal.recruitment.queries import interviews as queries
from tests.recruitment.interviews import scenes
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
    assert len(sent) == 2


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
