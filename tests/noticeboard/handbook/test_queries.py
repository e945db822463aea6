"""What somebody may read of the handbook, and what is found in it."""

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal.access.rules import Role
from portal.database import session
from portal.noticeboard.queries import handbook as queries
from portal.noticeboard.rules.finding import wanted
from portal.people.models import Person
from tests.noticeboard import scenes as notices
from tests.noticeboard.handbook import scenes
from tests.statements import count_statements


def found(reader: int | None, typed: str) -> list[str]:
    return [each.title for each in queries.find(reader, wanted(typed)).items]


def test_pages_stand_in_their_order_for_those_whom_they_are_for(jo: Person, ann: Person) -> None:
    scenes.added(jo, title="Second", position=20)
    scenes.added(jo, title="First", position=10)
    staff = scenes.added(jo, title="For staff", position=5, keys=frozenset({"role:staff"}))
    assert [each.title for each in queries.contents(ann.id)] == ["First", "Second"]
    assert [each.title for each in queries.contents(None)] == ["For staff", "First", "Second"]
    with pytest.raises(NoResultFound):
        queries.page(ann.id, staff.slug)
    assert queries.page(None, staff.slug) == staff


def test_a_search_finds_all_words_whatever_their_capitals_and_marks(
    jo: Person, ann: Person
) -> None:
    scenes.added(jo, title="Élan", body="Bring **the Straße** plan", position=30)
    scenes.added(jo, title="Expenses", body="What a panel costs you")
    scenes.added(jo, title="Panel papers", body="100% of them", position=20)
    scenes.added(jo, title="Panel minutes", body="Panel", keys=frozenset({"role:staff"}))
    assert found(ann.id, "ÉLAN strasse") == ["Élan"]
    assert found(ann.id, "the straße plan") == ["Élan"]
    assert found(ann.id, "panel") == ["Panel papers", "Expenses"]
    assert found(ann.id, "100%") == ["Panel papers"]
    assert found(ann.id, "panel nowhere") == []
    assert found(None, "panel") == ["Panel minutes", "Panel papers", "Expenses"]


def test_a_search_finds_what_a_page_says_now_alone(jo: Person) -> None:
    page = scenes.added(jo, body="Bring a pen")
    scenes.changed(page, jo, body="Bring a pencil sharpener")
    assert found(None, "sharpener") == ["Sitting on a panel"]
    scenes.changed(page, jo, body="Bring nothing")
    assert found(None, "sharpener") == []


def test_who_sees_to_a_page_is_its_owner_while_they_coordinate(jo: Person) -> None:
    di = notices.somebody(Role.STAFF, name="Di Fox")
    page = scenes.added(jo)
    assert list(queries.who_sees_to(page, queries.coordinators())) == [jo]
    scenes.changed(page, jo, owner=di)
    assert list(queries.who_sees_to(page, queries.coordinators())) == [jo]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(app: Flask, jo: Person, count: int) -> None:
    made = [scenes.added(jo, title=f"Panel {number}") for number in range(count)]
    for number in range(count):
        scenes.changed(made[0], jo, title=f"Panel {number} again")
    slug = made[0].slug
    session.expunge_all()
    page = queries.page(None, slug)
    with count_statements() as sent:
        assert len([each.current.body for each in queries.contents(None)]) == count
    assert len(sent) == 1
    with count_statements() as sent:
        assert [each.current.written_by.name for each in queries.find(None, ["panel"]).items]
    assert len(sent) == 2
    with count_statements() as sent:
        assert len([each.written_by.name for each in queries.versions(page)]) == count + 1
    assert len(sent) == 1
