"""Those who have not signed in time are reminded by the clock, some times and no more."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.members import actions, jobs
from portal.members.models import AGREEMENT_REMINDERS, AgreementKind, Member
from portal.members.queries import agreements as queries
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.settings.actions import change
from tests.members.agreements import scenes
from tests.members.agreements.scenes import published, signed

TODAY = date(2026, 3, 2)


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


@pytest.fixture
def ann(app: Flask) -> Member:
    return scenes.volunteer()


def asked(jo: Person, kind: AgreementKind = AgreementKind.CONDUCT, on: date = TODAY) -> None:
    with clock.frozen(clock.at(on, time(12))):
        published(jo, kind)


def run(days_on: int, at: time = time(9)) -> None:
    with clock.frozen(clock.at(TODAY + timedelta(days=days_on), at)):
        jobs.remind_to_sign_agreements()


def reminded() -> int:
    """Return how often somebody was reminded."""
    found = select(Mail).where(Mail.template == "members/email/agreement_reminder")
    return len(session.scalars(found).all())


def test_who_has_not_signed_in_time_is_reminded_twice_and_no_more(jo: Person, ann: Member) -> None:
    asked(jo)
    found = []
    for days_on in (14, 15, 15, 16, 28, 29, 30, 43, 57):
        run(days_on)
        found.append(reminded())
    assert found == [0, 1, 1, 1, 1, 2, 2, 2, 2]


def test_nobody_is_woken_by_it_and_a_day_that_was_missed_is_made_up(
    jo: Person, ann: Member
) -> None:
    asked(jo)
    run(15, time(7, 45))
    assert reminded() == 0
    run(16)
    assert reminded() == 1


def test_who_has_signed_is_not_reminded(jo: Person, ann: Member) -> None:
    asked(jo)
    signed(ann, queries.newest_texts()[0])
    run(15)
    assert reminded() == 0


def test_two_texts_of_one_day_are_one_letter_whichever_is_signed_first(
    jo: Person, ann: Member
) -> None:
    asked(jo)
    asked(jo, AgreementKind.DATA)
    run(15)
    signed(ann, queries.newest_texts()[1])
    run(16)
    assert reminded() == 1


def test_a_text_that_came_later_is_reminded_of_when_its_own_days_are_up(
    jo: Person, ann: Member
) -> None:
    asked(jo)
    asked(jo, AgreementKind.DATA, TODAY + timedelta(days=3))
    for days_on in (15, 18, 29, 32, 46):
        run(days_on)
    assert reminded() == 4


def test_who_was_reminded_by_hand_on_the_day_is_not_again(jo: Person, ann: Member) -> None:
    asked(jo)
    with clock.frozen(clock.at(TODAY + timedelta(days=15), time(7))), changing():
        actions.remind_to_sign(area_ids=frozenset(), actor=jo)
    run(15)
    assert reminded() == 1


def test_a_service_that_wants_none_sends_none(jo: Person, ann: Member) -> None:
    with changing():
        change(AGREEMENT_REMINDERS, 0, actor=jo)
    asked(jo)
    run(15)
    assert reminded() == 0
