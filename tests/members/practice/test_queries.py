"""Who chairs and was watched when."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.database import session
from portal.members.queries import practice as queries
from portal.people.models import Person
from tests.members.practice import scenes
from tests.members.supervision.scenes import NOON, TODAY, coordinator, volunteer
from tests.statements import count_statements


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def test_the_longest_unwatched_stand_first_and_only_chairs(app: Flask) -> None:
    jo = coordinator()
    scenes.observed(volunteer("Ann Lee", may_chair=True), jo)
    scenes.observed(volunteer("Bo Ray", may_chair=True), jo, scenes.THURSDAY - timedelta(days=300))
    volunteer("Cy Day", may_chair=True)
    volunteer("Di Fox")
    assert [(each.member.person.name, each.standing[0]) for each in queries.chairs().items] == [
        ("Cy Day", "Not watched yet"),
        ("Bo Ray", "Next by 2 May 2026"),
        ("Ann Lee", "Next by 26 February 2027"),
    ]


def test_evenings_are_those_of_the_past_year(app: Flask) -> None:
    ann = volunteer()
    scenes.sat(ann, TODAY + timedelta(days=3), scenes.THURSDAY, TODAY - timedelta(days=400))
    assert queries.evenings(ann) == [scenes.THURSDAY]


def test_the_list_of_chairs_costs_the_same_for_one_and_for_three(app: Flask) -> None:
    number_of_jo, counts = coordinator().id, []
    for size in (1, 2):
        jo = session.get_one(Person, number_of_jo)
        for _ in range(size):
            scenes.observed(volunteer(may_chair=True), jo)
        session.expunge_all()
        queries.chairs()  # reads the settings, once for all
        session.expunge_all()
        with count_statements() as sent:
            assert [list(each.member.area_rows) for each in queries.chairs().items]
        counts.append(len(sent))
    assert counts[0] == counts[1]
