"""Kentmere's campaign of last year: nobody is left in it, and everybody is counted."""

from datetime import timedelta

from portal.demo.rules.past import ANSWERED, CLOSED, FORGOTTEN
from portal.recruitment.models import (
    ERASURE_WARNING_DAYS,
    ApplicationState,
    DeclineReason,
    Stage,
    WithdrawReason,
)
from portal.recruitment.rules.diversity import QUESTIONS


def test_every_code_is_one_of_recruitments() -> None:
    reasons: dict[ApplicationState, set[str]] = {
        ApplicationState.WITHDRAWN: set(WithdrawReason),
        ApplicationState.NOT_APPOINTED: set(DeclineReason),
    }
    for each in FORGOTTEN:
        assert each.stage in set(Stage)
        assert each.reason in reasons[ApplicationState(each.state)]


def test_each_has_ended_long_enough_ago_to_be_forgotten() -> None:
    slowest = max(each.days for each in FORGOTTEN)
    assert timedelta(days=slowest + 184) < timedelta(days=CLOSED)
    assert ERASURE_WARNING_DAYS.default <= 184 - 170


def test_as_many_have_answered_each_question() -> None:
    assert ANSWERED.keys() == QUESTIONS.keys()
    assert {sum(answers.values()) for answers in ANSWERED.values()} == {42}
    for key, answers in ANSWERED.items():
        assert answers.keys() <= QUESTIONS[key].answers.keys()
