"""Sums of how far people came, and how long it usually took."""

from portal.recruitment.rules.figures import came_this_far, usual_days


def test_whoever_came_further_had_come_this_far() -> None:
    rows = came_this_far({"a": 4, "c": 1}, ["a", "b", "c"])
    assert rows == [("a", 5, 4), ("b", 1, 0), ("c", 1, 1)]


def test_half_of_them_took_no_longer() -> None:
    assert usual_days([3, 40, 5]) == 5
    assert usual_days([3, 4]) == 4
    assert usual_days([]) is None
