"""How long is too long, and which step may follow which."""

import pytest

from portal.recruitment.models import Stage
from portal.recruitment.rules.pace import Age, Counts, Limits, count
from portal.recruitment.rules.refusals import Refused, Stale
from portal.recruitment.rules.steps import (
    WAY,
    First,
    check_move,
    check_version,
    first_of_checks,
    first_of_interview,
    first_of_references,
    first_of_training,
    following,
    reachable,
)

CHECKS = Limits(21, 28)


@pytest.mark.parametrize(
    ("days", "words", "tag"),
    [
        (0, "Today: on time", "ok"),
        (1, "1 day: on time", "ok"),
        (21, "21 days: on time", "ok"),
        (22, "22 days: slow", "due"),
        (28, "28 days: slow", "due"),
        (29, "29 days: too long", "risk"),
    ],
)
def test_both_limits_are_still_good(days: int, words: str, tag: str) -> None:
    age = Age(days, CHECKS)
    assert (age.words, age.tag) == (words, tag)


def test_who_waits_for_a_date_is_never_slow() -> None:
    assert (Age(90, None).words, Age(90, None).tag) == ("90 days: waiting", "wait")
    assert (Age(6, None, booked=True).words, Age(6, None, booked=True).tag) == (
        "6 days: booked",
        "ok",
    )
    assert not Age(90, None).is_slow


def test_the_slowest_comes_first_by_how_far_it_is_past_its_own_most() -> None:
    ages = [
        Age(1, Limits(2, 3)),
        Age(6, None),
        Age(31, CHECKS),
        Age(3, Limits(2, 4)),
        Age(16, Limits(7, 14)),
        Age(6, None, booked=True),
    ]
    assert [age.words for age in sorted(ages, key=lambda age: age.turn)] == [
        "16 days: too long",
        "31 days: too long",
        "3 days: slow",
        "6 days: waiting",
        "1 day: on time",
        "6 days: booked",
    ]


def test_too_long_counts_as_slow_too() -> None:
    assert count([(Age(40, CHECKS), 2), (Age(22, CHECKS), 1), (Age(1, CHECKS), 4)]) == Counts(
        total=7, slow=3, too_long=2
    )


def test_every_stage_but_the_last_is_on_the_way() -> None:
    assert [*WAY, "active"] == [stage.value for stage in Stage]


def test_an_applicant_is_moved_before_training_and_a_volunteer_from_it_on() -> None:
    assert reachable("checks", appointed=False) == (
        "enquiry",
        "application",
        "shortlisting",
        "interview",
        "references",
    )
    assert reachable("training", appointed=True) == ("approval",)


def test_the_next_step_is_none_where_more_than_a_move_is_needed() -> None:
    assert [following(stage, appointed=False) for stage in WAY[:6]] == [*WAY[1:6], None]
    assert [following(stage, appointed=True) for stage in WAY[6:]] == ["approval", None]
    assert following("active", appointed=True) is None


def test_what_comes_before_a_move_is_seen_to_first() -> None:
    assert [first_of_interview(missing) for missing in (None, 1, 0)] == [
        First("Arrange the interview", "recruitment.arrange_interview"),
        First("See the interview", "recruitment.interview_of"),
        None,
    ]
    assert [first_of_references(given, 2) is None for given in (0, 1, 2)] == [False, False, True]
    assert first_of_checks(appointed=True) is None
    assert first_of_training(inducted=True) is None


@pytest.mark.parametrize(
    ("to", "appointed", "sentence"),
    [
        ("active", False, "Ann Lee becomes active by being approved. Ask whoever approves."),
        (
            "training",
            False,
            "Ann Lee is not a volunteer yet. Appoint them first: that begins their training.",
        ),
        (
            "interview",
            True,
            "Ann Lee is in the register of volunteers already. "
            "If they do not go on, say that they withdrew or are not appointed.",
        ),
    ],
)
def test_a_move_that_is_none_is_refused_with_what_to_do(
    to: str, appointed: bool, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_move("Ann Lee", to, appointed=appointed)
    assert refused.value.sentence == sentence


def test_a_form_over_an_older_row_is_stale() -> None:
    check_version(3, 3, "It is at interview.")
    with pytest.raises(Stale):
        check_version(None, 3, "It is at interview.")
