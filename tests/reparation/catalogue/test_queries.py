"""What the catalogue finds, and what a referral is ranked by."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.database import session
from portal.people.models import Area, Person
from portal.reparation.models import PlaceState, ProjectState, ProjectTheme, Referral
from portal.reparation.permissions import Seen
from portal.reparation.queries import catalogue, finding, referring
from portal.reparation.queries.finding import Search
from portal.reparation.rules import facets
from tests.reparation import scenes as reparation
from tests.reparation.catalogue import scenes
from tests.statements import count_statements

NOWHERE: frozenset[int] = frozenset()
CHOICES: dict[str, list[str]] = {facets.THEME: ["", "Bicycles", "Food"]}


def titles(**asked: Any) -> list[str]:
    found = finding.search(Search(**asked), CHOICES, size=20)
    return [card.project.title for card in found.page.items]


def test_only_listed_projects_are_found_by_title(marcus: Person) -> None:
    for title, state in (("Bikes", "listed"), ("Apples", "listed"), ("Cats", "paused")):
        scenes.open_project(title, state=ProjectState(state))
    assert titles() == ["Apples", "Bikes"]


def test_a_change_of_anything_searched_is_found_at_once(marcus: Person) -> None:
    host, site = reparation.partner("Shed"), reparation.venue(area=scenes.area())
    made = scenes.open_project("Benches", "Food", partner=host, venue=site)
    assert titles(words="bench shed") == ["Benches"]
    made.title = "Tables"
    session.commit()
    assert titles(words="bench") == []
    made.themes = [ProjectTheme(theme="Bicycles")]
    session.commit()
    assert titles(chosen={facets.THEME: ["Bicycles"]}) == ["Tables"]
    host.name = "Workshop"
    session.commit()
    assert titles(words="workshop") == ["Tables"]
    site.area = scenes.area("Castlebeck")
    session.commit()
    assert titles(chosen={facets.AREA: [str(site.area.id)]}) == ["Tables"]
    made.state = ProjectState.PAUSED
    session.commit()
    assert titles() == []


def test_places_left_count_what_is_booked_and_not_who_waits(marcus: Person) -> None:
    made = scenes.open_project("Bikes")
    held = scenes.session_of(made, places=2)
    here = scenes.area()
    scenes.placed(held, scenes.referral(marcus, here))
    scenes.placed(held, scenes.referral(marcus, here), state=PlaceState.CANCELLED)
    scenes.placed(held, scenes.referral(marcus, here), state=PlaceState.WAITING, position=1)
    [slot] = catalogue.ahead([made.id])[made.id].slots
    assert (slot.left, slot.waiting) == (1, 1)
    assert slot.starts_at == clock.at(scenes.SATURDAY, slot.starts_at.time())
    assert catalogue.free_days() == {made.id: {scenes.SATURDAY}}


def test_a_place_soon_and_the_days_that_it_runs_narrow_the_list(marcus: Person) -> None:
    here = scenes.area()
    soon, late, full = (scenes.open_project(title) for title in ("Soon", "Late", "Full"))
    scenes.session_of(soon)
    scenes.session_of(late, scenes.TODAY + timedelta(days=20))
    taken = scenes.session_of(full, places=1)
    scenes.placed(taken, scenes.referral(marcus, here))
    assert titles(soon=True) == ["Soon"]
    assert titles(days=frozenset({5})) == ["Full", "Soon"]
    assert titles(days=frozenset({6})) == ["Late"]


def test_nearest_first_and_what_has_no_point_last(marcus: Person) -> None:
    here, there = scenes.area(), scenes.area("Castlebeck")
    scenes.open_project("Anywhere")
    for name, where in (("There", there), ("Here", here)):
        site = reparation.venue(name, area=where, grid_e=where.grid_e, grid_n=where.grid_n)
        scenes.open_project(name, venue=site)
    assert titles(near=scenes.POINTS["Northmere"]) == ["Here", "There", "Anywhere"]


def test_a_referral_is_known_by_its_wish_hours_and_what_it_had(marcus: Person) -> None:
    here = scenes.area()
    bikes = scenes.open_project("Bikes", "Bicycles")
    of = scenes.referral(marcus, here, wish_theme="Food", wish_direct=False)
    held = scenes.session_of(bikes, date(2026, 2, 21))
    scenes.placed(held, of, attended=True, minutes=150)
    scenes.placed(
        scenes.session_of(scenes.open_project("Cats", "Animals")), of, state=PlaceState.MOVED
    )
    sought = referring.sought(of.uuid, Seen(marcus.id, NOWHERE))
    assert (sought.hours_done, sought.done) == (2, frozenset({bikes.id}))
    wanted = sought.wanted({5}, 14)
    assert (wanted.theme, wanted.direct, wanted.point) == (
        "Food",
        False,
        scenes.POINTS["Northmere"],
    )
    assert wanted.themes == {"Bicycles"}


def test_another_practitioners_referral_is_not_found(marcus: Person) -> None:
    here, there = scenes.area(), scenes.area("Castlebeck")
    other = scenes.referral(reparation.practitioner("Laura Finch"), here)
    for seen in (Seen(marcus.id, NOWHERE), Seen(None, frozenset({there.id}))):
        with pytest.raises(NoResultFound):
            referring.sought(other.uuid, seen)
    assert referring.sought(other.uuid, Seen(None, frozenset({here.id}))).referral is other


def test_the_best_fit_comes_first_and_what_is_not_assessed_last(marcus: Person) -> None:
    here = scenes.area()
    of = scenes.referral(marcus, here, wish_theme="Bicycles")
    fits = [
        scenes.open_project("Apples", "Food"),
        scenes.open_project("Bikes", "Bicycles"),
        reparation.project("Wheels", themes=[ProjectTheme(theme="Bicycles")]),
    ]
    for each in fits:
        scenes.session_of(each)
    wanted = referring.sought(of.uuid, Seen(marcus.id, NOWHERE)).wanted(frozenset(), None)
    found = finding.search(Search(wanted=wanted), CHOICES)
    assert [(card.project.title, card.is_best, bool(card.closed)) for card in found.page.items] == [
        ("Bikes", True, False),
        ("Apples", False, False),
        ("Wheels", False, True),
    ]


@pytest.mark.parametrize("ranked", [False, True])
def test_a_search_takes_as_many_statements_for_one_project_as_for_three(
    marcus: Person, *, ranked: bool
) -> None:
    area_id = scenes.area().id
    of = scenes.referral(marcus, session.get_one(Area, area_id))
    of_id, uuid = of.id, of.uuid
    counts = []
    for title in ("One", "Two", "Three"):
        site = reparation.venue(title, area=session.get_one(Area, area_id))
        made = scenes.open_project(title, "Food", venue=site)
        scenes.placed(scenes.session_of(made), session.get_one(Referral, of_id))
        finding.search(Search(), CHOICES)
        session.remove()
        with count_statements() as sent:
            sought = referring.sought(uuid, Seen(None, NOWHERE))
            wanted = sought.wanted({5}, None) if ranked else None
            found = finding.search(Search(soon=True, wanted=wanted), CHOICES)
            assert all(card.project.host and card.themes for card in found.page.items)
        counts.append(len(sent))
    assert counts[0] == counts[2]


def test_a_project_is_read_for_print_while_it_is_listed(marcus: Person) -> None:
    made = scenes.open_project("Bikes")
    assert catalogue.project(made.uuid) is made
    made.state = ProjectState.CLOSED
    session.commit()
    for uuid in (made.uuid, uuid4()):
        with pytest.raises(NoResultFound):
            catalogue.project(uuid)
