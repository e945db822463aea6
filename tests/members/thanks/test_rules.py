"""Which milestones somebody has reached."""

from datetime import date

import pytest

from portal.members.rules import thanks as rules

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("joined_on", "years"),
    [
        (None, 0),
        (date(2026, 3, 3), 0),
        (date(2025, 3, 3), 0),
        (date(2025, 3, 2), 1),
        (date(2016, 2, 29), 10),
    ],
)
def test_years_are_whole_ones(joined_on: date | None, years: int) -> None:
    assert rules.years_since(joined_on, TODAY) == years


def test_the_highest_of_each_kind_counts_until_it_was_thanked_for() -> None:
    counts = [(rules.SITTINGS, 62), (rules.YEARS, 3)]
    found = rules.reached(counts, set())
    assert [each.words for each in found] == ["50 panel sittings", "2 years as a volunteer"]
    assert rules.reached(counts, {("sittings", 50), ("years", 1)}) == [rules.Milestone("years", 2)]
    assert rules.reached([(rules.SITTINGS, 0), (rules.YEARS, 0)], set()) == []


def test_one_is_told_as_one() -> None:
    assert rules.Milestone("sittings", 1).words == "1 panel sitting"
    assert rules.Milestone("years", 1).words == "1 year as a volunteer"
