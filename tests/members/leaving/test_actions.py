"""A volunteer leaves, and says how it was if they like."""

from collections.abc import Iterator
from datetime import date, time

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
