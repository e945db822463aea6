"""The clock, the quorum, the offers and the order of candidates, over plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.panels import rules

WEDNESDAY = date(2026, 2, 11)
MONDAY = date(2026, 3, 2)
TENTH = date(2026, 3, 10)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def timing(sits_on: date | None = TENTH, **values: object) -> rules.Timing:
    """Return the clock of the order of the designs."""
    asked: dict[str, object] = {"notice": 5, "today": MONDAY, **values}
    return rules.timing(
        WEDNESDAY,
        date(2026, 3, 11),
        sits_on=sits_on,
        days=clock,
        **asked,  # type: ignore[arg-type]  # each test says only what differs
    )


def test_the_clock_of_the_designs() -> None:
    told = timing()
    assert (told.day_one, told.allowed, told.today_number) == (date(2026, 2, 12), 20, 13)
    assert (told.left, told.sits_number, told.in_hand) == (7, 19, 1)
    assert (told.tell_by, told.notice_left) == (date(2026, 3, 3), 1)
    assert told.ticks == (
        *("is-past",) * 12,
        "is-now",
        *("is-left",) * 5,
        "is-sits",
        "is-due",
    )


def test_without_a_panel_people_are_told_by_the_due_day() -> None:
    told = timing(None)
    assert (told.tell_by, told.in_hand, told.is_late) == (date(2026, 3, 4), None, False)


def test_bank_holidays_do_not_count() -> None:
    christmas = clock.add_working_days(date(2026, 12, 23), 3)
    assert christmas == date(2026, 12, 30)  # the 24th, the 29th and the 30th; Boxing Day moves


def test_a_panel_after_its_due_day_is_late() -> None:
    told = timing(date(2026, 3, 13))
    assert (told.is_late, told.in_hand, told.sits_number) == (True, -2, 22)
    assert told.ticks[19:] == ("is-due", "is-left", "is-sits")
    assert timing(None, today=date(2026, 3, 12)).left == -1


def test_people_are_never_told_before_there_is_an_order() -> None:
    assert timing(date(2026, 2, 13)).tell_by == WEDNESDAY


@given(days, st.integers(1, 60))
def test_the_due_day_is_a_working_day_that_many_after(court: date, count: int) -> None:
    due = clock.add_working_days(court, count)
    assert clock.is_working_day(due)
    assert clock.working_days_between(court, due) == count


@given(days, st.integers(1, 30), days, st.integers(0, 10), st.integers(0, 60))
def test_the_clock_agrees_with_itself(
    court: date, allowed: int, today: date, notice: int, after: int
) -> None:
    due = clock.add_working_days(court, allowed)
    sits = court + timedelta(days=after)
    told = rules.timing(court, due, notice=notice, today=today, sits_on=sits, days=clock)
    assert told.allowed == allowed
    assert clock.is_working_day(told.day_one)
    assert court <= told.tell_by <= max(sits, court)
    assert told.is_late == (sits > due)
    assert len(told.ticks) >= allowed


@given(
    st.lists(
        st.tuples(st.sampled_from(["chair", "member", "observer", "adviser"]), st.booleans()),
        max_size=6,
    )
)
def test_only_community_members_an_adviser_and_a_chair_make_a_quorum(
    taken: list[tuple[str, bool]],
) -> None:
    found = rules.quorum(taken)
    community = [kind for kind, staff in taken if kind in {"chair", "member"} and not staff]
    holds = len(community) >= 2 and "chair" in community and "adviser" in dict(taken)
    assert found.holds == holds
    assert bool(found.missing) != holds


@pytest.mark.parametrize(
    ("taken", "needs", "sentence"),
    [
        (
            [],
            "a chair, a community member and an adviser",
            "Neither of the two community members has said yes. One of them must chair. "
            "There is no adviser yet.",
        ),
        (
            [("member", False), ("adviser", True)],
            "a chair",
            "One of two community members has said yes. The other must chair. "
            "An adviser is confirmed.",
        ),
        (
            [("chair", False), ("observer", False), ("adviser", True)],
            "a community member",
            "One of two community members has said yes. An adviser is confirmed.",
        ),
        (
            [("chair", True), ("member", False), ("adviser", True)],
            "a chair",
            "One of two community members has said yes. The other must chair. "
            "An adviser is confirmed.",
        ),
        (
            [("chair", False), ("member", False), ("adviser", True)],
            "nobody",
            "Two community members have said yes. An adviser is confirmed.",
        ),
    ],
)
def test_what_is_missing_is_said_in_words(
    taken: list[tuple[str, bool]], needs: str, sentence: str
) -> None:
    found = rules.quorum(taken)
    assert (found.needs, found.sentence) == (needs, sentence)


@pytest.mark.parametrize(
    ("left", "quorate", "level"),
    [(2, False, "risk"), (3, False, "due"), (-4, False, "risk"), (-4, True, "ok")],
)
def test_risk_comes_with_the_day_to_tell_people(left: int, quorate: bool, level: str) -> None:
    assert rules.risk(left, quorate=quorate, warn_days=2) == level


def test_how_a_sitting_stands_in_words() -> None:
    whole = rules.quorum([("chair", False), ("member", False), ("adviser", True)])
    short = rules.quorum([("chair", False), ("adviser", True)])
    risk = rules.Risk.RISK
    for state, quorum, over, words, look in (
        ("published", whole, False, "Quorate", "ok"),
        ("published", short, False, "Not quorate: needs a community member", "risk"),
        ("published", short, True, "Did not have its quorum: needs a community member", "risk"),
        ("cancelled", short, False, "Cancelled", "none"),
        ("held", whole, True, "Held", "none"),
    ):
        level = rules.Risk.NONE if quorum.holds else risk
        assert rules.standing_words(state, quorum, over=over) == words
        assert rules.standing_look(state, quorum, over=over, risk=level) == look


NOW = datetime(2026, 3, 2, 10, 20, tzinfo=UTC)


def lapses(*, hours: int = 72, notice: timedelta, starts: timedelta) -> timedelta:
    """Return how long after now an offer lapses."""
    found = rules.lapses_at(NOW, hours=hours, notice_ends=NOW + notice, starts_at=NOW + starts)
    return found - NOW


def test_an_offer_lapses_by_its_hours_or_the_day_to_tell_people() -> None:
    week = timedelta(days=7)
    assert lapses(notice=week, starts=2 * week) == timedelta(hours=72, minutes=-20)
    assert lapses(notice=timedelta(hours=30), starts=week) == timedelta(hours=30, minutes=-20)
    assert lapses(notice=-week, starts=week) == timedelta(hours=24, minutes=-20)
    assert lapses(notice=-week, starts=timedelta(hours=5)) == timedelta(hours=4, minutes=-20)


@given(st.integers(1, 336), st.integers(-400, 400), st.integers(2, 800))
def test_an_offer_lapses_after_now_and_before_the_sitting(
    hours: int, notice: int, starts: int
) -> None:
    after = lapses(hours=hours, notice=timedelta(hours=notice), starts=timedelta(hours=starts))
    assert timedelta() <= after < timedelta(hours=starts)
    assert after <= timedelta(hours=max(hours, 1))


SENT = rules.OfferFacts("sent", "published", started=False, expired=False, seat_taken=False)


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        (SENT, ""),
        (replace(SENT, sitting="cancelled"), "cancelled"),
        (replace(SENT, started=True), "over"),
        (replace(SENT, sitting="held"), "over"),
        (replace(SENT, seat_taken=True), "taken"),
        (replace(SENT, state="withdrawn", seat_taken=True), "taken"),
        (replace(SENT, state="withdrawn"), "withdrawn"),
        (replace(SENT, state="lapsed"), "lapsed"),
        (replace(SENT, expired=True), "lapsed"),
    ],
)
def test_why_an_offer_can_no_longer_be_accepted(facts: rules.OfferFacts, ending: str) -> None:
    assert rules.ending(facts) == ending
    if ending:
        with pytest.raises(rules.OfferRefused) as refused:
            rules.check_may_accept(facts)
        assert refused.value.outcome == ending


def test_an_answered_offer_is_not_accepted() -> None:
    with pytest.raises(rules.OfferRefused, match="You have answered this offer already"):
        rules.check_may_accept(replace(SENT, state="declined"))


ANN = rules.Candidate(
    can=True,
    over_most=False,
    knows_order=False,
    against=0,
    favour=2,
    last_sat=NOW - timedelta(days=30),
    name="Ann Lee",
    number=1,
)


def test_candidates_stand_in_order() -> None:
    better = [
        replace(ANN, knows_order=True, against=2),
        replace(ANN, favour=3),
        replace(ANN, last_sat=None),
        replace(ANN, last_sat=NOW - timedelta(days=60)),
        ANN,
        replace(ANN, name="Bo"),
        replace(ANN, against=1),
        replace(ANN, over_most=True, knows_order=True),
        replace(ANN, can=False, knows_order=True),
    ]
    mixed = better[::-1]
    assert sorted(mixed, key=rules.rank) == better


def test_what_has_happened_in_words() -> None:
    said = rules.happened("panels:offer_accepted", actor="Jo", person="Ann", seat="chair")
    assert said == "Ann said yes, noted by Jo"
    assert rules.happened("panels:offer_accepted", actor="Ann", person="Ann") == "Ann said yes"
    assert rules.happened("panels:adviser_assigned", actor="Jo", person="") == (
        "Jo took the adviser off"
    )
    assert rules.happened("panels:offer_made", actor="Jo", person="Ann", seat="chair") == (
        "Jo asked Ann to sit as chair"
    )


def test_how_a_sitting_fits_a_month() -> None:
    assert rules.fit_words(free=True, elsewhere=[], load=1, most=2, month="March") == [
        "You said that you are usually free then",
        "It would be your second panel in March, and you asked for at most 2",
        "You have promised nothing else at that time",
    ]
    assert rules.fit_words(free=False, elsewhere=["Away then"], load=7, most=2, month="May") == [
        "It would be your number 8 panel in May, and you asked for at most 2",
        "Away then",
    ]
