"""How long awards last, how somebody stands on a day, what to book: no database."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from portal.members.rules import CHAIR, COMMUNITY
from portal.training import rules
from portal.training.rules import (
    FOR_EVER,
    AwardFacts,
    Bookable,
    Exempt,
    Held,
    InCourse,
    Mend,
    Need,
    Refused,
    Stand,
    Standing,
    State,
    Validity,
    When,
    Who,
    add_months,
)

TODAY = date(2026, 3, 2)
LONG_AGO = date(2023, 1, 1)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_there_is(
    day: date, months: int, last: date
) -> None:
    assert add_months(day, months) == last


def test_validity_counts_from_the_course_or_from_the_certificate_or_never_ends() -> None:
    taken, given = date(2026, 1, 10), date(2026, 2, 20)
    assert Validity(12).last_day(taken, given) == date(2027, 1, 10)
    assert Validity(12, from_award=True).last_day(taken, given) == date(2027, 2, 20)
    assert Validity(None, from_award=True).last_day(taken, given) is None
    words = [each.words for each in (Validity(36), Validity(18, from_award=True), Validity(None))]
    assert words == [
        "3 years from the day of the course",
        "18 months from the day on the certificate",
        "Never expires",
    ]


@pytest.mark.parametrize(
    ("taken", "awarded", "sentence", "field"),
    [
        (
            date(2026, 3, 3),
            date(2026, 3, 3),
            "3 March is still to come. Enter the day on which the course was taken.",
            "taken_on",
        ),
        (
            date(2026, 3, 1),
            date(2026, 3, 3),
            "3 March is still to come. Enter the day on the certificate.",
            "awarded_on",
        ),
        (
            date(2026, 2, 1),
            date(2026, 1, 31),
            "The certificate would be older than the course. "
            "Enter the day on the certificate, or leave it empty.",
            "awarded_on",
        ),
        (
            date(2019, 12, 31),
            date(2026, 1, 31),
            "Prevent was first given on 1 January 2020. "
            "Enter a day from then on, or correct that day on the course’s page.",
            "taken_on",
        ),
    ],
)
def test_nobody_is_awarded_what_cannot_have_been(
    taken: date, awarded: date, sentence: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_award(
            AwardFacts(taken, awarded), title="Prevent", started_on=date(2020, 1, 1), today=TODAY
        )
    assert (refused.value.sentence, refused.value.field) == (sentence, field)


def test_an_award_of_today_or_of_the_first_day_is_fine() -> None:
    for day in (TODAY, date(2020, 1, 1)):
        rules.check_award(
            AwardFacts(day, TODAY), title="Prevent", started_on=date(2020, 1, 1), today=TODAY
        )


@pytest.mark.parametrize("now", [date(2026, 5, 1), date(2026, 4, 30)])
def test_an_extension_makes_it_last_longer_or_is_refused(now: date) -> None:
    with pytest.raises(Refused, match="It lasts until 1 May already"):
        rules.check_extension(now, valid_until=date(2026, 5, 1), near=TODAY)
    with pytest.raises(Refused, match="never expires"):
        rules.check_extension(now, valid_until=None, near=TODAY)
    rules.check_extension(date(2026, 5, 2), valid_until=date(2026, 5, 1), near=TODAY)


def test_a_changed_validity_names_only_what_it_would_change() -> None:
    awards = [
        Standing(1, date(2025, 1, 1), date(2025, 1, 1), date(2028, 1, 1)),
        Standing(2, date(2025, 1, 1), date(2025, 1, 1), date(2027, 1, 1)),
        Standing(3, date(2025, 1, 1), date(2025, 1, 1), None),
    ]
    assert rules.reckon(awards, Validity(24)) == [
        rules.Reckoned(1, date(2028, 1, 1), date(2027, 1, 1)),
        rules.Reckoned(3, None, date(2027, 1, 1)),
    ]


BEFORE = rules.Asked(COMMUNITY)
LATER = rules.Asked(frozenset(), date(2026, 6, 1))


def stand(
    held: date | None, *, on: date = TODAY, today: date = TODAY, **values: Any
) -> rules.Stand:
    return rules.stand(
        values.pop("asked", BEFORE),
        Held(LONG_AGO, held) if held else None,
        values.pop("exempt", None),
        when=When(on, today),
        renew_days=values.pop("renew_days", 90),
        **values,
    )


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (TODAY - timedelta(1), State.LAPSED),
        (TODAY, State.DUE_SOON),
        (TODAY + timedelta(90), State.DUE_SOON),
        (TODAY + timedelta(91), State.IN_DATE),
        (FOR_EVER, State.IN_DATE),
        (None, State.NEVER_HELD),
    ],
)
def test_it_holds_to_the_end_of_its_last_day(until: date | None, state: State) -> None:
    assert stand(until).state is state


def test_without_a_renewal_window_only_the_last_day_is_due_soon() -> None:
    assert stand(TODAY + timedelta(1), renew_days=0).state is State.IN_DATE
    assert stand(TODAY, renew_days=0).state is State.DUE_SOON


def test_valid_today_and_lapsing_before_a_duty_is_a_state_of_its_own() -> None:
    until, duty = date(2026, 3, 12), date(2026, 3, 14)
    found = stand(until, duties=[date(2026, 3, 12), date(2026, 4, 1), duty])
    assert (found.state, found.duty, found.until) == (State.LAPSES_BEFORE, duty, until)
    assert rules.cell_words(found, TODAY) == "Lapses before 14 March"


@pytest.mark.parametrize(
    ("until", "duty"),
    [
        (date(2026, 3, 14), date(2026, 3, 14)),
        (date(2026, 3, 1), date(2026, 3, 14)),
    ],
)
def test_the_day_of_the_duty_itself_counts_and_what_has_lapsed_has_lapsed(
    until: date, duty: date
) -> None:
    assert stand(until, duties=[duty]).state is not State.LAPSES_BEFORE


def test_a_duty_means_nothing_to_a_course_that_no_duty_waits_for() -> None:
    found = stand(date(2026, 3, 12), asked=LATER, duties=[date(2026, 3, 14)])
    assert (found.state, found.seats) == (State.DUE_SOON, frozenset())


def test_as_at_a_later_day_a_lapse_before_a_duty_shows_first() -> None:
    on, until, duty = date(2026, 3, 31), date(2026, 3, 20), date(2026, 3, 26)
    assert stand(until, on=on, duties=[duty]).state is State.LAPSES_BEFORE
    assert stand(until, on=on).state is State.LAPSED
    after = stand(date(2026, 6, 26), on=on, duties=[date(2026, 6, 30)])
    assert (after.state, after.duty) == (State.LAPSES_BEFORE, date(2026, 6, 30))


def test_as_at_a_past_day_duties_are_seen_from_that_day() -> None:
    on = date(2026, 1, 10)
    assert stand(date(2026, 1, 20), on=on, duties=[date(2026, 2, 1)]).duty == date(2026, 2, 1)
    assert stand(date(2026, 1, 20), on=on, duties=[date(2026, 1, 9)]).duty is None


def test_an_exemption_counts_where_it_reaches_further() -> None:
    exempt = Exempt(date(2026, 6, 30), "On leave")
    found = stand(None, exempt=exempt)
    assert (found.state, found.until, found.reason) == (State.EXEMPT, exempt.until, "On leave")
    assert stand(date(2026, 7, 1), exempt=exempt).state is State.IN_DATE
    assert stand(date(2026, 5, 1), exempt=exempt).state is State.EXEMPT
    lapses = stand(None, exempt=exempt, duties=[date(2026, 7, 1)])
    assert (lapses.state, lapses.duty) == (State.LAPSES_BEFORE, date(2026, 7, 1))


def test_what_nobody_asks_is_not_needed_even_when_held() -> None:
    assert stand(None, asked=None) == Stand(State.NOT_NEEDED)
    assert stand(date(2026, 1, 1), asked=None).state is State.NOT_NEEDED


def test_what_is_asked_adds_up_over_what_somebody_is() -> None:
    needs = [Need("volunteer", 6), Need("chair"), Need("staff", 3)]
    joined = date(2025, 8, 31)
    both = rules.asked_of(needs, Who(frozenset({"volunteer", "chair"}), joined))
    assert both == rules.Asked(frozenset({CHAIR}), date(2026, 2, 28))
    assert rules.asked_of(needs, Who(frozenset({"adviser"}), joined)) is None
    unknown = rules.asked_of(needs, Who(frozenset({"staff"})))
    assert unknown == rules.Asked(frozenset(), None)


def test_a_higher_level_stands_for_all_below_it() -> None:
    assert rules.reached([(3, 2), (2, 1)]) == {3: {2, 1}, 2: {1}}
    with pytest.raises(Refused, match="Advanced would lead back to itself"):
        rules.check_no_circle([(3, 1), (1, 3)], titles={1: "Foundation", 3: "Advanced"}, field="x")


def session(day: int, places: int = 2, *keys: str, last: int | None = None) -> Bookable:
    first = date(2026, 3, day)
    return Bookable(
        UUID(int=day),
        first,
        date(2026, 3, last or day),
        places,
        frozenset(keys or ("role:volunteer",)),
    )


def test_the_next_session_is_one_in_time_that_is_open_to_them() -> None:
    sessions = [session(5, 1, "role:staff"), session(6, last=20), session(12), session(19)]
    keys = rules.keys_of({"volunteer"}, [], [1, 2])
    assert rules.next_bookable(sessions, keys, before=date(2026, 3, 14)) == session(12)
    assert rules.next_bookable(sessions, keys, before=date(2026, 3, 4)) == session(6, last=20)
    assert rules.next_bookable(sessions, {"role:partner"}) is None


def test_a_volunteer_of_no_area_books_what_is_for_any() -> None:
    assert "role:volunteer@area:2" in rules.keys_of({"volunteer"}, [], [1, 2])
    assert "role:volunteer@area:2" not in rules.keys_of({"volunteer"}, [1], [1, 2])
    assert rules.keys_of({"staff", "adviser"}, [], [1]) == {"role:staff"}


@pytest.mark.parametrize(
    ("mend", "words"),
    [
        (Mend(next=session(12, 4)), "book Thursday 12 March, 4 places left"),
        (Mend(next=session(12, 1)), "book Thursday 12 March, 1 place left"),
        (Mend(e_learning=40), "do the e-learning, 40 minutes"),
        (Mend(e_learning=90), "do the e-learning, 1 hour 30 minutes"),
        (
            Mend(booked=date(2026, 3, 12), next=session(14)),
            "is booked on it for Thursday 12 March; counts once they have attended",
        ),
        (
            Mend(),
            "no session can be booked now: plan one, or record a certificate from elsewhere",
        ),
    ],
)
def test_a_remedy_says_what_to_do_next(mend: Mend, words: str) -> None:
    assert mend.words(TODAY) == words


def reasons(until: date | None, *, on: date) -> list[tuple[str, bool, str]]:
    found = InCourse("Safeguarding", stand(until, on=on), Mend(next=session(12, 4)))
    return [
        (reason.text, reason.bars, reason.short)
        for reason in rules.reasons_for([found], when=When(on, TODAY), part=COMMUNITY)
    ]


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, [("Has never done Safeguarding", True, "no Safeguarding")]),
        (
            date(2026, 2, 20),
            [("Safeguarding lapsed on 20 February", True, "Safeguarding lapsed")],
        ),
        (
            date(2026, 3, 9),
            [("Safeguarding lapses on 9 March, before this panel", True, "Safeguarding lapses")],
        ),
        (
            date(2026, 3, 10),
            [
                ("Training is in date on that day", False, ""),
                ("Safeguarding is due soon, 10 March, but after this panel", False, ""),
            ],
        ),
        (date(2027, 3, 10), [("Training is in date on that day", False, "")]),
    ],
)
def test_due_soon_never_bars_and_the_last_day_still_counts(
    until: date | None, said: list[tuple[str, bool, str]]
) -> None:
    assert reasons(until, on=date(2026, 3, 10)) == said
