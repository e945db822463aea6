"""Thanking volunteers, each milestone once."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.members.actions import thanks as actions
from portal.members.models import Thanks, ThanksKind
from portal.members.queries import thanks as queries
from portal.members.rules.thanks import Milestone
from portal.notifications.models import Mail
from portal.site.refusals import Refused
from tests.members.practice.scenes import THURSDAY, sat
from tests.members.supervision.scenes import NOON, coordinator, volunteer

FIRST = Milestone("sittings", 1)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def test_a_milestone_is_thanked_for_once(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    sat(ann, THURSDAY)
    for key in ("a", "a"):
        with changing():
            actions.thank(member=ann, milestone=FIRST, words="Well done", form_key=key, actor=jo)
    with pytest.raises(Refused, match="They were thanked for this on Monday 2 March"), changing():
        actions.thank(member=ann, milestone=FIRST, words="Again", form_key="b", actor=jo)
    assert [mail.template for mail in session.scalars(select(Mail))] == ["members/email/thanks"]
    assert queries.milestones() == []


def test_no_letter_of_thanks_names_a_case(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    with pytest.raises(Refused, match="This names a case: RO-2026-001") as refused, changing():
        actions.thank(
            member=ann, milestone=None, words="So calm at RO-2026-001", form_key="a", actor=jo
        )
    assert refused.value.field == "words"
    assert session.scalars(select(Mail)).all() == []


def test_the_database_keeps_one_of_a_milestone_and_many_of_none(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    for words in ("Thank you", "Thank you again"):
        with changing():
            actions.thank(member=ann, milestone=None, words=words, form_key=words, actor=jo)
    twice = [
        Thanks(
            member_id=ann.id,
            kind=ThanksKind.YEARS,
            number=1,
            words="x",
            sent_by_id=jo.id,
            on_day=THURSDAY,
        )
        for _ in range(2)
    ]
    session.add_all(twice)
    with pytest.raises(IntegrityError):
        session.flush()  # the database says it too


def test_what_is_not_reached_is_not_thanked_for(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    with pytest.raises(Refused, match="They have not reached 1 panel sitting yet"), changing():
        actions.thank(member=ann, milestone=FIRST, words="x", form_key="a", actor=jo)


def test_milestones_are_counted_of_active_volunteers_by_name(app: Flask) -> None:
    ann, bo = volunteer("Ann Lee", joined_on=date(2020, 1, 1)), volunteer("Bo Ray")
    sat(bo, THURSDAY)
    sat(ann, THURSDAY)
    assert [(each.member, each.milestone.words) for each in queries.milestones()] == [
        (ann, "1 panel sitting"),
        (ann, "5 years as a volunteer"),
        (bo, "1 panel sitting"),
    ]
