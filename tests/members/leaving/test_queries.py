"""What people said who left, for whom it is."""

import pytest
from flask import Flask

from portal import clock
from portal.database import session
from portal.members.models import ExitQuestionnaire, MemberArea, Status
from portal.members.queries import leaving as queries
from tests.factories import AreaFactory, MemberFactory, PersonFactory
from tests.statements import count_statements


def said(name: str, **values: object) -> ExitQuestionnaire:
    member = MemberFactory(person=PersonFactory(name=name), status=Status.LEFT, **values)
    made = ExitQuestionnaire(
        member=member, left_on=clock.today(), answered_at=clock.now(), answers={}
    )
    session.add(made)
    session.commit()
    return made


def test_coordinators_of_an_area_read_of_those_who_served_it(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    said("Ann Lee", area_rows=[MemberArea(area=north)])
    said("Bo Ray", area_rows=[MemberArea(area=south)])
    said("Cy Day")
    session.add(ExitQuestionnaire(member=MemberFactory(), left_on=clock.today()))
    session.commit()
    names = [each.member.person.name for each in queries.answered({north.id}).items]
    assert names == ["Cy Day", "Ann Lee"]
    assert queries.answered(()).total == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_statements(app: Flask, count: int) -> None:
    for number in range(count):
        said(f"Person {number}")
    session.expire_all()
    session.connection()  # SQLite begins with a statement, which is not the list's
    with count_statements() as statements:
        names = [each.member.person.name for each in queries.answered(()).items]
    assert (len(statements), len(names)) == (2, count)
