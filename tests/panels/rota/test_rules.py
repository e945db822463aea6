"""Months and quarters, the addresses that ask for them, and who is free."""

from datetime import date

import pytest

from portal.panels.rules.rota import Ask, Period, Show, Span, View, is_free, period_of

TODAY = date(2026, 3, 2)
APRIL, QUARTER = Period(date(2026, 4, 1), Span.MONTH), Period(date(2026, 4, 1), Span.QUARTER)


def test_periods_know_their_days_and_their_neighbours() -> None:
    assert (APRIL.last, QUARTER.last) == (date(2026, 4, 30), date(2026, 6, 30))
    assert (APRIL.before.first, APRIL.after.first) == (date(2026, 3, 1), date(2026, 5, 1))
    assert (QUARTER.before.first, QUARTER.after.first) == (date(2026, 1, 1), date(2026, 7, 1))
    assert [each.first.month for each in QUARTER.months] == [4, 5, 6]


def test_periods_in_words() -> None:
    assert [each.words for each in (APRIL, QUARTER, QUARTER.after.after)] == [
        "April 2026",
        "April to June 2026",
        "October to December 2026",
    ]
    over_new_year = Period(date(2026, 11, 1), Span.QUARTER)
    assert over_new_year.words == "November 2026 to January 2027"
    assert QUARTER.before.words_beside(QUARTER) == "January to March"
    assert QUARTER.before.before.words_beside(QUARTER) == "October to December 2025"
    assert over_new_year.words_beside(QUARTER) == "November 2026 to January 2027"


@pytest.mark.parametrize(
    ("text", "span", "first"),
    [
        ("2026-04", Span.MONTH, date(2026, 4, 1)),
        ("2026-05", Span.QUARTER, date(2026, 5, 1)),
        ("", Span.MONTH, date(2026, 3, 1)),
        ("", Span.QUARTER, date(2026, 1, 1)),
        ("2026-13", Span.MONTH, date(2026, 3, 1)),
        ("9999-12", Span.QUARTER, date(2026, 1, 1)),
        ("²026-04", Span.MONTH, date(2026, 3, 1)),
        ("april", Span.MONTH, date(2026, 3, 1)),
    ],
)
def test_nonsense_asks_for_today(text: str, span: Span, first: date) -> None:
    assert period_of(text, span, TODAY).first == first


def test_a_grid_of_a_quarter_is_paged_by_month_and_a_list_is_not() -> None:
    ask = Ask(QUARTER, page=2)
    assert ask.shown == Period(date(2026, 5, 1), Span.MONTH)
    assert ask.with_(view=View.LIST).shown == QUARTER
    assert Ask(APRIL, page=3).shown == APRIL
    assert ask.of_span(Span.MONTH).period == ask.shown
    assert ask.of_span(Span.QUARTER).period == QUARTER


def test_the_month_that_was_looked_at_stays_in_sight_in_its_quarter() -> None:
    may = Ask(Period(date(2026, 5, 1), Span.MONTH))
    assert may.of_span(Span.QUARTER).shown == may.period


def test_an_address_says_what_is_asked_and_another_period_starts_anew() -> None:
    ask = Ask(QUARTER, View.LIST, 3, Show.SHORT, 2)
    assert ask.query == "from=2026-04&span=quarter&view=list&area=3&show=short&page=2"
    assert ask.with_(period=QUARTER.after).query == (
        "from=2026-07&span=quarter&view=list&area=3&show=short"
    )
    assert Ask(APRIL).query == "from=2026-04&span=month&view=grid"


def test_what_somebody_says_of_a_day_counts_before_what_they_usually_can() -> None:
    both = ("afternoon", "evening")
    assert is_free(both, {"afternoon", "evening"}, {})
    assert not is_free(both, {"evening"}, {})
    assert is_free(both, {"evening"}, {"afternoon": True})
    assert not is_free(both, {"afternoon", "evening"}, {"evening": False})
