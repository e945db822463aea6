"""How long the way between two venues takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.members.rules import Pace, Place, travel_minutes

PACE = Pace(km_an_hour=30, unknown_minutes=25)
points = st.tuples(st.integers(0, 700_000), st.integers(0, 1_300_000))
HERE = Place(1, (450_000, 520_000))


@pytest.mark.parametrize(
    ("there", "minutes"),
    [
        (Place(1), 0),
        (Place(2), 25),
        (Place(None), 25),
        (Place(2, (450_000, 520_000)), 0),
        (Place(2, (450_000, 525_000)), 10),
        (Place(2, (453_001, 524_000)), 11),
    ],
)
def test_the_way_between_venues(there: Place, minutes: int) -> None:
    assert travel_minutes(HERE, there, PACE) == minutes


@given(one=points, other=points, third=points)
def test_the_way_is_the_same_back_and_no_detour_is_shorter(
    one: tuple[int, int], other: tuple[int, int], third: tuple[int, int]
) -> None:
    a, b, c = Place(1, one), Place(2, other), Place(3, third)
    way = travel_minutes(a, b, PACE)
    assert way == travel_minutes(b, a, PACE)
    assert way <= travel_minutes(a, c, PACE) + travel_minutes(c, b, PACE)
