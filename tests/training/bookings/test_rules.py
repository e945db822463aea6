"""When a place can be booked, until when an offered one is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.training.rules import (
    Places,
    Times,
    Window,
    keeps_until,
    may_be_offered,
    next_position,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMES = Times(
    opens_at=NOON,
    closes_at=NOON + 48 * HOUR,
    cancel_by=NOON + 48 * HOUR,
    starts_at=NOON + 96 * HOUR,
)


@pytest.mark.parametrize(
    ("hours", "window"),
    [
        (-1, Window.NOT_YET),
        (0, Window.OPEN),
        (47, Window.OPEN),
        (48, Window.CLOSED),
        (95, Window.CLOSED),
        (96, Window.BEGUN),
    ],
)
def test_booking_opens_and_closes_to_the_minute(hours: int, window: Window) -> None:
    assert TIMES.window("published", NOON + hours * HOUR) is window


def test_a_draft_and_what_was_called_off_cannot_be_booked() -> None:
    assert TIMES.window("draft", NOON) is Window.DRAFT
    assert TIMES.window("cancelled", NOON) is Window.CANCELLED


@pytest.mark.parametrize(
    ("closes", "starts", "kept"),
    [
        (1000, 1048, 48),  # all the time there is
        (60, 108, 30),  # half the time until booking closes
        (1, 49, 1),  # never less than an hour
        (-10, 20, 10),  # booking has closed: half the time until it begins
    ],
)
def test_a_place_is_kept_for_less_as_the_day_nears(closes: int, starts: int, kept: int) -> None:
    found = keeps_until(
        NOON, hours=48, closes_at=NOON + closes * HOUR, starts_at=NOON + starts * HOUR
    )
    assert found == NOON + kept * HOUR


def test_a_deadline_is_on_the_hour() -> None:
    now = NOON + timedelta(minutes=20)
    found = keeps_until(now, hours=48, closes_at=NOON + 500 * HOUR, starts_at=NOON + 600 * HOUR)
    assert found == NOON + 48 * HOUR


def test_a_place_that_nobody_could_answer_in_time_is_offered_no_more() -> None:
    assert may_be_offered(NOON, NOON + timedelta(minutes=61))
    assert not may_be_offered(NOON, NOON + HOUR)


def test_a_place_for_which_somebody_waits_is_not_left() -> None:
    assert Places(capacity=4, booked=2).left == 2
    assert Places(capacity=4, booked=2, offered=1, waiting=1).left == 0
    assert Places(capacity=4, booked=3, waiting=2).unused == 1
    assert Places(capacity=2, booked=3).left == 0


def test_turns_count_on() -> None:
    assert next_position([]) == 1
    assert next_position([1, 4]) == 5
