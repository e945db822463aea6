from datetime import UTC, date, datetime

import pytest

from portal.home.rules import Kind, Need, band, in_bands

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("on", "heading"),
    [
        (date(2026, 3, 1), "Overdue"),
        (date(2026, 3, 2), "Today and tomorrow"),
        (date(2026, 3, 3), "Today and tomorrow"),
        (date(2026, 3, 4), "The rest of this week"),
        (date(2026, 3, 8), "The rest of this week"),
        (date(2026, 3, 9), "Next week"),
        (date(2026, 3, 15), "Next week"),
        (date(2026, 3, 16), "Later"),
    ],
)
def test_band_of_a_day(on: date, heading: str) -> None:
    assert band(on, MONDAY) == heading


@pytest.mark.parametrize(
    ("on", "heading"), [(date(2026, 3, 9), "Today and tomorrow"), (date(2026, 3, 10), "Next week")]
)
def test_on_a_sunday_tomorrow_is_monday(on: date, heading: str) -> None:
    assert band(on, date(2026, 3, 8)) == heading


def test_needs_stand_in_the_order_in_which_they_must_be_done() -> None:
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    needs = [
        Need(Kind.ORDER, date(2026, 3, 20), "d"),
        Need(Kind.RISK, date(2026, 3, 3), "c"),
        Need(Kind.OFFER, date(2026, 3, 3), "b", at=noon),
        Need(Kind.RISK, date(2026, 2, 27), "a"),
    ]
    shown = [
        (heading, [need.subject for need in group]) for heading, group in in_bands(needs, MONDAY)
    ]
    assert shown == [("Overdue", ["a"]), ("Today and tomorrow", ["b", "c"]), ("Later", ["d"])]


def test_nothing_to_do_has_no_headings() -> None:
    assert in_bands([], MONDAY) == []
