"""Reminders of checks to be made again: to whom, when, and once."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.members import jobs
from portal.members.models import CheckReminder, Member, MemberArea, Status
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.members.checks import scenes
from tests.members.checks.scenes import TODAY, checked
from tests.statements import count_statements


@pytest.fixture(autouse=True)
def nine() -> Iterator[None]:
    with clock.frozen(clock.at(TODAY, time(9))):
        yield


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


def due(name: str = "Ann Lee", days: int = 30, **values: object) -> Member:
    member = scenes.volunteer(name, **values)
    checked(member, TODAY + timedelta(days))
    return member


def posted() -> list[tuple[str, str]]:
    return [
        (mail.to_person.name if mail.to_person else "", mail.template.rpartition("/")[2])
        for mail in session.scalars(select(Mail).order_by(Mail.id))
    ]


def written() -> list[str]:
    subjects = []
    for mail in session.scalars(select(Mail).order_by(Mail.id)).all():
        with changing():
            letter = write(mail)
        subjects.append(letter.message["Subject"] if letter else "")
    return subjects


def test_volunteer_and_coordinator_are_written_to_once_for_each_distance(jo: Person) -> None:
    due()
    assert jobs.remind_rechecks() == {"reminded": 1}
    assert jobs.remind_rechecks() == {"reminded": 0}
    both = [("Ann Lee", "recheck_due"), ("Jo Hartley", "rechecks_due")]
    assert posted() == both
    with clock.frozen(clock.at(TODAY + timedelta(22), time(9))):
        assert jobs.remind_rechecks() == {"reminded": 0}
    with clock.frozen(clock.at(TODAY + timedelta(24), time(9))):
        assert jobs.remind_rechecks() == {"reminded": 1}
    assert posted() == both * 2
    steps = select(CheckReminder.step).order_by(CheckReminder.id)
    assert session.scalars(steps).all() == [30, 7]


def test_nobody_is_written_to_at_night(jo: Person) -> None:
    due()
    with clock.frozen(clock.at(TODAY, time(7, 59))):
        assert jobs.remind_rechecks() == {"reminded": 0}


@pytest.mark.parametrize("status", [Status.APPLICANT, Status.PAUSED, Status.LEFT])
def test_who_is_not_there_is_not_reminded(jo: Person, status: Status) -> None:
    due(status=status)
    assert jobs.remind_rechecks() == {"reminded": 0}


@pytest.mark.parametrize(("days", "letters"), [(30, 2), (29, 0)])
def test_who_is_to_leave_before_the_day_is_not_reminded(
    jo: Person, days: int, letters: int
) -> None:
    due(days=30, leaves_on=clock.today() + timedelta(days=days), leave_reason="moved")
    jobs.remind_rechecks()
    assert len(posted()) == letters


def test_a_coordinator_hears_of_their_areas_alone(jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    session.add(UserArea(user_id=account_of(jo).id, area_id=north.id))
    session.add(MemberArea(member_id=due().id, area_id=south.id))
    session.commit()
    jobs.remind_rechecks()
    assert posted() == [("Ann Lee", "recheck_due")]
    session.add(MemberArea(member_id=due("Bo Ray").id, area_id=north.id))
    session.commit()
    jobs.remind_rechecks()
    assert posted()[1:] == [("Bo Ray", "recheck_due"), ("Jo Hartley", "rechecks_due")]
    assert written()[2] == "1 DBS check to be made again: the first by Wednesday 1 April"


def test_a_letter_is_not_sent_once_the_check_was_made(jo: Person) -> None:
    ann = due()
    jobs.remind_rechecks()
    assert written() == [
        "Your DBS check is to be made again by Wednesday 1 April",
        "1 DBS check to be made again: the first by Wednesday 1 April",
    ]
    checked(ann, date(2029, 3, 2), issued_on=TODAY)
    assert written() == ["", ""]


@pytest.mark.parametrize("count", [1, 3])
def test_finding_whom_to_remind_costs_the_same_for_one_and_three(jo: Person, count: int) -> None:
    for number in range(count):
        due(f"Volunteer {number}")
    jobs.remind_rechecks()
    session.expunge_all()
    with count_statements() as sent:
        jobs.remind_rechecks()
    assert len([each for each in sent if each.startswith("SELECT")]) == 3
