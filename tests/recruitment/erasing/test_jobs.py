"""The job that forgets: by day and by night, but warning in the morning alone."""

from datetime import date, time

from portal import clock
from portal.people.models import Person
from portal.recruitment import jobs
from portal.recruitment.models import Campaign
from tests.recruitment.applying import scenes
from tests.recruitment.erasing.scenes import declined


def test_it_warns_in_the_morning_and_erases_two_weeks_later(spring: Campaign, jo: Person) -> None:
    declined(spring, jo)
    scenes.applied(spring, send=False, email="bo@example.org")
    ran = []
    for day, hour in (
        (date(2026, 8, 19), 3),
        (date(2026, 8, 19), 9),
        (date(2026, 9, 1), 9),
        (date(2026, 9, 2), 3),
        (date(2026, 9, 2), 4),
    ):
        with clock.frozen(clock.at(day, time(hour))):
            ran.append(jobs.erase())
    assert ran == [
        {"dropped": 1, "erased": 0, "warned": 0},
        {"dropped": 0, "erased": 0, "warned": 1},
        {"dropped": 0, "erased": 0, "warned": 0},
        {"dropped": 0, "erased": 1, "warned": 0},
        {"dropped": 0, "erased": 0, "warned": 0},
    ]
