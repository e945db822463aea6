"""Reminders that the clock writes."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.database import session
from portal.noticeboard import jobs
from portal.notifications.models import Mail
from portal.people.models import Person
from tests.noticeboard import scenes


def letters() -> int:
    return session.scalar(select(func.count()).select_from(Mail)) or 0


@pytest.mark.parametrize(
    ("day", "hour", "written"),
    [(4, 9, 0), (5, 7, 0), (5, 9, 1), (6, 9, 1)],
)
def test_who_has_not_read_it_is_reminded_on_the_third_morning(
    jo: Person, ann: Person, day: int, hour: int, written: int
) -> None:
    scenes.posted(jo, asks_read=True)
    scenes.posted(jo, title="Soup")
    for _ in range(2):
        with clock.frozen(clock.at(date(2026, 3, day), time(hour))):
            jobs.remind_readers()
    assert letters() == written


def test_nobody_is_reminded_once_everybody_has_read_it(jo: Person, ann: Person) -> None:
    scenes.read(scenes.posted(jo, asks_read=True), ann)
    with clock.frozen(clock.at(date(2026, 3, 12), time(9))):
        assert jobs.remind_readers() == {"reminded": 0}
    assert letters() == 0
