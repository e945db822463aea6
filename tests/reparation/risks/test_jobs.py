"""Reminders of reviews: each once, in the morning, to whoever can do something about it."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.notifications.models import Mail
from portal.reparation import jobs
from portal.reparation.letters.risks import risk_review
from portal.reparation.models import RiskAssessment
from tests.reparation import scenes

TODAY = scenes.TODAY


def told(day: date = TODAY, hour: int = 9) -> list[str]:
    """Run the job at an hour, and return who was written to since the beginning."""
    with clock.frozen(clock.at(day, time(hour))):
        jobs.remind_reviews()
    mails = session.scalars(select(Mail).order_by(Mail.id)).all()
    return sorted(mail.to_person.name for mail in mails if mail.to_person)


def in_days(days: int) -> RiskAssessment:
    """Return an assessment to be reviewed so many days from now."""
    return scenes.assessed(
        scenes.project(), TODAY + timedelta(days=days), assessor=scenes.practitioner("Marcus Reid")
    )


@pytest.mark.parametrize("days", [60, 30, 7, -1])
def test_the_assessor_and_the_coordinators_are_reminded_once(app: Flask, days: int) -> None:
    scenes.coordinator("Jo Hartley")
    in_days(days)

    assert told() == ["Jo Hartley", "Marcus Reid"]
    assert told() == ["Jo Hartley", "Marcus Reid"]


@pytest.mark.parametrize("days", [61, 29, 0, -8])
def test_on_other_days_nobody_is_reminded(app: Flask, days: int) -> None:
    scenes.coordinator("Jo Hartley")
    in_days(days)

    assert told() == []


def test_a_coordinator_who_assessed_it_gets_one_letter(app: Flask) -> None:
    scenes.assessed(
        scenes.project(), TODAY + timedelta(days=7), assessor=scenes.coordinator("Jo Hartley")
    )

    assert told() == ["Jo Hartley"]


def test_nobody_is_woken(app: Flask) -> None:
    in_days(7)

    assert told(hour=7) == []
    assert told(hour=8) == ["Marcus Reid"]


def test_a_late_review_is_told_of_once_more(app: Flask) -> None:
    in_days(7)

    assert told() == ["Marcus Reid"]
    assert told(TODAY + timedelta(days=8)) == ["Marcus Reid", "Marcus Reid"]
    assert told(TODAY + timedelta(days=9)) == ["Marcus Reid", "Marcus Reid"]


def test_a_letter_says_from_which_day_nothing_can_be_booked(app: Flask) -> None:
    found = in_days(7)
    with clock.frozen(clock.at(TODAY, time(9))):
        letter = risk_review(to=found.assessor, assessment=found.id)
    assert letter is not None
    assert letter.subject == ("Risk assessment of Sensory garden: review is due by Monday 9 March")
