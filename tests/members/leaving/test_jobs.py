"""Whoever has said that they will leave, leaves when their last day is over."""

from datetime import date, time, timedelta

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.members import actions, jobs
from portal.members.models import ExitQuestionnaire, Member, Status
from tests.factories import MemberFactory, PersonFactory, user_with

LAST = date(2026, 3, 16)


def noted(on: date = LAST, *, asks: bool = True) -> Member:
    with clock.frozen(clock.at(date(2026, 3, 2), time(12))), changing():
        member: Member = MemberFactory()
        actions.note_leaving(member=member, on=on, reason="time", asks=asks, actor=PersonFactory())
    return member


def run(day: date, at: time = time(0, 5)) -> int:
    with clock.frozen(clock.at(day, at)):
        done = jobs.let_leave()
    assert done is not None
    left: int = done["left"]
    return left


def test_they_leave_once_their_last_evening_is_over(app: Flask) -> None:
    member, stays = noted(), noted(LAST + timedelta(days=1), asks=False)
    user = user_with(Role.VOLUNTEER, person=member.person)
    assert run(LAST, time(23, 55)) == 0
    assert run(LAST + timedelta(days=1)) == 1
    assert run(LAST + timedelta(days=1)) == 0
    session.expire_all()
    assert (member.status, member.left_on, member.leave_reason) == (Status.LEFT, LAST, "time")
    assert (member.leaves_on, member.leave_asks, user.active) == (None, False, False)
    assert [each.left_on for each in session.scalars(select(ExitQuestionnaire))] == [LAST]
    assert stays.status is Status.ACTIVE
    assert run(LAST + timedelta(days=5)) == 1
    assert len(list(session.scalars(select(ExitQuestionnaire)))) == 1


def test_who_stays_after_all_is_not_let_go(app: Flask) -> None:
    member = noted()
    with changing():
        actions.take_back_leaving(member=member, actor=PersonFactory())
    assert run(LAST + timedelta(days=1)) == 0
