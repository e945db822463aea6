"""Changes to the register, and the trail that they leave."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEvent
from portal.database import session
from portal.members import actions
from portal.members.models import Away, CheckKind, Member, PartOfDay, Repeat, Status
from portal.members.rules import Check
from portal.people.models import Person
from tests.factories import AreaFactory, MemberFactory, PersonFactory

DAY = date(2026, 3, 10)
TUESDAY_EVENING = (1, PartOfDay.EVENING)


def trail() -> list[tuple[str, dict[str, Any] | None]]:
    return [
        (event.tag, event.detail.values if event.detail else None)
        for event in session.query(AuditEvent).order_by(AuditEvent.id)
    ]


def test_adding_a_volunteer_makes_the_person_too(app: Flask) -> None:
    area, jo = AreaFactory(), PersonFactory()
    member = actions.add(
        actor=jo, area_ids=[area.id], number="V1", name="Ann Lee", status=Status.VETTING
    )
    session.commit()
    assert (member.person.name, member.number) == ("Ann Lee", "V1")
    assert [row.area_id for row in member.area_rows] == [area.id]
    assert [tag for tag, _ in trail()] == ["people:added", "members:added"]


def test_a_colleague_who_volunteers_stays_one_person(app: Flask) -> None:
    marcus = PersonFactory(name="Marcus Reid", is_staff=True)
    member = actions.add(
        actor=marcus, area_ids=[], person=marcus, number="V1", status=Status.ACTIVE, phone="1"
    )
    session.commit()
    assert member.person is marcus
    assert marcus.phone == "1"
    assert session.query(Person).count() == 1


def test_a_number_is_given_once(app: Flask) -> None:
    MemberFactory(number="V1")
    with pytest.raises(IntegrityError):
        MemberFactory(number="V1")


def test_a_change_makes_a_new_version_and_says_before_and_after(app: Flask) -> None:
    area = AreaFactory()
    member = MemberFactory(person=PersonFactory(name="Ann Lee"))
    before = member.version
    changes = actions.change(
        member=member, actor=member.person, area_ids=[area.id], name="Ann Leigh", max_month=2
    )
    session.commit()
    assert changes == {"areas": [[], [area.id]], "name": ["Ann Lee", "Ann Leigh"]}
    assert member.version == before + 1
    assert trail()[-1] == ("members:changed", {"changes": changes})


def test_no_change_leaves_no_trace(app: Flask) -> None:
    member = MemberFactory(person=PersonFactory(name="Ann Lee"))
    before = member.version
    assert actions.change(member=member, actor=None, area_ids=[], name="Ann Lee") == {}
    session.commit()
    assert (member.version, trail()) == (before, [])


def test_leaving_calls_what_must_follow_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Person] = []
    monkeypatch.setattr(actions.register, "leaving", [lambda *, person, actor: told.append(person)])
    member = MemberFactory()
    for _ in range(2):
        actions.set_status(
            member=member, status=Status.LEFT, on=DAY, leave_reason="moved", actor=None
        )
    session.commit()
    assert told == [member.person]
    assert (member.left_on, member.leave_reason) == (DAY, "moved")
    assert [tag for tag, _ in trail()] == ["members:status_changed"]


def test_coming_back_forgets_the_leaving(app: Flask) -> None:
    member = MemberFactory(status=Status.LEFT, left_on=DAY, leave_reason="moved")
    actions.set_status(
        member=member, status=Status.ACTIVE, on=DAY, leave_reason="moved", actor=None
    )
    session.commit()
    assert (member.left_on, member.leave_reason, member.joined_on) == (None, None, DAY)


def test_a_check_of_the_same_day_is_corrected_and_not_doubled(app: Flask) -> None:
    member, jo = MemberFactory(), PersonFactory()
    for again in (DAY + timedelta(365), DAY + timedelta(730), DAY + timedelta(730)):
        actions.record_check(
            member=member,
            kind=CheckKind.DBS,
            made=Check(DAY, again, update_service=True),
            level="Enhanced",
            actor=jo,
        )
        session.commit()
    [check] = member.checks
    assert (check.recheck_on, check.checked_by) == (DAY + timedelta(730), jo)
    assert [tag for tag, _ in trail()] == ["members:check_recorded"] * 2


def test_a_tick_twice_is_one(app: Flask) -> None:
    member = MemberFactory()
    for _ in range(2):
        actions.tick(member=member, slot=TUESDAY_EVENING, free=True, actor=member.person)
        session.commit()
    assert [(row.weekday, row.part) for row in member.availability] == [TUESDAY_EVENING]
    actions.tick(member=member, slot=TUESDAY_EVENING, free=False, actor=member.person)
    session.commit()
    assert member.availability == []
    assert [detail for _, detail in trail()] == [
        {"changes": {"slots": [[], ["1-evening"]]}},
        {"changes": {"slots": [["1-evening"], []]}},
    ]


def away_of(member: Member) -> list[tuple[date, date]]:
    return [(away.starts_on, away.ends_on) for away in member.away]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((2, 4), [(0, 4)]),
        ((4, 5), [(0, 5)]),
        ((-3, 9), [(-3, 9)]),
        ((1, 2), [(0, 3)]),
        ((0, 3), [(0, 3)]),
        ((5, 6), [(0, 3), (5, 6)]),
    ],
)
def test_days_away_that_touch_become_one(
    app: Flask, more: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    member = MemberFactory()
    for starts, ends in ((0, 3), more, more):
        actions.add_away(
            member=member,
            starts_on=DAY + timedelta(starts),
            ends_on=DAY + timedelta(ends),
            actor=member.person,
        )
        session.commit()
    session.refresh(member)
    assert away_of(member) == [
        (DAY + timedelta(starts), DAY + timedelta(ends)) for starts, ends in expected
    ]


def test_days_away_are_removed_once(app: Flask) -> None:
    member = MemberFactory()
    away = actions.add_away(member=member, starts_on=DAY, ends_on=DAY, actor=member.person)
    session.commit()
    for _ in range(2):
        actions.remove_away(member=member, away_id=away.id, actor=member.person)
        session.commit()
    assert away_of(member) == []
    assert [tag for tag, _ in trail()] == ["members:away_added", "members:away_removed"]


def rules_of(member: Member) -> list[tuple[int, int, str | None]]:
    return [
        ((away.starts_on - DAY).days, (away.ends_on - DAY).days, away.repeats)
        for away in member.away
    ]


def add(member: Member, starts: int, ends: int, repeats: Repeat | None = None) -> None:
    actions.add_away(
        member=member,
        starts_on=DAY + timedelta(starts),
        ends_on=DAY + timedelta(ends),
        repeats=repeats,
        actor=member.person,
    )
    session.commit()
    session.refresh(member)


def test_days_that_come_again_stay_by_themselves_and_may_overlap(app: Flask) -> None:
    member = MemberFactory()
    add(member, 0, 2, Repeat.WEEKLY)
    add(member, 1, 1, Repeat.MONTHLY)
    add(member, 2, 3)
    add(member, 4, 4)
    assert rules_of(member) == [(0, 2, "weekly"), (1, 1, "monthly"), (2, 4, None)]


def test_the_same_days_come_again_as_was_said_last(app: Flask) -> None:
    member = MemberFactory()
    for repeats in (None, Repeat.WEEKLY, Repeat.WEEKLY, Repeat.YEARLY):
        add(member, 0, 2, repeats)
    assert rules_of(member) == [(0, 2, "yearly")]
    said = [detail["repeats"] for _, detail in trail() if detail]
    assert said == [None, "weekly", "yearly"]


def test_days_that_join_to_a_rule_of_the_same_days_are_that_rule(app: Flask) -> None:
    member = MemberFactory()
    add(member, 0, 4, Repeat.WEEKLY)
    add(member, 0, 1)
    add(member, 2, 4)
    assert rules_of(member) == [(0, 4, "weekly")]


@pytest.mark.parametrize(
    ("repeats", "until"), [(None, DAY), (Repeat.WEEKLY, DAY - timedelta(days=1))]
)
def test_an_end_needs_a_rule_and_a_start_before_it(
    app: Flask, repeats: Repeat | None, until: date
) -> None:
    member = MemberFactory()
    member.away = [Away(starts_on=DAY, ends_on=DAY, repeats=repeats, repeats_until=until)]
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
