"""How the references of many applications stand, at the cost of one."""

import pytest
from sqlalchemy import select

from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions.references import decline_reference
from portal.recruitment.models import Application
from portal.recruitment.queries import references as queries
from tests.recruitment.references import scenes
from tests.statements import count_statements


def test_each_application_says_what_its_references_wait_for(jo: Person, rosa: Application) -> None:
    sam = scenes.applicant("Sam Hill")
    referee, _ = scenes.asked(rosa, jo)
    scenes.given(referee)
    scenes.asked(rosa, jo, "Bo Ray")
    declined, _ = scenes.asked(sam, jo, "Cy Day")
    with changing():
        decline_reference(referee=declined, actor=None)
    assert queries.standing([rosa.id, sam.id]) == {
        rosa.id: "1 of 2 references in; Bo Ray has until Monday 30 March",
        sam.id: "0 of 2 references in; none named yet",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_as_for_three(jo: Person, count: int) -> None:
    found = [scenes.applicant(f"Person{number} Hill").id for number in range(count)]
    for each in session.scalars(select(Application)).all():
        scenes.asked(each, jo)
    with count_statements() as sent:
        queries.standing(found)
    assert len(sent) == 1
