"""Asking for dates and answering, and the letters and the trail that this leaves."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions, queries, rules
from portal.members.models import (
    AvailabilityRound,
    Away,
    Member,
    MemberArea,
    PartOfDay,
    Repeat,
    RoundReply,
    RoundSlot,
    Status,
)
from portal.notifications.models import Mail
from tests.factories import AreaFactory, PersonFactory
from tests.members.rounds import scenes


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def letters() -> list[tuple[str, str]]:
    return [
        (mail.to_person.name if mail.to_person else "", mail.template.rpartition("/")[2])
        for mail in session.scalars(select(Mail).order_by(Mail.id))
    ]


def tags() -> list[str]:
    found = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("members:round%")).order_by(AuditEvent.id)
    )
    return [tag.removeprefix("members:") for tag in found]


def ticked(found: AvailabilityRound, member: Member) -> list[int]:
    """Return the places of the slots that a volunteer has ticked."""
    held = queries.ticked(found, member)
    return [place for place, slot in enumerate(found.slots) if slot.id in held]


def test_everybody_active_who_serves_the_area_is_asked_by_one_letter(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    scenes.volunteer("Ann Here", area_rows=[MemberArea(area=north)])
    scenes.volunteer("Bo Everywhere")
    scenes.volunteer("Cy Elsewhere", area_rows=[MemberArea(area=south)])
    scenes.volunteer("Di Paused", status=Status.PAUSED)
    scenes.volunteer("Ed Colleague").person.is_staff = True
    session.commit()
    found = scenes.opened(scenes.coordinator(), scenes.asking(area=north))
    assert letters() == [("Ann Here", "round_opened"), ("Bo Everywhere", "round_opened")]
    assert [(slot.on_day, slot.part) for slot in found.slots] == list(scenes.EVENINGS)
    assert found.closes_at == clock.at(date(2026, 3, 8), time())
    assert (found.last_day, tags()) == (date(2026, 3, 7), ["round_opened"])


def test_those_who_have_not_answered_are_reminded_once_a_day(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    scenes.volunteer("Bo Ash")
    found = scenes.opened(jo)
    scenes.sent(found, ann)

    def remind() -> int:
        with changing():
            return actions.remind(asking=found, actor=jo)

    assert [remind(), remind()] == [1, 0]
    with clock.frozen(scenes.NOON + timedelta(days=1)):
        assert remind() == 1
    assert letters()[2:] == [("Bo Ash", "round_reminder")] * 2
    assert tags() == ["round_opened", "round_sent", "round_reminded", "round_reminded"]


def test_a_closed_round_is_neither_answered_nor_reminded_of_until_it_is_open_again(
    app: Flask,
) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    found = scenes.opened(jo)
    with changing():
        actions.set_closing(asking=found, closes_at=clock.now(), actor=jo)
    with pytest.raises(rules.RoundClosed):
        actions.remind(asking=found, actor=jo)
    with pytest.raises(rules.RoundClosed):
        scenes.sent(found, ann, 0)
    with pytest.raises(rules.RoundClosed):
        actions.tick_slot(
            asking=found, member=ann, slot_id=found.slots[0].id, suits=True, actor=ann.person
        )
    session.rollback()
    for _ in range(2):
        with changing():
            actions.set_closing(asking=found, closes_at=actions.end_of(date(2026, 3, 9)), actor=jo)
    scenes.sent(found, ann, 0)
    assert ticked(found, ann) == [0]
    assert tags()[1:3] == ["round_closing_set", "round_closing_set"]


def test_ticks_are_saved_one_by_one_and_twice_is_harmless(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    found = scenes.opened(scenes.coordinator())

    def tick(place: int, *, suits: bool) -> RoundReply:
        with changing():
            return actions.tick_slot(
                asking=found,
                member=ann,
                slot_id=found.slots[place].id,
                suits=suits,
                actor=ann.person,
            )

    for place, suits in ((0, True), (2, True), (2, True), (0, False)):
        tick(place, suits=suits)
    reply = tick(0, suits=False)
    assert (ticked(found, ann), reply.sent_at, reply.none_suits) == ([2], None, False)
    assert tags() == ["round_opened", *["round_answered"] * 3]
    assert tick(2, suits=False).none_suits


def test_none_of_these_dates_is_an_answer(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    found = scenes.opened(scenes.coordinator())
    scenes.sent(found, ann)
    reply = queries.reply_of(found, ann)
    assert reply is not None
    assert (reply.sent_at, reply.none_suits) == (clock.now(), True)
    assert [each.dates for each in queries.asked_by(found)] == [0]


def test_days_away_and_slots_of_other_rounds_are_passed_over(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    ann.away = [Away(starts_on=date(2026, 3, 31), ends_on=date(2026, 3, 31), repeats=Repeat.WEEKLY)]
    ann.away[0].repeats_until = scenes.TUESDAYS[1]
    session.commit()
    jo = scenes.coordinator()
    found, other = scenes.opened(jo), scenes.opened(jo)
    with changing():
        actions.answer(
            asking=found,
            member=ann,
            slots={slot.id for slot in (*found.slots, *other.slots)},
            actor=ann.person,
        )
    assert (ticked(found, ann), ticked(other, ann)) == ([2, 3], [])


def test_the_most_that_was_chosen_is_kept_and_the_least_stays_below(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee", min_month=2, max_month=3)
    found = scenes.opened(scenes.coordinator())
    with changing():
        actions.send_answers(asking=found, member=ann, slots=[], most=1, actor=ann.person)
    assert (ann.min_month, ann.max_month) == (1, 1)


def test_one_form_opens_one_round_and_a_slot_is_asked_once(app: Flask) -> None:
    person = PersonFactory()
    found = scenes.opened(person)
    with pytest.raises(IntegrityError), changing():
        actions.open_round(asking=scenes.asking(), form_key=found.form_key or "", actor=person)
    found.slots.append(RoundSlot(on_day=scenes.TUESDAYS[0], part=PartOfDay.EVENING))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
