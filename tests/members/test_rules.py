"""Who can sit and why: each reason, and what it bars."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.members.rules import (
    CHAIR,
    MEMBER,
    OBSERVER,
    Check,
    Decision,
    Occasion,
    Profile,
    Reason,
    Rulings,
    Standing,
    Then,
    available,
    days_in_words,
    parts_of_day,
)

TODAY = date(2026, 3, 2)
TUESDAY = Occasion(
    day=date(2026, 3, 10),
    parts=("evening",),
    area_id=1,
    area_name="Northmere",
    today=TODAY,
)
PRIYA = Profile(
    status="active",
    max_month=2,
    may_chair=True,
    area_ids=frozenset({1}),
    area_names=("Northmere",),
    dbs=Check(date(2025, 6, 1), date(2028, 6, 1)),
    week={1: frozenset({"evening"})},
    said={1: date(2026, 2, 21)},
)
THEN = Then(last_sat=date(2026, 1, 26))


def standing(who: Profile, when: Occasion = TUESDAY, then: Then = THEN) -> Standing:
    return Rulings().standing(who, then, when)


def against(who: Profile, when: Occasion = TUESDAY, then: Then = THEN) -> list[Reason]:
    return [reason for reason in standing(who, when, then).reasons if not reason.good]


def told(reasons: list[Reason]) -> list[tuple[str, str | None]]:
    return [(reason.text, reason.remedy) for reason in reasons]


def test_somebody_with_nothing_against_them_can_sit_and_chair() -> None:
    stands = standing(PRIYA, TUESDAY)
    assert [reason.text for reason in stands.reasons] == [
        "May chair",
        "Usually free on Tuesday evenings, said on 21 February",
        "Serves Northmere",
        "Last sat 5 weeks ago",
    ]
    assert (stands.can_sit, stands.can(CHAIR), stands.can(OBSERVER)) == (True, True, True)
    assert (stands.words(), stands.state()) == ("Can sit", "ok")


def test_a_check_that_lapses_before_the_sitting_bars_with_its_date_and_remedy() -> None:
    dev = replace(PRIYA, dbs=Check(date(2023, 3, 8), date(2026, 3, 8), update_service=True))
    assert told(against(dev)) == [
        (
            "The DBS re-check falls on 8 March, before this panel",
            "record an update service check, usually the same day",
        )
    ]
    stands = standing(dev, TUESDAY)
    assert (stands.can_sit, stands.can(OBSERVER)) == (False, False)
    assert (stands.words(CHAIR), stands.state(CHAIR)) == ("Can’t sit: DBS lapses", "risk")


def test_a_check_that_has_lapsed_already_is_another_state() -> None:
    lapsed = replace(PRIYA, dbs=Check(date(2023, 3, 1), date(2026, 3, 1)))
    assert told(against(lapsed)) == [
        (
            "The DBS re-check was due on 1 March",
            "start a new DBS check now, and record it when it has been seen",
        )
    ]
    assert standing(lapsed, TUESDAY).words() == "Can’t sit: DBS lapsed"


@pytest.mark.parametrize("recheck_on", [date(2026, 3, 10), date(2026, 4, 30)])
def test_a_check_that_is_due_soon_never_bars(recheck_on: date) -> None:
    stands = standing(replace(PRIYA, dbs=Check(date(2023, 1, 1), recheck_on)), TUESDAY)
    assert stands.can_sit
    assert stands.words() == "Can sit"
    assert [reason.about for reason in stands.reasons if not reason.good] == ["check"]


def test_no_check_bars_and_one_without_a_date_does_not() -> None:
    assert standing(replace(PRIYA, dbs=None), TUESDAY).words() == "Can’t sit: no DBS check"
    undated = standing(replace(PRIYA, dbs=Check(date(2025, 1, 1), None)), TUESDAY)
    assert undated.can_sit


@pytest.mark.parametrize(
    ("status", "words", "observes"),
    [
        ("vetting", "Can’t sit: being vetted", False),
        ("training", "Can’t sit: in training", True),
        ("paused", "Can’t sit: taking a break", False),
        ("left", "Can’t sit: has left", False),
        ("applicant", "Can’t sit: not appointed yet", False),
    ],
)
def test_only_the_active_sit_and_those_in_training_may_observe(
    status: str, words: str, observes: bool
) -> None:
    stands = standing(replace(PRIYA, status=status), TUESDAY)
    assert (stands.words(), stands.can(OBSERVER)) == (words, observes)


def test_who_is_to_leave_sits_up_to_their_last_day_and_not_after() -> None:
    last = replace(PRIYA, leaves_on=TUESDAY.day)
    assert standing(last).words() == "Can sit"
    gone = replace(PRIYA, leaves_on=date(2026, 3, 9))
    assert told(against(gone)) == [
        (
            "Leaves the service: their last day is Monday 9 March",
            "choose somebody else",
        )
    ]
    stands = standing(gone)
    assert (stands.words(), stands.can(OBSERVER)) == ("Can’t sit: leaves before then", False)
    assert not stands.overridable(MEMBER)
    assert Rulings().barred(gone, THEN, TUESDAY) == {CHAIR, MEMBER, OBSERVER}


def test_away_bars_and_says_when_they_are_back() -> None:
    away = THEN._replace(away=((date(2026, 3, 9), date(2026, 3, 13)),))
    assert told(against(PRIYA, then=away)) == [
        ("Away Monday 9 to Friday 13 March", "back from Saturday 14 March")
    ]
    assert standing(PRIYA, then=away).words() == "Can’t sit: away"


def test_promised_elsewhere_bars() -> None:
    busy = THEN._replace(busy=("Panel, 5pm to 6pm",))
    assert told(against(PRIYA, then=busy)) == [
        (
            "Has promised to be elsewhere then: Panel, 5pm to 6pm",
            "choose a time that does not overlap",
        )
    ]


def test_not_free_by_pattern_is_against_and_no_bar() -> None:
    stands = standing(replace(PRIYA, week={1: frozenset({"morning"})}), TUESDAY)
    assert stands.can_sit
    assert (stands.words(), stands.state()) == ("Can sit, usually not free", "due")


def test_every_part_of_the_day_that_the_sitting_touches_is_asked_for() -> None:
    long = replace(TUESDAY, parts=("afternoon", "evening"))
    assert [reason.text for reason in against(PRIYA, long)] == [
        "Usually not free on Tuesday afternoons"
    ]


def test_no_pattern_at_all_is_said() -> None:
    silent = replace(PRIYA, week={}, said={})
    assert told(against(silent)) == [
        (
            "Has not said which days usually suit",
            "ask first; they can fill it in under ‘When I’m free’",
        )
    ]


def test_more_than_they_agreed_to_is_asked_and_never_a_bar() -> None:
    twice = THEN._replace(load=2)
    assert told(against(PRIYA, then=twice)) == [
        (
            "Would be their third panel in March; they asked for at most 2",
            "ask them first; a yes from them settles it",
        )
    ]
    stands = standing(PRIYA, then=twice)
    assert (stands.can_sit, stands.words()) == (True, "Can sit, over their most")
    assert "number 12 panel" in against(PRIYA, then=Then(load=11))[0].text


def test_another_area_is_against_and_none_is_the_whole_service() -> None:
    other = replace(PRIYA, area_ids=frozenset({2, 3}), area_names=("Castlebeck", "Saltmarsh"))
    assert told(against(other)) == [
        ("Serves Castlebeck and Saltmarsh, not Northmere", "ask first whether they would travel")
    ]
    assert against(replace(PRIYA, area_ids=frozenset(), area_names=())) == []
    assert against(other, replace(TUESDAY, area_id=None)) == []


def test_not_approved_to_chair_bars_the_chair_alone() -> None:
    ruth = standing(replace(PRIYA, may_chair=False), TUESDAY)
    assert (ruth.words(CHAIR), ruth.words(MEMBER)) == ("Can’t chair: not approved", "Can sit")


def test_a_learner_observes_and_is_a_member_only_beside_experience() -> None:
    beth = standing(replace(PRIYA, may_chair=False, is_learner=True), TUESDAY)
    assert [beth.words(seat) for seat in (CHAIR, MEMBER, OBSERVER)] == [
        "Can’t chair: still learning",
        "Can sit, still learning",
        "Can sit",
    ]


def test_a_colleague_never_counts_as_a_community_member() -> None:
    marcus = standing(replace(PRIYA, is_staff=True), TUESDAY)
    assert (marcus.can_sit, marcus.can(CHAIR), marcus.can(OBSERVER)) == (False, False, True)
    assert marcus.words() == "Can’t sit: works for the service"


@pytest.mark.parametrize(
    ("last_sat", "text"),
    [
        (None, "Has not sat yet"),
        (date(2026, 3, 2), "Last sat today"),
        (date(2026, 3, 1), "Last sat yesterday"),
        (date(2026, 2, 20), "Last sat 10 days ago"),
    ],
)
def test_when_they_last_sat_is_said(last_sat: date | None, text: str) -> None:
    assert standing(PRIYA, then=Then(last_sat=last_sat)).reasons[-1].text == text


def test_every_reason_against_has_a_remedy() -> None:
    worst = replace(
        PRIYA,
        status="paused",
        is_staff=True,
        dbs=None,
        may_chair=False,
        area_ids=frozenset({2}),
        area_names=("Castlebeck",),
    )
    then = Then(
        load=9,
        away=((TUESDAY.day, TUESDAY.day),),
        busy=("Panel, 5pm to 6pm",),
        far=("Panel, 4pm to 5pm, 40 minutes away",),
    )
    found = against(worst, then=then)
    assert [reason.text for reason in found if not reason.remedy] == []
    assert [reason.about for reason in found if reason.fixed] == ["staff", "duty"]


@pytest.mark.parametrize(
    ("starts", "ends", "parts"),
    [
        (time(9), time(12), ("morning",)),
        (time(11, 30), time(12, 30), ("morning", "afternoon")),
        (time(16, 30), time(18), ("afternoon", "evening")),
        (time(17), time(19), ("evening",)),
        (time(14), time(17), ("afternoon",)),
        (time(9), time(18), ("morning", "afternoon", "evening")),
        (time(22), time(0), ("evening",)),
    ],
)
def test_parts_of_day_touched(starts: time, ends: time, parts: tuple[str, ...]) -> None:
    assert parts_of_day(starts, ends) == parts


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), "on Tuesday 10 March"),
        (date(2026, 3, 30), date(2026, 4, 3), "Monday 30 March to Friday 3 April"),
        (
            date(2026, 12, 30),
            date(2027, 1, 2),
            "Wednesday 30 December to Saturday 2 January 2027",
        ),
    ],
)
def test_days_in_words(starts: date, ends: date, words: str) -> None:
    assert days_in_words(starts, ends, TODAY) == words


def test_a_bar_that_is_fixed_cannot_be_set_aside_and_others_can() -> None:
    away = THEN._replace(away=((TUESDAY.day, TUESDAY.day),))
    assert standing(PRIYA).overridable(MEMBER)
    assert standing(PRIYA, then=away).overridable(MEMBER)
    assert standing(replace(PRIYA, dbs=None, status="paused")).overridable(CHAIR)
    busy = THEN._replace(busy=("Panel, 5pm to 6pm",))
    assert not standing(PRIYA, then=busy).overridable(MEMBER)
    staff = standing(replace(PRIYA, is_staff=True))
    assert (staff.overridable(MEMBER), staff.overridable(OBSERVER)) == (False, True)
    for status in ("applicant", "vetting", "training", "left"):
        assert not standing(replace(PRIYA, status=status)).overridable(MEMBER)


def test_somebody_who_would_rather_not_chair_can_be_a_member() -> None:
    stands = standing(replace(PRIYA, willing_chair=False))
    assert (stands.words(CHAIR), stands.words()) == ("Can’t chair: would rather not", "Can sit")
    assert stands.overridable(CHAIR)


def test_too_far_from_another_duty_bars_with_the_way_in_words() -> None:
    far = THEN._replace(far=("Panel, 4pm to 5:15pm, Saltmarsh Hub, 22 minutes away",))
    assert told(against(PRIYA, then=far)) == [
        (
            "Could not come in time from Panel, 4pm to 5:15pm, Saltmarsh Hub, 22 minutes away",
            "choose a time that leaves them longer, or ask whether they can do it",
        )
    ]
    assert standing(PRIYA, then=far).words() == "Can’t sit: too far from another duty"


SAID_YES, SAID_NO = (("evening", True),), (("evening", False),)


def test_a_yes_in_a_round_is_for_them_and_wins_over_the_usual_week() -> None:
    never = replace(PRIYA, week={}, said={})
    then = THEN._replace(answers=SAID_YES)
    said = [each for each in standing(never, then=then).reasons if each.about == "round"]
    assert [(each.text, each.good) for each in said] == [
        ("Said they can do Tuesday 10 March evening", True)
    ]
    assert against(never, then=then) == []
    assert (available(never, SAID_YES, TUESDAY), available(never, (), TUESDAY)) == (True, False)


def test_a_date_left_blank_in_a_round_bars_though_they_are_usually_free() -> None:
    then = THEN._replace(answers=SAID_NO)
    assert told(against(PRIYA, then=then)) == [
        (
            "Said they can’t do Tuesday 10 March evening",
            "choose another date, or ring them first",
        )
    ]
    stands = standing(PRIYA, then=then)
    assert (stands.can(OBSERVER), stands.overridable(MEMBER)) == (False, True)
    assert (available(PRIYA, SAID_NO, TUESDAY), available(PRIYA, (), TUESDAY)) == (False, True)


def test_what_a_round_did_not_ask_is_answered_by_the_usual_week() -> None:
    long = replace(TUESDAY, parts=("afternoon", "evening"))
    then = THEN._replace(answers=SAID_YES)
    assert [each.text for each in against(PRIYA, long, then)] == [
        "Usually not free on Tuesday afternoons"
    ]
    both = replace(PRIYA, week={1: frozenset({"afternoon"})}, said={})
    assert [each.text for each in standing(both, long, then).reasons if each.good][1:3] == [
        "Usually free on Tuesday afternoons",
        "Serves Northmere",
    ]


PEOPLE = st.builds(
    lambda status, learner, may_chair, staff, recheck, decision, bars: replace(
        PRIYA,
        status=status,
        may_chair=may_chair and not learner,
        is_learner=learner,
        is_staff=staff,
        dbs=Check(date(2023, 3, 1), recheck, decision=decision, bars=bars) if recheck else None,
    ),
    status=st.sampled_from(["active", "training", "vetting", "paused"]),
    learner=st.booleans(),
    may_chair=st.booleans(),
    staff=st.booleans(),
    recheck=st.none() | st.dates(date(2026, 3, 8), date(2026, 3, 12)),
    decision=st.none()
    | st.builds(Decision, st.booleans(), st.dates(date(2026, 3, 9), date(2026, 3, 11))),
    bars=st.booleans(),
)
TIMES = st.builds(
    Then,
    away=st.sampled_from([(), ((TUESDAY.day, TUESDAY.day),)]),
    busy=st.sampled_from([(), ("Panel, 5pm to 6pm",)]),
    far=st.sampled_from([(), ("Panel, 4pm to 5pm, 40 minutes away",)]),
    answers=st.sampled_from([(), SAID_YES, SAID_NO, (("morning", False),)]),
)


@given(who=PEOPLE, then=TIMES)
def test_what_bars_without_words_is_what_bars_in_words(who: Profile, then: Then) -> None:
    rulings = Rulings()
    stands = rulings.standing(who, then, TUESDAY)
    barred = {seat for seat in (CHAIR, MEMBER, OBSERVER) if not stands.can(seat)}
    assert rulings.barred(who, then, TUESDAY) == barred
