"""Recruitment in Kentmere: everybody on the board of the page designs, and those who are not."""

from collections import Counter
from datetime import date, timedelta

from portal import clock
from portal.demo.rules.county import kentmere
from portal.demo.rules.courses import INDUCTION
from portal.demo.rules.recruitment import APPLICANTS, received, steps
from portal.demo.rules.times import Times
from portal.demo.rules.training import INDUCTED
from portal.recruitment.models import (
    COLUMN_OF,
    ApplicationState,
    DeclineReason,
    ParkReason,
    Stage,
    WithdrawReason,
)


def test_twelve_are_on_their_way_and_stand_as_on_the_board() -> None:
    underway = [each for each in APPLICANTS if each.state == ApplicationState.OPEN]
    assert Counter(COLUMN_OF[Stage(each.stage)].label for each in underway) == {
        "Application": 2,
        "Selection": 3,
        "Checks": 3,
        "Training": 2,
        "Approval": 2,
    }
    assert Counter(each.state for each in APPLICANTS if each not in underway) == {
        "parked": 2,
        "withdrawn": 3,
        "not_appointed": 3,
    }


def test_whoever_is_to_be_approved_was_inducted_in_their_training() -> None:
    approved = [each for each in APPLICANTS if each.stage == Stage.APPROVAL]
    assert {each.name for each in approved} == INDUCTED
    for weekday in range(7):
        times = Times(date(2026, 11, 23) + timedelta(days=weekday), clock)
        [share] = kentmere(times).shares
        held = [each for each in share.training.held if each.person in INDUCTED]
        taken = {each.person: each.session for each in held if each.course == INDUCTION}
        for each in approved:
            began = {after: times.away(-days) for _before, after, days in steps(each)}
            session = taken[each.name]
            assert session
            assert began["training"] < session.days[0]
            assert session.last < began["approval"]


def test_every_reason_is_one_of_its_codes() -> None:
    codes: dict[str, set[str]] = {
        "parked": set(ParkReason),
        "withdrawn": set(WithdrawReason),
        "not_appointed": set(DeclineReason),
    }
    for each in APPLICANTS:
        assert {each.reason} - {None} <= codes.get(each.state, set()), each.name
        assert (each.reason is None) == (each.state == ApplicationState.OPEN)


def test_who_came_far_took_every_step_and_none_before_they_applied() -> None:
    for each in APPLICANTS:
        taken = steps(each)
        assert not taken or taken[-1][1:] == (each.stage, each.days)
        assert all(received(each) > days for _before, _after, days in taken)
