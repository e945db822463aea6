"""Public addresses of campaigns, and when one may open."""

from datetime import date

import pytest

from portal.recruitment.rules import campaigns as rules
from portal.recruitment.rules.refusals import Refused

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Panel members 2026", "panel-members-2026"),
        ("  Café & more!  ", "cafe-more"),
        ("x" * 70, "x" * 60),
    ],
)
def test_a_title_suggests_an_address(title: str, slug: str) -> None:
    assert rules.slug_of(title) == slug
    assert rules.against_slug(slug) is None


@pytest.mark.parametrize("typed", ["Panel", "a b", "-a", "a--b", "a/b", "é"])
def test_an_address_is_small_letters_figures_and_hyphens(typed: str) -> None:
    assert rules.against_slug(typed)


def test_the_closing_day_may_be_today() -> None:
    rules.check_last_day(TODAY, TODAY)
    with pytest.raises(Refused, match="closing day"):
        rules.check_last_day(date(2026, 3, 1), TODAY)
