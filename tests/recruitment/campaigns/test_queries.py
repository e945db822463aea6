"""Campaigns in order, with their counts, in as many statements for many as for one."""

from uuid import uuid4

from flask import Flask

from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import applying
from portal.recruitment.actions import campaigns as actions
from portal.recruitment.queries import campaigns as queries
from tests.factories import AreaFactory
from tests.recruitment.applying import scenes
from tests.statements import count_statements


def test_open_campaigns_come_first_then_drafts_the_newest_of_each_first(jo: Person) -> None:
    closed = scenes.opened(jo, slug="one")
    with changing():
        actions.close_campaign(campaign=closed, actor=jo)
    drafts = [scenes.drafted(jo, slug=slug) for slug in ("two", "three")]
    running = scenes.opened(jo, slug="four")
    assert list(queries.campaigns().items) == [running, drafts[1], drafts[0], closed]


def test_applications_that_were_never_sent_are_not_counted(jo: Person) -> None:
    first, other = scenes.opened(jo), scenes.opened(jo, slug="other")
    scenes.applied(first, send=False)
    gone = scenes.applied(first, email="bo@example.org")
    assert gone.link is not None
    with changing():
        applying.withdraw(link=gone.link)
    scenes.applied(first, email="cy@example.org")
    assert queries.counts([first.id, other.id]) == {first.id: (2, 1), other.id: (0, 0)}


def test_a_coordinator_of_areas_is_offered_theirs_and_those_of_all(jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    ours = scenes.drafted(jo, slug="a", title="A", area_id=north.id)
    scenes.drafted(jo, slug="b", title="B", area_id=south.id)
    whole = scenes.drafted(jo, slug="c", title="C")
    assert list(queries.running({north.id})) == [ours, whole]
    assert len(queries.running(())) == 3


def test_the_list_takes_as_many_statements_for_three_as_for_one(app: Flask, jo: Person) -> None:
    counted = []
    for number in (1, 2):
        for _ in range(number):
            scenes.opened(jo, slug=uuid4().hex, area_id=AreaFactory().id)
        session.expire_all()
        with count_statements() as made:
            found = queries.campaigns().items
            assert [each.area and each.area.name for each in found]
            queries.counts([each.id for each in found])
        counted.append(len(made))
    assert counted[0] == counted[1]
