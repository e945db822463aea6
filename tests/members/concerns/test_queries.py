"""Which concerns an account may read, in which order, at which cost."""

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal.access.rules import Role
from portal.accounts.models import User, UserArea
from portal.database import changing, session
from portal.members.actions import concerns as actions
from portal.members.models import ConcernOutcome, MemberArea
from portal.members.queries import concerns as queries
from tests.factories import AreaFactory, MemberFactory, user_with
from tests.members.concerns import scenes
from tests.members.supervision.scenes import volunteer
from tests.statements import count_statements


@pytest.fixture
def kim(app: Flask) -> User:
    return user_with(Role.COORDINATOR)


def names(user: User, state: str = "") -> list[str]:
    return [each.member.person.name for each in queries.concerns(user, state).items]


def test_what_stands_is_listed_with_the_oldest_first(kim: User) -> None:
    ann, bo, cy = volunteer("Ann Lee"), volunteer("Bo Ray"), volunteer("Cy Day")
    scenes.recorded(ann, kim.person)
    scenes.recorded(bo, kim.person, days_ago=10)
    closed = scenes.recorded(cy, kim.person)
    with changing():
        outcome = ConcernOutcome.NOT_UPHELD
        actions.close_concern(
            concern=closed, version=closed.version, outcome=outcome, words="", actor=kim.person
        )
    assert names(kim) == ["Bo Ray", "Ann Lee"]
    assert names(kim, queries.CLOSED) == ["Cy Day"]
    assert names(kim, queries.ALL) == ["Bo Ray", "Ann Lee", "Cy Day"]


def test_nobody_reads_what_is_about_themself(kim: User) -> None:
    own = scenes.recorded(MemberFactory(person=kim.person), user_with(Role.COORDINATOR).person)
    assert names(kim) == []
    with pytest.raises(NoResultFound):
        queries.concern(kim, own.uuid)


def test_a_coordinator_of_some_areas_reads_of_those_alone(kim: User) -> None:
    north, south = AreaFactory(), AreaFactory()
    ann, bo = volunteer("Ann Lee"), volunteer("Bo Ray")
    ann.area_rows, bo.area_rows = [MemberArea(area=north)], [MemberArea(area=south)]
    kim.area_rows = [UserArea(area_id=south.id)]
    session.commit()
    jo = user_with(Role.COORDINATOR)
    hidden = scenes.recorded(ann, jo.person)
    scenes.recorded(bo, jo.person)
    scenes.recorded(volunteer("Whole Service"), jo.person)
    assert names(kim) == ["Bo Ray", "Whole Service"]
    assert len(names(jo)) == 3
    with pytest.raises(NoResultFound):
        queries.concern(kim, hidden.uuid)


def test_the_register_costs_the_same_for_one_and_for_three(kim: User) -> None:
    counts = []
    for size in (1, 2):
        for _ in range(size):
            concern = scenes.recorded(volunteer(), kim.person)
            with changing():
                actions.look_into(concern=concern, actor=kim.person)
        session.commit()
        with count_statements() as sent:
            found = queries.concerns(kim).items
            assert all(each.handler and each.member.person.name for each in found)
        counts.append(len(sent))
    assert counts[0] == counts[1]
