"""Projects found: a coordinator's list, a partner's own, and nobody else's."""

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Partner, ProjectState
from portal.reparation.queries import projects as queries
from portal.reparation.queries.projects import Search
from tests.factories import AreaFactory, VenueFactory
from tests.reparation.projects import scenes
from tests.statements import count_statements

EVERYWHERE: frozenset[int] = frozenset()


def titles(search: Search, areas: frozenset[int] = EVERYWHERE) -> list[str]:
    return [project.title for project in queries.managed(search, areas).items]


def test_the_list_is_narrowed_by_state_and_by_words_of_title_or_partner(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    scenes.draft(None, title="Litter picking")
    scenes.submitted(kitchen, mo, title="Bike repair")
    scenes.listed(kitchen, jo, title="Bike wash")
    assert titles(Search()) == ["Bike repair", "Bike wash", "Litter picking"]
    assert titles(Search(state="listed")) == ["Bike wash"]
    assert titles(Search("cycle wash")) == ["Bike wash"]
    assert titles(Search("100%")) == []
    assert queries.counts(EVERYWHERE, scenes.TODAY) == {
        "draft": 1,
        "listed": 1,
        "submitted": 1,
        "waiting": 0,
        "photos": 0,
        "stale": 0,
    }


def test_who_is_limited_to_an_area_sees_its_projects_and_those_of_none(
    jo: Person, kitchen: Partner
) -> None:
    north, south = AreaFactory(), AreaFactory()
    yard = VenueFactory(for_projects=True, area=south)
    scenes.draft(kitchen, title="Anywhere")
    scenes.draft(kitchen, title="By its area", area_id=north.id)
    scenes.draft(kitchen, title="By its venue", area_id=north.id, venue_id=yard.id)
    assert titles(Search(), frozenset({north.id})) == ["Anywhere", "By its area"]
    assert titles(Search(), frozenset({south.id})) == ["Anywhere", "By its venue"]
    assert queries.counts(frozenset({south.id}), scenes.TODAY)["draft"] == len(
        ("Anywhere", "By its venue")
    )


def test_all_staff_open_what_was_listed_alone(jo: Person, kitchen: Partner, mo: Person) -> None:
    hidden = scenes.submitted(kitchen, mo)
    with pytest.raises(NoResultFound):
        queries.project(hidden.uuid, EVERYWHERE, edits=False)
    assert queries.project(hidden.uuid, EVERYWHERE, edits=True) is hidden
    hidden.state, hidden.listed_on = ProjectState.PAUSED, scenes.TODAY
    session.commit()
    assert queries.project(hidden.uuid, EVERYWHERE, edits=False) is hidden


def test_a_partner_finds_its_own_projects_and_sites_alone(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    ours, theirs = VenueFactory(for_projects=True), VenueFactory(for_projects=True)
    other = scenes.kitchen("Growing Together")
    own = scenes.draft(kitchen, venue_id=ours.id)
    foreign = scenes.listed(other, jo, venue_id=theirs.id)
    assert list(queries.own(mo)) == [own]
    assert queries.own_project(mo, own.uuid) is own
    with pytest.raises(NoResultFound):
        queries.own_project(mo, foreign.uuid)
    assert queries.sites(kitchen) == [(ours.id, ours.name)]
    assert [number for number, _name in queries.sites(None)] == [ours.id, theirs.id]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_however_long_they_are(
    app: Flask, jo: Person, kitchen: Partner, mo: Person, count: int
) -> None:
    north = AreaFactory()
    for number in range(count):
        scenes.listed(kitchen, jo, title=f"Bikes {number}", area_id=north.id)
    person_id, kitchen_name = mo.id, kitchen.name
    session.expunge_all()
    with count_statements() as sent:
        for project in queries.managed(Search(), EVERYWHERE).items:
            assert project.host == kitchen_name
            assert project.where_area is not None
            assert project.waiting is None
    assert len(sent) == 5, "the count, the page, themes, photos, revisions"
    session.expunge_all()
    mo = session.get_one(Person, person_id)
    with count_statements() as sent:
        assert all(project.offered for project in queries.own(mo))
    assert len(sent) == 5, "the partner, its projects, and the same three"
