"""Public addresses of campaigns, and when one may open."""

from datetime import date

import pytest

from portal.recruitment.rules import campaigns as rules
from portal.recruitment.rules.refusals import Refused

TODAY = date(2026, 3, 2)


def test_an_address_may_have_words_and_a_year() -> None:
    assert rules.against_slug("panel-members-2026") is None


@pytest.mark.parametrize("typed", ["Panel", "a b", "-a", "a--b", "a/b", "é"])
def test_an_address_is_small_letters_figures_and_hyphens(typed: str) -> None:
    assert rules.against_slug(typed)


def test_the_closing_day_may_be_today() -> None:
    rules.check_last_day(TODAY, TODAY)
    with pytest.raises(Refused, match="closing day"):
        rules.check_last_day(date(2026, 3, 1), TODAY)
