"""When somebody may be appointed, and by when a probation is reviewed."""

from datetime import date

import pytest

from portal.members.rules import next_number
from portal.recruitment import rules
from portal.recruitment.rules.approving import Reached, still_open
from portal.site.refusals import Refused


@pytest.mark.parametrize("stage", ["checks", "training"])
def test_somebody_is_appointed_when_their_checks_are_back(stage: str) -> None:
    rules.check_may_appoint(stage, "open", is_adult=None)


@pytest.mark.parametrize(
    ("stage", "state"),
    [("references", "open"), ("enquiry", "open"), ("checks", "parked"), ("checks", "withdrawn")],
)
def test_nobody_is_appointed_too_early_or_whose_way_is_interrupted(stage: str, state: str) -> None:
    with pytest.raises(Refused):
        rules.check_may_appoint(stage, state, is_adult=True)


def test_a_review_falls_on_the_last_day_of_a_month_that_is_too_short() -> None:
    assert rules.review_after(date(2026, 3, 2), 6) == date(2026, 9, 2)
    assert rules.review_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_a_review_lies_between_the_appointment_and_today_and_before_the_next() -> None:
    appointed, today = date(2026, 3, 2), date(2026, 9, 1)
    rules.check_review(today, appointed_on=appointed, today=today, next_on=date(2026, 12, 1))
    for held_on, next_on, field in (
        (date(2026, 9, 2), None, "held_on"),
        (date(2026, 3, 1), None, "held_on"),
        (today, today, "next_on"),
    ):
        with pytest.raises(Refused) as refused:
            rules.check_review(held_on, appointed_on=appointed, today=today, next_on=next_on)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        ([], "V001"),
        (["V009", "V012", "X99"], "V013"),
        (["V099"], "V100"),
        (["7", "12"], "13"),
        (["north", "V-3"], "V-4"),
    ],
)
def test_the_next_number_is_written_as_most_are(numbers: list[str], following: str) -> None:
    assert next_number(numbers) == following


def test_what_is_open_is_told_in_the_order_in_which_it_comes() -> None:
    today = date(2026, 3, 2)
    nothing_done = Reached(
        references=1,
        references_wanted=2,
        inducted=False,
        observed=0,
        observations=2,
        has_check=False,
        unsigned=("Code of conduct", "Data notice"),
    )
    assert still_open(nothing_done, today) == [
        "References: 1 of 2 in",
        "Induction: not attended yet",
        "Panels observed: 0 of 2",
        "DBS check: none recorded",
        "Still to sign: Code of conduct, Data notice",
    ]
    done = Reached(
        references=2,
        references_wanted=2,
        inducted=True,
        observed=2,
        observations=2,
        has_check=True,
        recheck_on=today,
    )
    assert still_open(done, today) == []
    assert still_open(done, date(2026, 3, 3)) == ["DBS check: to be made again"]


def test_nothing_is_told_of_what_is_not_asked_or_not_theirs_to_read() -> None:
    reached = Reached(references=2, references_wanted=2)
    assert still_open(reached, date(2026, 3, 2)) == []
