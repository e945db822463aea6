"""Every reason against a session, with its remedy: no database."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from portal.reparation.rules.gate import (
    Asked,
    Assessed,
    Facts,
    Hours,
    WeekHours,
    against,
    break_due,
    closed,
    documents,
    out_of_hours,
    out_of_week,
)
from portal.reparation.rules.partners import Held

WEDNESDAY = date(2026, 3, 11)
SATURDAY = date(2026, 3, 14)
SUNDAY = date(2026, 3, 15)
GARDEN = Assessed("Sensory garden", date(2026, 6, 30), supervised=4, least_age=10)
OPEN = Facts(supervised=4, least_age=10, assessed=(GARDEN,))
INSURED = replace(
    OPEN,
    papers=(
        Held("Public liability insurance", date(2026, 3, 10)),
        Held("DBS position", None),
        Held("Service level agreement", date(2026, 1, 1)),
    ),
    required=("Public liability insurance", "Safeguarding policy", "DBS position"),
)
MONDAY = date(2026, 3, 9)
WEEK = WeekHours(school_age=16, term=12, younger=25, older=35, leaver=40)
HOURS = Hours(
    school_age=16,
    earliest=7,
    latest=19,
    school_day_minutes=120,
    younger_minutes=300,
    older_minutes=480,
)


def asked(**values: Any) -> Asked:
    """Return two hours after school for four with one adult."""
    usual = Asked(
        day=WEDNESDAY,
        starts=time(16),
        ends=time(18),
        places=4,
        adults=1,
        youngest=13,
        school_day=True,
    )
    return replace(usual, **values)


def about(facts: Facts, **values: Any) -> list[str]:
    """Return what the reasons are about."""
    return [each.about for each in against(facts, asked(**values), HOURS)]


def test_a_session_within_every_limit_can_be_booked() -> None:
    assert against(OPEN, asked(), HOURS) == ()


def test_the_day_of_the_review_is_the_last_that_can_be_booked() -> None:
    last = replace(OPEN, assessed=(replace(GARDEN, review_on=WEDNESDAY),))
    over = replace(OPEN, assessed=(replace(GARDEN, review_on=date(2026, 3, 10)),))

    assert closed(last, WEDNESDAY) == ()
    assert [each.sentence for each in closed(over, WEDNESDAY)] == [
        "The risk assessment of Sensory garden holds until 10 March. "
        "Review it and have it approved first."
    ]


def test_nothing_is_booked_where_nothing_was_assessed() -> None:
    assert [each.about for each in closed(replace(OPEN, assessed=()), WEDNESDAY)] == ["risk"]


def test_a_venue_that_is_overdue_closes_a_project_that_is_not() -> None:
    yard = Assessed("Mill yard", date(2026, 3, 1), supervised=8, least_age=10)

    found = closed(replace(OPEN, assessed=(GARDEN, yard)), WEDNESDAY)

    assert [each.why for each in found] == ["The risk assessment of Mill yard holds until 1 March."]


def test_a_lapsed_document_is_named_and_so_is_one_that_never_came() -> None:
    found = closed(INSURED, WEDNESDAY)

    assert [each.why for each in found] == [
        "Public liability insurance runs to 10 March only.",
        "Safeguarding policy: none is accepted yet.",
    ]


def test_every_document_is_shown_with_its_day() -> None:
    yard = Assessed("Mill yard", date(2026, 4, 1), supervised=8, least_age=10, is_site=True)
    facts = replace(INSURED, assessed=(GARDEN, yard))

    found = documents(facts, WEDNESDAY, date(2026, 5, 10))

    assert [(each.label, each.words, each.tone) for each in found] == [
        ("Risk assessment", "In date to 30 June", "ok"),
        ("Risk assessment of the site", "Ends on 1 April", "due"),
        ("Public liability insurance", "Ended on 10 March", "risk"),
        ("Safeguarding policy", "None accepted yet", "risk"),
        ("DBS position", "Holds", "ok"),
    ]


def test_a_project_of_the_services_own_needs_no_papers() -> None:
    assert closed(replace(OPEN, required=()), WEDNESDAY) == ()


def test_a_partner_with_which_no_work_is_placed_closes_its_projects() -> None:
    found = closed(replace(OPEN, partner="Growing Together"), WEDNESDAY)

    assert found[0].why == "No work is placed with Growing Together now."


def test_the_strictest_ratio_counts() -> None:
    strict = replace(OPEN, assessed=(GARDEN, replace(GARDEN, supervised=2)))

    assert about(OPEN, places=5) == ["ratio"]
    assert about(OPEN, places=5, adults=2) == []
    assert [each.sentence for each in against(strict, asked(places=5, adults=2), HOURS)] == [
        "2 adults can look after 4 here, and it has 5 places. Offer 4, or add an adult."
    ]


def test_nobody_to_supervise_is_a_reason_of_its_own() -> None:
    assert [each.sentence for each in against(OPEN, asked(adults=0), HOURS)] == [
        "Nobody supervises it. Choose a supervisor first."
    ]


def test_the_highest_of_the_lowest_ages_counts() -> None:
    older = replace(OPEN, assessed=(GARDEN, replace(GARDEN, least_age=14)))

    assert about(older, youngest=13) == ["age"]
    assert about(older, youngest=14) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"starts": time(6, 45), "ends": time(8)},
            "Children under 16 do not start before 7am. Start it later.",
        ),
        (
            {"starts": time(17, 30), "ends": time(19, 15)},
            "Children under 16 are done by 7pm. End it sooner.",
        ),
        (
            {"starts": time(15), "ends": time(17, 30)},
            "Sessions on a school day for children under 16 last at most 2 hours, and this one "
            "lasts 2 hours 30 minutes. Make it shorter, or choose another day.",
        ),
        (
            {"day": SUNDAY, "starts": time(10), "ends": time(13), "school_day": False},
            "Sessions on a Sunday for children under 16 last at most 2 hours, and this one lasts "
            "3 hours. Make it shorter, or choose another day.",
        ),
        (
            {"day": SATURDAY, "starts": time(9), "ends": time(15), "school_day": False},
            "Sessions for children under 15 last at most 5 hours, and this one lasts 6 hours. "
            "Make it shorter, or choose another day.",
        ),
        (
            {"starts": time(8), "ends": time(17), "youngest": 16},
            "Sessions last at most 8 hours, and this one lasts 9 hours. "
            "Make it shorter, or choose another day.",
        ),
    ],
)
def test_hours_that_are_not_for_young_people_are_refused(
    values: dict[str, Any], sentence: str
) -> None:
    assert [each.sentence for each in out_of_hours(asked(**values), HOURS)] == [sentence]


@pytest.mark.parametrize(
    "values",
    [
        {"starts": time(7), "ends": time(9)},
        {"starts": time(17), "ends": time(19)},
        {"starts": time(9), "ends": time(14), "school_day": False},
        {"day": SATURDAY, "starts": time(9), "ends": time(17), "youngest": 15},
        {"starts": time(18), "ends": time(21), "youngest": 16},
    ],
)
def test_hours_up_to_the_limit_are_allowed(values: dict[str, Any]) -> None:
    assert list(out_of_hours(asked(**values), HOURS)) == []


def test_a_session_over_midnight_is_long_and_late() -> None:
    late = asked(starts=time(18), ends=time(1))

    assert late.minutes == 7 * 60
    assert [each.about for each in out_of_hours(late, HOURS)] == ["hours", "hours"]


@pytest.mark.parametrize(
    ("youngest", "in_term", "most"),
    [(10, True, 12), (15, True, 12), (14, False, 25), (15, False, 35), (16, True, 40)],
)
def test_a_week_has_a_most_by_age_and_term(youngest: int, most: int, *, in_term: bool) -> None:
    def about_week(minutes: int) -> list[str]:
        found = out_of_week(youngest, minutes, monday=MONDAY, in_term=in_term, hours=WEEK)
        return [each.about for each in found]

    assert about_week(most * 60) == []
    assert about_week(most * 60 + 1) == ["hours"]


def test_a_long_session_asks_for_a_break() -> None:
    long = asked(starts=time(9), ends=time(13, 30))

    assert break_due(asked(), HOURS) is None
    assert break_due(long, HOURS) == (
        "Plan an hour’s break: nobody of school age works over 4 hours without."
    )
    assert break_due(replace(long, youngest=16), HOURS) is None
    assert "half an hour" in str(break_due(replace(long, youngest=16, ends=time(14)), HOURS))
