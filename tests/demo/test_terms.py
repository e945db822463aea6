"""The made-up school terms: whatever the day, the portal reads them as a council's."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from portal import clock
from portal.calendar import rules
from portal.calendar.models import ImportedEntry
from portal.demo.rules.terms import school_days
from portal.demo.rules.times import Times


@pytest.mark.parametrize("today", [date(2026, 3, 2), date(2026, 9, 1), date(2028, 12, 31)])
def test_six_terms_begin_on_a_monday_and_hold_their_half_term(today: date) -> None:
    entries = [
        ImportedEntry(title=each.title, first_day=each.first, last_day=each.last)
        for each in school_days(Times(today, clock))
    ]
    terms, free = rules.terms_of(entries), rules.free_of(entries)
    assert [each.title.partition(" ")[0] for each in terms] == ["Autumn", "Spring", "Summer"] * 2
    assert {each.first_day.weekday() for each in (*terms, *free)} == {0}
    assert {each.last_day.weekday() for each in (*terms, *free)} == {4}
    for term, half in zip(terms, free, strict=True):
        assert term.first_day + timedelta(days=14) < half.first_day
        assert half.last_day < term.last_day - timedelta(days=14)
    assert all(one.last_day < other.first_day for one, other in pairwise(terms))
    assert terms[0].first_day - timedelta(days=60) < today < terms[-1].last_day
