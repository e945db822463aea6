"""Reminders of what runs out at partners: each once, to both sides, none in vain."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.reparation import jobs
from portal.reparation.models import (
    PaperKind,
    Partner,
    PartnerArea,
    PartnerReminder,
    PartnerState,
)
from portal.reparation.queries import reminders as queries
from tests.factories import AreaFactory, PartnerFactory
from tests.reparation.partners import scenes
from tests.statements import count_statements

LAST = date(2026, 5, 1)
"""The last day of the insurance; 60 days after the story's Monday."""


@pytest.fixture
def insured(trust: Partner, mo: Person, jo: Person) -> Partner:
    """Return a partner whose insurance holds for 60 days more."""
    scenes.accepted(trust, until=LAST)
    return trust


def on(day: date, hour: int = 10) -> None:
    """Run the job on a day."""
    with clock.frozen(clock.at(day, time(hour))):
        jobs.remind_partners()


def steps() -> list[tuple[date, int]]:
    rows = session.execute(
        select(PartnerReminder.sent_on, PartnerReminder.step).order_by(PartnerReminder.id)
    )
    return [(sent_on, step) for sent_on, step in rows]


def letters() -> list[Mail]:
    return list(session.scalars(select(Mail).order_by(Mail.id)))


def text_of(mail: Mail, day: date) -> str | None:
    with clock.frozen(clock.at(day, time(11))):
        written = write(mail)
    return written.text if written else None


def test_each_reminder_is_sent_once_to_both_sides(insured: Partner, mo: Person, jo: Person) -> None:
    day = LAST - timedelta(days=61)
    while day <= LAST + timedelta(days=10):
        on(day)
        on(day, 11)
        day += timedelta(days=1)
    assert steps() == [
        (LAST - timedelta(days=60), 60),
        (LAST - timedelta(days=30), 30),
        (LAST - timedelta(days=7), 7),
        (LAST + timedelta(days=1), 0),
    ]
    assert [mail.to_person_id for mail in letters()] == [mo.id, jo.id] * 4


def test_nobody_is_woken_by_a_reminder(insured: Partner) -> None:
    on(scenes.TODAY, 7)
    assert letters() == []


def test_the_letters_say_what_runs_out_and_to_a_partner_only_its_own(
    insured: Partner, mo: Person, jo: Person
) -> None:
    other = scenes.partner("Bike Kitchen", agreement_review_on=LAST)
    on(scenes.TODAY)
    to_mo, to_jo = (text_of(mail, scenes.TODAY) for mail in letters())
    assert to_mo
    assert to_jo
    assert "- Public liability insurance: to the end of Friday 1 May 2026" in to_mo
    assert other.name not in to_mo
    assert "- Canal Trust, Public liability insurance: to the end of Friday 1 May 2026" in to_jo
    assert "- Bike Kitchen, Review of the service level agreement: to the end of" in to_jo


def test_what_was_sent_in_since_is_reminded_of_no_more(
    insured: Partner, mo: Person, jo: Person
) -> None:
    on(scenes.TODAY)
    first = letters()
    scenes.sent(mo, insured)
    assert [text_of(mail, scenes.TODAY) for mail in first] == [None, None]
    on(LAST - timedelta(days=30))
    assert len(steps()) == 1


def test_a_renewed_paper_is_reminded_of_by_its_new_day(insured: Partner) -> None:
    on(scenes.TODAY)
    scenes.accepted(insured, PaperKind.PUBLIC_LIABILITY, date(2027, 5, 1))
    on(LAST)
    assert len(steps()) == 1
    on(date(2027, 5, 1) - timedelta(days=60))
    assert [step for _, step in steps()] == [60, 60]


def test_an_ended_partner_is_not_reminded(insured: Partner) -> None:
    insured.state = PartnerState.ENDED
    session.commit()
    on(scenes.TODAY)
    assert steps() == []


def test_a_coordinator_of_other_areas_gets_no_letter(
    insured: Partner, mo: Person, jo: Person
) -> None:
    insured.areas = [PartnerArea(area=AreaFactory())]
    account_of(jo).area_rows = [UserArea(area=AreaFactory())]
    session.commit()
    on(scenes.TODAY)
    texts = [text_of(mail, scenes.TODAY) for mail in letters()]
    assert texts[0] is not None
    assert texts[1] is None


def test_a_letter_that_is_a_week_late_is_not_sent(insured: Partner) -> None:
    on(scenes.TODAY)
    mails = letters()
    assert text_of(mails[0], scenes.TODAY + timedelta(days=7))
    assert text_of(mails[0], scenes.TODAY + timedelta(days=8)) is None


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_reminders_costs_the_same_for_many(app: Flask, jo: Person, count: int) -> None:
    for _ in range(count):
        scenes.accepted(PartnerFactory(), until=LAST)
    assert session.query(Partner).count() == count  # begins the transaction
    with count_statements() as sent:
        assert len(queries.due_reminders()) == count
    assert len(sent) == 5
