"""Publishing what volunteers sign, signing it, and asking again."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions
from portal.members.models import (
    Agreement,
    AgreementKind,
    AgreementText,
    Member,
    MemberArea,
    Status,
)
from portal.members.queries import agreements as queries
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.site.refusals import Refused, Stale
from tests.factories import AreaFactory, MemberFactory
from tests.members.agreements import scenes
from tests.members.agreements.scenes import noted, published, signed
from tests.statements import count_statements

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(clock.at(TODAY, time(12))):
        yield


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


@pytest.fixture
def ann(app: Flask) -> Member:
    return scenes.volunteer()


def letters() -> list[tuple[str, str]]:
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


def test_several_texts_of_one_day_are_one_letter_to_each(jo: Person, ann: Member) -> None:
    for status in (Status.PAUSED, Status.LEFT, Status.APPLICANT):
        MemberFactory(status=status)
    published(jo)
    published(jo, AgreementKind.DATA)
    assert letters() == [("Ann Lee", "agreement_asked")]
    assert written() == ["Please read and sign: code of conduct, data notice"]
    for text in queries.newest_texts():
        signed(ann, text)
    assert written() == [""]


def test_a_signature_is_kept_with_its_name_and_moment_once(jo: Person, ann: Member) -> None:
    text = published(jo)
    assert signed(ann, text) is signed(ann, text)
    [kept] = session.scalars(select(Agreement))
    assert (kept.name, kept.signed_at) == ("Ann Lee", clock.now())
    tags = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)).all()
    assert tags == ["members:agreement_published", "members:agreement_signed"]


def test_a_signature_on_paper_is_kept_with_its_day_and_who_noted_it(
    jo: Person, ann: Member
) -> None:
    text = published(jo)
    before = TODAY - timedelta(100)
    assert noted(ann, text, before, jo) is noted(ann, text, TODAY, jo)
    [kept] = session.scalars(select(Agreement))
    assert (kept.noted_by, clock.london(kept.signed_at).date()) == (jo, before)
    assert queries.unsigned_by(ann) == []
    tags = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)).all()
    assert tags == ["members:agreement_published", "members:agreement_noted"]


def test_nobody_notes_their_own_signature_or_one_under_a_version_that_was_replaced(
    jo: Person, ann: Member
) -> None:
    text = published(jo)
    with pytest.raises(Refused, match="your own signature"):
        noted(ann, text, TODAY, ann.person)
    published(jo, body="Be kind, and on time.")
    with pytest.raises(Refused, match="A newer version was published"):
        noted(ann, text, TODAY, jo)


def test_a_new_version_is_asked_again_and_the_old_signature_stays(jo: Person, ann: Member) -> None:
    first = published(jo)
    signed(ann, first)
    second = published(jo, body="Be kind, and on time.")
    assert (second.number, queries.newest_texts()) == (2, [second])
    [asked] = queries.asked_of(ann)
    assert asked.signed is None
    assert asked.before
    assert asked.before.text is first
    with pytest.raises(Refused, match="A newer version was published"):
        signed(ann, first)


def test_of_two_writers_the_slower_is_told(jo: Person) -> None:
    published(jo)
    with pytest.raises(Stale):
        actions.publish_text(kind=AgreementKind.CONDUCT, body="Mine.", after=0, actor=jo)
    with pytest.raises(Refused, match="asked for already"):
        published(jo)
    session.rollback()
    session.add(AgreementText(kind=AgreementKind.CONDUCT, number=1, body="Mine."))
    with pytest.raises(IntegrityError):
        session.commit()


def test_the_database_keeps_what_was_signed(jo: Person, ann: Member) -> None:
    signed(ann, published(jo))
    for change in (
        update(AgreementText).values(body="Something else"),
        update(Agreement).values(name="Somebody else"),
        update(Agreement).values(noted_by_id=jo.id),
    ):
        with pytest.raises(DBAPIError, match="what was signed is not changed"):
            session.execute(change)
        session.rollback()
    session.execute(delete(Agreement))  # to forget a person


def test_who_is_overdue_is_reminded_once_a_day(jo: Person, ann: Member) -> None:
    published(jo)
    late = scenes.volunteer("Bo Ray", joined_on=TODAY + timedelta(10))
    with clock.frozen(clock.at(TODAY + timedelta(15), time(12))):
        found = {each.member: each.overdue for each in queries.waiting()}
        assert found == {ann: True, late: False}
        with changing():
            assert actions.remind_to_sign(area_ids=frozenset(), actor=jo) == 1
        with changing():
            assert actions.remind_to_sign(area_ids=frozenset(), actor=jo) == 0
        assert letters()[-1] == ("Ann Lee", "agreement_reminder")


def test_a_coordinator_of_an_area_sees_who_serves_it_or_everywhere(jo: Person, ann: Member) -> None:
    north, south = AreaFactory(), AreaFactory()
    session.add(MemberArea(member_id=ann.id, area_id=south.id))
    session.commit()
    anywhere = scenes.volunteer("Cy Ash")
    published(jo)
    assert [each.member for each in queries.waiting({north.id})] == [anywhere]
    assert [each.member for each in queries.waiting({south.id})] == [ann, anywhere]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(jo: Person, count: int) -> None:
    published(jo)
    signed(scenes.volunteer("Di Fox"), queries.newest_texts()[0])
    for number in range(count):
        scenes.volunteer(f"Volunteer {number}")
    queries.waiting()  # reads the settings, once a request
    session.expunge_all()
    with count_statements() as sent:
        assert len(queries.waiting()) == count
        assert [each.signed for each in queries.signed_by_kind()] == [0, 1, 0, 0]
    assert len(sent) == 5
