"""Who sees which notice, who has read it, and what a list costs."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.accounts.queries import account_of
from portal.database import session
from portal.noticeboard.queries import notices as queries
from portal.noticeboard.queries.notices import Readers
from portal.noticeboard.rules.notices import Standing
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.noticeboard import scenes
from tests.statements import count_statements


def test_everybody_sees_what_is_for_them_alone(jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    keys = {
        "everybody": "all",
        "volunteers": "role:volunteer",
        "north": f"role:volunteer@area:{north.id}",
        "staff": "role:staff",
        "partners": "role:partner",
    }
    for title, key in keys.items():
        scenes.posted(jo, title=title, keys=frozenset({key}))
    people = {
        "of the north": scenes.volunteer("Ann", north),
        "of the south": scenes.volunteer("Bo", south),
        "of no area": scenes.volunteer("Cy"),
        "practitioner": scenes.somebody(Role.STAFF, name="Di"),
        "partner": scenes.somebody(Role.PARTNER, name="Ed"),
    }
    seen = {
        who: sorted(each.title for each in queries.board(person.id).items)
        for who, person in people.items()
    }
    assert seen == {
        "of the north": ["everybody", "north", "volunteers"],
        "of the south": ["everybody", "volunteers"],
        "of no area": ["everybody", "north", "volunteers"],
        "practitioner": ["everybody", "staff"],
        "partner": ["everybody", "partners"],
    }
    addressed = {
        each.title: [person.name for person in queries.missing(each)]
        for each in queries.notices(Standing.SHOWN).items
    }
    assert addressed == {
        "everybody": ["Jo Hartley", "Ann", "Bo", "Cy", "Di", "Ed"],
        "volunteers": ["Ann", "Bo", "Cy"],
        "north": ["Ann", "Cy"],
        "staff": ["Di"],
        "partners": ["Ed"],
    }


def test_who_cannot_sign_in_or_reads_no_noticeboard_is_not_waited_for(
    jo: Person, ann: Person
) -> None:
    account_of(ann).active = False
    scenes.somebody(Role.ADMINISTRATOR, name="IT")
    invited = account_of(scenes.volunteer("Bo"))
    invited.password = None
    session.commit()
    notice = scenes.posted(jo, keys=frozenset({"all"}))
    assert [each.name for each in queries.missing(notice)] == ["Jo Hartley"]
    assert queries.people_addressed(notice) == 1


def test_the_board_has_what_is_pinned_first_then_the_newest(jo: Person, ann: Person) -> None:
    before = scenes.TODAY - timedelta(days=3)
    scenes.posted(jo, title="older", shown_from=before)
    scenes.posted(jo, title="pinned", shown_from=before, pinned=True)
    scenes.posted(jo, title="newer")
    scenes.posted(jo, title="coming", shown_from=date(2026, 3, 3))
    assert [each.title for each in queries.board(ann.id).items] == ["pinned", "newer", "older"]
    assert [each.title for each in queries.notices(Standing.COMING).items] == ["coming"]


def test_what_is_asked_to_be_read_comes_first_at_home_until_it_is(jo: Person, ann: Person) -> None:
    asked = scenes.posted(jo, title="asked", asks_read=True)
    for number in range(4):
        scenes.posted(jo, title=f"news {number}")
    found = queries.unread(ann.id)
    assert ([each.title for each in found.notices], found.total) == (
        ["asked", "news 3", "news 2"],
        5,
    )
    scenes.read(asked, ann)
    found = queries.unread(ann.id)
    assert (found.notices[0].title, found.total) == ("news 3", 4)


def test_readers_are_listed_by_name_with_the_moment(jo: Person, ann: Person) -> None:
    bo = scenes.volunteer("Bo Ray")
    notice = scenes.posted(jo)
    scenes.read(notice, bo)
    read = queries.readers_of(notice, Readers.READ)
    assert [each.name for each in read.items] == ["Bo Ray"]
    assert queries.read_at(notice, read.items) == {bo.id: scenes.NOON}
    assert [each.name for each in queries.readers_of(notice, Readers.MISSING).items] == ["Ann Lee"]
    assert queries.counts([notice]) == {notice.id: 1}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(
    app: Flask, jo: Person, ann: Person, count: int
) -> None:
    for number in range(count):
        scenes.read(scenes.posted(jo, title=str(number), asks_read=True), ann)
    me = ann.id
    session.expunge_all()
    with count_statements() as sent:
        found = queries.board(me)
        assert len(queries.read_by(me, found.items)) == count
        assert [each.written_by.name for each in found.items] == ["Jo Hartley"] * count
    assert len(sent) == 3
    session.expunge_all()
    with count_statements() as sent:
        managed = queries.notices(Standing.SHOWN)
        assert [len(each.keys) for each in managed.items] == [1] * count
        assert sum(queries.counts(managed.items).values()) == count
    assert len(sent) == 4
