"""Which rooms there are, and which are like those that are wanted."""

import pytest
from flask import Flask

from portal.calendar import queries, rules
from portal.database import session
from tests.factories import AreaFactory, RoomFactory, VenueFactory
from tests.statements import count_statements


def test_venues_with_a_place_on_the_grid_have_a_point(app: Flask) -> None:
    there = VenueFactory(grid_e=450_000, grid_n=520_000)
    VenueFactory(grid_e=450_000)
    VenueFactory()
    assert queries.place_points() == {there.id: (450_000, 520_000)}


def test_panels_sit_in_rooms_of_open_venues_for_panels(app: Flask) -> None:
    library = VenueFactory(name="Library")
    two, one = (RoomFactory(venue=library, name=name) for name in ("Two", "One"))
    RoomFactory(venue=VenueFactory(name="Closed", closed=True))
    field = RoomFactory(venue=VenueFactory(name="Allotment", for_panels=False))
    assert queries.panel_rooms() == [one, two]
    assert queries.open_rooms() == [field, one, two]


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_venues_costs_the_same_however_long(app: Flask, number: int) -> None:
    for _ in range(number):
        RoomFactory(venue=VenueFactory(area=AreaFactory()))
    session.expire_all()
    with count_statements() as sent:
        for venue in queries.venues(1).items:
            assert venue.area
            assert venue.rooms
    assert len([one for one in sent if one.startswith("SELECT")]) == 3


def test_rooms_are_found_by_what_must_hold_of_them(app: Flask) -> None:
    hall = RoomFactory(venue=VenueFactory(step_free=True, for_panels=False), capacity=40)
    library = RoomFactory(venue=VenueFactory(step_free=True, hearing_loop=True), capacity=12)
    RoomFactory(venue=VenueFactory(step_free=True, closed=True))
    needs = frozenset({"step_free"})
    assert queries.rooms_like(rules.RoomWish(needs)) == [library, hall]
    assert queries.rooms_like(rules.RoomWish(needs, people=13)) == [hall]
    assert queries.rooms_like(rules.RoomWish(needs, use="for_panels")) == [library]
    assert queries.rooms_like(rules.RoomWish(needs | {"hearing_loop"})) == [library]
