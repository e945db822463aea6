"""A volunteer leaves, and says how it was if they like."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.accounts.rules import hash_of
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions
from portal.members.models import ExitQuestionnaire, Member, Status
from portal.members.queries import leaving as queries
from portal.notifications.models import Mail
from portal.people.models import Person
from tests.factories import MemberFactory, PersonFactory

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=14)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(TODAY, time(10))):
        yield


def leaves(member: Member, *, asks: bool = True, actor: Person | None = None) -> None:
    with changing():
        actions.leave(
            member=member, on=TODAY, reason="moved", asks=asks, actor=actor or PersonFactory()
        )


def asked() -> list[ExitQuestionnaire]:
    return list(session.scalars(select(ExitQuestionnaire)))


def test_who_leaves_is_asked_once_and_only_by_email(app: Flask) -> None:
    member = MemberFactory()
    leaves(member)
    leaves(member)
    assert (member.status, member.left_on, member.leave_reason) == (Status.LEFT, TODAY, "moved")
    assert [each.left_on for each in asked()] == [TODAY]
    [mail] = session.scalars(select(Mail))
    assert (mail.template, mail.to_person) == ("members/email/exit_questionnaire", member.person)
    leaves(MemberFactory(person=PersonFactory(email=None)))
    leaves(MemberFactory(), asks=False)
    assert len(asked()) == 1


def test_a_link_is_minted_when_its_letter_is_sent_and_answered_once(app: Flask) -> None:
    leaves(MemberFactory())
    [questionnaire] = asked()
    with changing():
        first = actions.mint_exit_link(questionnaire=questionnaire)
        token = actions.mint_exit_link(questionnaire=questionnaire)
    assert queries.questionnaire_by(hash_of(first)) is None
    assert queries.questionnaire_by(hash_of(token)) == questionnaire
    said = {"supported": "yes"}
    with changing():
        assert actions.answer_exit(questionnaire=questionnaire, answers=said, words="Thank you")
        assert not actions.answer_exit(questionnaire=questionnaire, answers={}, words="")
    assert (questionnaire.answers, questionnaire.words) == (said, "Thank you")


def test_words_that_name_somebody_are_taken_off_for_good(app: Flask) -> None:
    leaves(MemberFactory())
    [questionnaire] = asked()
    with changing():
        actions.answer_exit(questionnaire=questionnaire, answers={}, words="A name")
        for _ in range(2):
            actions.remove_exit_words(questionnaire=questionnaire, actor=PersonFactory())
    assert questionnaire.words == ""
    tags = list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))
    assert tags == [
        "members:status_changed",
        "members:exit_answered",
        "members:exit_words_removed",
    ]


def notes(member: Member, on: date = LATER) -> None:
    with changing():
        actions.note_leaving(member=member, on=on, reason="moved", asks=True, actor=PersonFactory())


def test_a_last_day_to_come_is_noted_and_changes_nothing_else(app: Flask) -> None:
    member = MemberFactory()
    for _ in range(2):
        notes(member)
    assert (member.status, member.left_on) == (Status.ACTIVE, None)
    assert (member.leaves_on, member.leave_reason, member.leave_asks) == (LATER, "moved", True)
    assert list(session.scalars(select(Mail))) == []
    assert list(session.scalars(select(AuditEvent.tag))) == ["members:leaving_noted"]


def test_a_last_day_stays_noted_through_a_break(app: Flask) -> None:
    member = MemberFactory()
    notes(member)
    with changing():
        actions.set_status(
            member=member, status=Status.PAUSED, on=TODAY, leave_reason=None, actor=None
        )
    assert (member.leaves_on, member.leave_reason) == (LATER, "moved")


def test_who_stays_after_all_is_as_before(app: Flask) -> None:
    member = MemberFactory()
    notes(member)
    with changing():
        assert actions.take_back_leaving(member=member, actor=PersonFactory())
        assert not actions.take_back_leaving(member=member, actor=PersonFactory())
    assert (member.leaves_on, member.leave_reason, member.leave_asks) == (None, None, False)
    tags = list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))
    assert tags == ["members:leaving_noted", "members:leaving_taken_back"]


def test_who_leaves_sooner_than_was_noted_is_not_let_go_twice(app: Flask) -> None:
    member = MemberFactory()
    notes(member)
    leaves(member)
    notes(member)
    assert (member.status, member.left_on, member.leaves_on) == (Status.LEFT, TODAY, None)
    assert len(asked()) == 1
