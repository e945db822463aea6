"""Asking the update service about a check, and deciding what a lapsed one means."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions, queries, rules
from portal.members.models import (
    LAPSED_BARS,
    CheckDecision,
    CheckKind,
    CheckRecord,
    Member,
    Outcome,
    StatusCheck,
)
from portal.people.models import Person
from portal.settings import actions as settings
from portal.site.refusals import Refused
from tests.members.checks import scenes
from tests.members.checks.scenes import TODAY, checked, decided
from tests.statements import count_statements

AGAIN = date(2027, 3, 2)
LAPSED = TODAY - timedelta(1)


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


def asked(
    member: Member,
    check: CheckRecord,
    actor: Person,
    outcome: Outcome = Outcome.UNCHANGED,
    made_on: date = TODAY,
    again: date = AGAIN,
) -> None:
    with changing():
        actions.record_status_check(
            member=member,
            check_id=check.id,
            made_on=made_on,
            outcome=outcome,
            recheck_on=again,
            actor=actor,
        )


def test_a_status_check_puts_the_next_check_off_and_twice_is_once(jo: Person, ann: Member) -> None:
    check = checked(ann, LAPSED)
    for _ in range(2):
        asked(ann, check, jo)
    [found] = session.scalars(select(StatusCheck))
    assert (found.made_on, found.outcome, found.made_by) == (TODAY, Outcome.UNCHANGED, jo)
    assert check.recheck_on == AGAIN
    tags = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)).all()
    assert tags == ["members:check_recorded", "members:status_checked"]


def test_one_that_is_noted_late_does_not_move_the_day(jo: Person, ann: Member) -> None:
    check = checked(ann, LAPSED)
    asked(ann, check, jo)
    asked(ann, check, jo, made_on=date(2025, 3, 1), again=date(2026, 3, 1))
    assert check.recheck_on == AGAIN
    assert session.query(StatusCheck).count() == 2


def test_the_trail_holds_no_day_of_a_check(jo: Person, ann: Member) -> None:
    check = checked(ann, LAPSED)
    checked(ann, AGAIN)
    asked(ann, check, jo)
    details = [each.detail.values if each.detail else {} for each in session.query(AuditEvent)]
    assert details == [{"kind": "dbs"}, {"kind": "dbs"}, {}]


def test_what_the_update_service_cannot_have_said_is_refused(jo: Person, ann: Member) -> None:
    check = checked(ann, LAPSED, service=False)
    with pytest.raises(Refused, match="not on the update service"):
        asked(ann, check, jo)
    newer = checked(ann, AGAIN, issued_on=date(2026, 3, 1))
    with pytest.raises(Refused, match="A newer DBS check is recorded"):
        asked(ann, check, jo)
    with pytest.raises(Refused, match="older than the DBS check"):
        asked(ann, newer, jo, made_on=date(2026, 2, 1))
    assert session.query(StatusCheck).count() == 0


def test_a_decision_lets_them_sit_until_its_day_and_the_newest_counts(
    jo: Person, ann: Member
) -> None:
    check, until = checked(ann, LAPSED), TODAY + timedelta(30)
    decided(check, ann, jo, until=until)
    found = queries.newest_checks()[ann.id]
    assert found.decision == rules.Decision(bars=False, until=until)
    assert not found.bars_on(until)
    assert found.bars_on(until + timedelta(1))
    decided(check, ann, jo, until=until, bars=True)
    assert queries.newest_checks()[ann.id].bars_on(until)
    assert session.query(CheckDecision).count() == 2


def test_a_newer_check_ends_what_was_decided(jo: Person, ann: Member) -> None:
    check = checked(ann, LAPSED)
    decided(check, ann, jo, until=TODAY + timedelta(30))
    checked(ann, TODAY + timedelta(3), issued_on=TODAY - timedelta(3))
    assert queries.newest_checks()[ann.id].decision is None
    with pytest.raises(Refused, match="A newer DBS check is recorded"):
        decided(check, ann, jo, until=TODAY + timedelta(60))


def test_the_same_form_decides_once(jo: Person, ann: Member) -> None:
    check = checked(ann, LAPSED)
    made = [
        actions.decide_check(
            member=ann,
            check_id=check.id,
            ruling=actions.Ruling(bars=False, until=TODAY, reason="Known to us"),
            form_key="k" * 32,
            actor=jo,
        )
        for _ in range(2)
    ]
    assert made[0] is made[1]


def test_the_service_may_hold_that_a_lapsed_check_bars_nobody(jo: Person, ann: Member) -> None:
    checked(ann, LAPSED)
    assert queries.newest_checks()[ann.id].bars_on(TODAY)
    with changing():
        settings.change(LAPSED_BARS, False, actor=jo)
    assert not queries.newest_checks()[ann.id].bars_on(TODAY)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_checks_costs_one_statement_however_many(jo: Person, count: int) -> None:
    for number in range(count):
        member = scenes.volunteer(f"Volunteer {number}")
        decided(checked(member, LAPSED), member, jo, until=TODAY)
    queries.newest_checks()  # reads the settings, once a request
    with count_statements() as sent:
        assert len(queries.newest_checks()) == count
    assert len(sent) == 1


def test_nobody_records_their_own_check_or_asks_about_it(ann: Member) -> None:
    check = checked(ann, LAPSED)
    with pytest.raises(Refused, match="This is your own check"), changing():
        actions.record_check(
            member=ann,
            kind=CheckKind.DBS,
            made=rules.Check(TODAY, None),
            level=None,
            actor=ann.person,
        )
    with pytest.raises(Refused, match="This is your own check"), changing():
        actions.record_status_check(
            member=ann,
            check_id=check.id,
            made_on=TODAY,
            outcome=Outcome.UNCHANGED,
            recheck_on=TODAY,
            actor=ann.person,
        )
    assert [each.issued_on for each in ann.checks] == [check.issued_on]


def test_nobody_decides_that_their_own_lapsed_check_does_not_bar(ann: Member) -> None:
    check = checked(ann, LAPSED)
    with pytest.raises(Refused, match="This is your own check"), changing():
        actions.decide_check(
            member=ann,
            check_id=check.id,
            ruling=actions.Ruling(bars=False, until=TODAY, reason="It is on its way"),
            form_key="own",
            actor=ann.person,
        )
    assert session.scalars(select(CheckDecision)).all() == []
